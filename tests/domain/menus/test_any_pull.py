"""Fork, edit both sides, pull: nothing is lost, nothing is doubled, and order is kept."""

from collections.abc import Mapping
from itertools import combinations
from random import Random
from typing import NamedTuple
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some
from uuid_utils.compat import uuid7

from domain.kernel import MediaItemId
from domain.menus import changes
from domain.menus.commands import CourseChange, ItemChange, MenuChange, PairingChange
from domain.menus.comparing import undisturbed
from domain.menus.keyed import Keyed, keyed, written
from domain.menus.lineage import forked
from domain.menus.merging import merged
from domain.menus.model import Menu
from domain.menus.offers import Offer, offers
from domain.menus.taking import taken, with_what_they_need
from domain.menus.views import Curator, EditionMark, PublicMenu
from tests.domain.menus.test_any_changes import a_course, an_item, possible
from tests.examples import looking_at
from tests.factories import NOW, CourseFactory, ItemFactory, MenuFactory, view_of

CHANCE = some.randoms(use_true_random=True)
"""From a seed alone: how often it is asked may depend on the ids of menus, which are new each time."""
LENGTH = some.integers(0, 12)
WORDS = ("Dusk", "Dawn", "Noon", "Midnight")


def write(menu: Menu, chance: Random) -> Menu:
    """Other words somewhere, or another work in a place."""
    word = chance.choice(WORDS)
    wishes = [lambda: changes.change_details(menu, MenuChange(title=word))]
    if menu.courses:
        course = a_course(menu, chance)
        wishes.append(lambda: changes.change_course(menu, course, CourseChange(title=word)))
        wishes.append(lambda: changes.change_course(menu, course, CourseChange(intent=word)))
    if any(menu.items()):
        item = an_item(menu, chance)
        wishes += [lambda: changes.change_item(menu, item, ItemChange(annotation=word))] * 3
        served = next(each.media_item_id for each in menu.items() if each.id == item)
        other = {served: MediaItemId(uuid7())}
        wishes.append(lambda: changes.serve_instead(menu, other))
    if menu.pairings:
        pairing = chance.choice(menu.pairings).id
        wishes.append(lambda: changes.change_pairing(menu, pairing, PairingChange(narrative=word)))
    return chance.choice(wishes)()


def edited(menu: Menu, chance: Random, length: int) -> Menu:
    for _ in range(length):
        change = chance.choice([*possible(menu), write, write, write])
        menu = change(menu, chance)
    return menu


class Sides(NamedTuple):
    """What was forked, what became of it there, the fork, and the courses it has from there."""

    base: Menu
    theirs: Menu
    mine: Menu
    courses: Mapping[UUID, UUID]

    @property
    def three(self) -> tuple[Keyed, Keyed, Keyed]:
        return keyed(view_of(self.base)), keyed(view_of(self.theirs)), self.keyed_mine(self.mine)

    def keyed_mine(self, menu: Menu) -> Keyed:
        return keyed(view_of(menu), self.courses)


def sides(chance: Random, there: int, here: int) -> Sides:
    sizes = [chance.randint(0, 4) for _ in range(chance.randint(1, 4))]
    base = MenuFactory.of(*(CourseFactory.of(*ItemFactory.batch(size)) for size in sizes))
    base = edited(base, chance, 4)
    view = view_of(base)
    facts = {name: getattr(view, name) for name in view.__struct_fields__}
    source = PublicMenu(**facts | {"edition": EditionMark(1, NOW), "curator": Curator("ada", "Ada")})
    works = {item.media_item_id: item.media_item_id for item in base.items()}
    empty = MenuFactory.build(title=base.title, description=base.description)
    fork, lineage = forked(source, empty, works, uuid7)
    return Sides(base, edited(base, chance, there), edited(fork, chance, here), lineage.courses)


def content(menu: Keyed) -> object:
    """All of it in order, without ids."""
    return (
        menu.title,
        menu.description,
        [(key, words, list(menu.rows[key])) for key, words in menu.courses.items()],
        {key: (item.media_item_id, item.annotation) for key, item in menu.works.items()},
        [(pair, words.said) for pair, words in menu.pairings.items()],
    )


def names(found: tuple[Offer, ...]) -> set[str]:
    return {each.key for each in found}


@looking_at(60)
@given(CHANCE, LENGTH)
def test_a_fork_that_was_left_alone_becomes_what_its_source_is_now(chance: Random, length: int) -> None:
    given_sides = sides(chance, length, 0)
    base, theirs, mine = given_sides.three
    found = offers(base, theirs, mine)
    assert content(merged(base, theirs, mine)) == content(theirs)
    assert not [each for each in found if each.clash]
    result = taken(mine, merged(base, theirs, mine), names(found))
    menu, courses = written(result, given_sides.mine, given_sides.courses, uuid7)
    assert content(keyed(view_of(menu), courses)) == content(theirs)


