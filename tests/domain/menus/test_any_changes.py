"""Whatever a curator does, in whatever order, a menu stays a menu."""

from collections.abc import Callable
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from domain.menus import changes
from domain.menus.commands import Arrangement, CourseChange, CourseOrder, ItemChange, PairingChange
from domain.menus.errors import AlreadyPaired
from domain.menus.model import Menu
from tests.examples import looking_at
from tests.factories import CourseFactory, ItemFactory, MenuFactory, PairingFactory

Change = Callable[[Menu, Random], Menu]
PLACE = (None, -1, 0, 1, 2, 99)


def a_course(menu: Menu, chance: Random) -> UUID:
    return chance.choice(menu.courses).id


def an_item(menu: Menu, chance: Random) -> UUID:
    return chance.choice(list(menu.items())).id


def add_course(menu: Menu, chance: Random) -> Menu:
    return changes.place_course(menu, CourseFactory.build(), chance.choice(PLACE))


def move_course(menu: Menu, chance: Random) -> Menu:
    return changes.change_course(
        menu, a_course(menu, chance), CourseChange(position=chance.choice(PLACE[1:]))
    )


def remove_course(menu: Menu, chance: Random) -> Menu:
    return changes.remove_course(menu, a_course(menu, chance))


def add_item(menu: Menu, chance: Random) -> Menu:
    return changes.place_item(menu, a_course(menu, chance), ItemFactory.build(), chance.choice(PLACE))


def move_item(menu: Menu, chance: Random) -> Menu:
    wish = ItemChange(course_id=a_course(menu, chance), position=chance.choice(PLACE[1:]))
    return changes.change_item(menu, an_item(menu, chance), wish)


def remove_item(menu: Menu, chance: Random) -> Menu:
    return changes.remove_item(menu, an_item(menu, chance))


def pair(menu: Menu, chance: Random) -> Menu:
    two = chance.sample(list(menu.items()), 2)
    try:
        return changes.place_pairing(menu, PairingFactory.of(*two), chance.choice(PLACE))
    except AlreadyPaired:
        return menu


def move_pairing(menu: Menu, chance: Random) -> Menu:
    pairing = chance.choice(menu.pairings)
    return changes.change_pairing(menu, pairing.id, PairingChange(position=chance.choice(PLACE[1:])))


def part(menu: Menu, chance: Random) -> Menu:
    return changes.remove_pairing(menu, chance.choice(menu.pairings).id)


def shuffle(menu: Menu, chance: Random) -> Menu:
    return changes.arrange(menu, an_arrangement(menu, chance))


def an_arrangement(menu: Menu, chance: Random) -> Arrangement:
    """Courses in any order, and works in any order in any course."""
    items = [item.id for item in menu.items()]
    chance.shuffle(items)
    courses = list(menu.courses)
    chance.shuffle(courses)
    cuts = sorted(chance.randint(0, len(items)) for _ in courses[1:])
    pieces = zip([0, *cuts], [*cuts, len(items)], strict=True)
    return Arrangement(
        tuple(
            CourseOrder(course.id, tuple(items[start:end]))
            for course, (start, end) in zip(courses, pieces, strict=True)
        )
    )


def as_it_stands(menu: Menu) -> Arrangement:
    return Arrangement(
        tuple(CourseOrder(course.id, tuple(item.id for item in course.items)) for course in menu.courses)
    )


def possible(menu: Menu) -> list[Change]:
    """The changes that nothing on this menu stands against."""
    found: list[Change] = [add_course]
    if menu.courses:
        found += [move_course, remove_course, add_item, add_item, add_item, shuffle]
    count = len(list(menu.items()))
    if count:
        found += [move_item, remove_item]
    if count > 1:
        found += [pair, pair, pair]
    if menu.pairings:
        found += [move_pairing, part]
    return found


@looking_at(40)
@given(some.randoms(use_true_random=True), some.integers(1, 40))
def test_any_sequence_of_changes_leaves_a_menu(chance: Random, length: int) -> None:
    menu = MenuFactory.paired()
    for _ in range(length):
        before, change = menu, chance.choice(possible(menu))
        menu = change(menu, chance)
        items = {item.id for item in menu.items()}
        assert len(items) == len(list(menu.items()))
        assert len({course.id for course in menu.courses}) == len(menu.courses)
        assert all(pairing.two_works <= items for pairing in menu.pairings)
        kept = {pairing.id for pairing in before.pairings if pairing.two_works <= items}
        lost = {pairing.id for pairing in before.pairings} - {pairing.id for pairing in menu.pairings}
        assert change is part or not kept & lost, "a pairing was lost whose works are still there"
        assert items >= {item.id for item in before.items()} or change in {remove_item, remove_course}


@looking_at(40)
@given(some.randoms(use_true_random=True), some.lists(some.integers(0, 4), max_size=6))
def test_arranging_and_arranging_back_changes_nothing(chance: Random, sizes: list[int]) -> None:
    menu = MenuFactory.of(*(CourseFactory.of(*ItemFactory.batch(size)) for size in sizes))
    arranged = changes.arrange(menu, an_arrangement(menu, chance)) if sizes else menu
    assert {item.id for item in arranged.items()} == {item.id for item in menu.items()}
    assert changes.arrange(arranged, as_it_stands(menu)) == menu