@looking_at(60)
@given(CHANCE, LENGTH)
def test_a_source_that_was_left_alone_offers_nothing(chance: Random, length: int) -> None:
    base, theirs, mine = sides(chance, 0, length).three
    assert offers(base, theirs, mine) == ()
    assert content(merged(base, theirs, mine)) == content(mine)


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_when_all_is_taken_nothing_is_on_offer_any_more(chance: Random, there: int, here: int) -> None:
    given_sides = sides(chance, there, here)
    base, theirs, mine = given_sides.three
    both = merged(base, theirs, mine)
    result = taken(mine, both, names(offers(base, theirs, mine)))
    assert content(result) == content(both)
    menu, courses = written(result, given_sides.mine, given_sides.courses, uuid7)
    pulled = keyed(view_of(menu), courses)
    assert content(pulled) == content(both)
    assert offers(base, theirs, pulled) == ()


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_what_is_taken_is_off_the_list_and_the_rest_stays_on_it(
    chance: Random, there: int, here: int
) -> None:
    base, theirs, mine = sides(chance, there, here).three
    both, found = merged(base, theirs, mine), offers(base, theirs, mine)
    wanted = {each.key for each in found if chance.random() < 0.5}
    all_wanted = with_what_they_need(mine, both, wanted)
    assert all_wanted <= names(found)
    result = taken(mine, both, wanted)
    left = offers(base, theirs, result)
    still = {each for each in names(left) if "-moved:" not in each}
    assert still == {each for each in names(found) - all_wanted if "-moved:" not in each}
    again = taken(result, merged(base, theirs, result), names(left))
    assert set(again.works) == set(both.works)
    assert {key: item.annotation for key, item in again.works.items()} == {
        key: item.annotation for key, item in both.works.items()
    }
    assert set(again.pairings) == set(both.pairings)


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_nothing_is_lost_that_nobody_took_off(chance: Random, there: int, here: int) -> None:
    base, theirs, mine = sides(chance, there, here).three
    both = merged(base, theirs, mine)
    assert set(mine.works) - set(both.works) <= set(base.works) - set(theirs.works)
    assert set(theirs.works) - set(both.works) <= set(base.works) - set(mine.works)
    assert set(mine.courses) - set(both.courses) <= set(base.courses) - set(theirs.courses)
    for pair in mine.pairings:
        if pair not in both.pairings:
            assert pair in base.pairings or not pair <= set(both.works)
    for key, item in mine.works.items():
        was, says = base.works.get(key), theirs.works.get(key)
        they_wrote = says is not None and (was is None or says.annotation != was.annotation)
        if key in both.works and not they_wrote:
            assert both.works[key].annotation == item.annotation


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_what_goes_of_mine_with_a_pull_of_what_does_not_clash_was_not_mine(
    chance: Random, there: int, here: int
) -> None:
    base, theirs, mine = sides(chance, there, here).three
    found = offers(base, theirs, mine)
    both = merged(base, theirs, mine)
    clean = {each.key for each in found if not each.clash}
    if with_what_they_need(mine, both, clean) != clean:
        return
    result = taken(mine, both, clean)
    for key, item in mine.works.items():
        was = base.works.get(key)
        if was is None or (item.media_item_id, item.annotation) != (was.media_item_id, was.annotation):
            assert key in result.works, "a work of mine is gone"
            if was is None or item.annotation != was.annotation:
                assert result.works[key].annotation == item.annotation, "a note of mine is gone"
    for pair, words in mine.pairings.items():
        was_said = base.pairings.get(pair)
        if was_said is None or was_said.said != words.said:
            assert result.pairings[pair].said == words.said, "words of mine are gone"


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_nothing_is_doubled(chance: Random, there: int, here: int) -> None:
    base, theirs, mine = sides(chance, there, here).three
    found = offers(base, theirs, mine)
    wanted = {each.key for each in found if chance.random() < 0.5}
    assert len(names(found)) == len(found)
    for result in (merged(base, theirs, mine), taken(mine, merged(base, theirs, mine), wanted)):
        served = [key for row in result.rows.values() for key in row]
        assert len(served) == len(set(served))
        assert set(served) == set(result.works)
        assert list(result.rows) == list(result.courses)
        assert all(pair <= set(served) for pair in result.pairings)


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_what_they_did_not_move_stands_in_my_order(chance: Random, there: int, here: int) -> None:
    base, theirs, mine = sides(chance, there, here).three
    both = merged(base, theirs, mine)
    for course, row in both.rows.items():
        before, after = base.rows.get(course, ()), theirs.rows.get(course, ())
        placed = set(after) - undisturbed(before, after)
        mine_row = list(mine.rows.get(course, ()))
        untouched = [key for key in row if key in mine_row and key not in placed]
        assert untouched == [key for key in mine_row if key in set(untouched)]


@looking_at(60)
@given(CHANCE, LENGTH, LENGTH)
def test_what_i_did_not_move_stands_in_their_order(chance: Random, there: int, here: int) -> None:
    """Works that I neither moved nor put in keep the order that they gave them."""
    base, theirs, mine = sides(chance, there, here).three
    both = merged(base, theirs, mine)
    for course, row in both.rows.items():
        before, own = base.rows.get(course, ()), mine.rows.get(course, ())
        if list(before) != [key for key in own if key in before]:
            continue
        after = list(theirs.rows.get(course, ()))
        shared = [key for key in row if key in after and key not in set(own) - set(before)]
        for one, other in combinations(shared, 2):
            assert after.index(one) < after.index(other)
