"""What is said to differ between two menus: all of it, and no more than that."""

from collections.abc import Hashable, Sequence
from itertools import combinations
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from uuid_utils.compat import uuid7

from domain.kernel import MediaItemId
from domain.menus import changes
from domain.menus.commands import CourseChange, ItemChange, MenuChange, PairingChange
from domain.menus.comparing import Blank, differences, undisturbed
from domain.menus.differences import Differences, PairingWords, Tally, TextChange, tally
from domain.menus.model import Menu
from domain.menus.views import MenuView
from tests.domain.menus.test_any_changes import possible
from tests.examples import looking_at
from tests.factories import CourseFactory, ItemFactory, MenuFactory, view_of

K = TypeVar("K", bound=Hashable)


def between(old: Menu, new: Menu) -> Differences:
    return differences(view_of(old), view_of(new))


def a_menu(*sizes: int) -> Menu:
    return MenuFactory.of(*(CourseFactory.of(*ItemFactory.batch(size)) for size in sizes))


def placed(kept: Sequence[K], put: Sequence[tuple[int, K]]) -> list[K]:
    """What is told, done: everything that came or moved is put in its place, from the front to the back."""
    order = list(kept)
    for position, key in sorted(put, key=lambda each: each[0]):
        order.insert(position, key)
    return order


def courses_after(old: MenuView, told: Differences) -> list[object]:
    away = {each.course.id for each in (*told.courses.removed, *told.courses.moved)}
    put = [(each.position, each.course.id) for each in told.courses.added]
    put += [(each.new, each.course.id) for each in told.courses.moved]
    return placed([course.id for course in old.courses if course.id not in away], put)


def works_after(old: MenuView, told: Differences, courses: list[object]) -> dict[object, list[object]]:
    """The item keys of each course."""
    away = {each.work.item_key for each in (*told.works.removed, *told.works.moved)}
    put = [(each.place, each.work.item_key) for each in told.works.added]
    put += [(each.new, each.work.item_key) for each in told.works.moved]
    kept = {
        course.id: [item.item_key for item in course.items if item.item_key not in away]
        for course in old.courses
    }
    return {
        course: placed(
            kept.get(course, []), [(place.position, key) for place, key in put if place.course.id == course]
        )
        for course in courses
    }


def pairs_of(menu: MenuView) -> list[frozenset[object]]:
    keys = {item.id: item.item_key for course in menu.courses for item in course.items}
    return [frozenset((keys[each.first_item_id], keys[each.second_item_id])) for each in menu.pairings]


def pairs_after(old: MenuView, told: Differences) -> list[frozenset[object]]:
    def two(mark: object) -> frozenset[object]:
        return frozenset((mark.first.item_key, mark.second.item_key))  # type: ignore[attr-defined]

    away = {two(each) for each in (*told.pairings.removed, *told.pairings.moved)}
    put = [(each.position, two(each)) for each in told.pairings.added]
    put += [(each.new, two(each)) for each in told.pairings.moved]
    return placed([pair for pair in pairs_of(old) if pair not in away], put)


@looking_at(150)
@given(some.randoms(use_true_random=True), some.integers(0, 30))
def test_doing_what_is_told_makes_the_new_order_of_the_old(chance: Random, length: int) -> None:
    start = menu = a_menu(3, 2, 4)
    for _ in range(length):
        menu = chance.choice(possible(menu))(menu, chance)
    old, new = view_of(start), view_of(menu)
    told = differences(old, new)
    courses = courses_after(old, told)
    assert courses == [course.id for course in new.courses]
    assert works_after(old, told, courses) == {
        course.id: [item.item_key for item in course.items] for course in new.courses
    }
    assert pairs_after(old, told) == pairs_of(new)


@looking_at(60)
@given(some.randoms(use_true_random=True), some.integers(0, 20))
def test_nothing_differs_from_itself(chance: Random, length: int) -> None:
    menu = MenuFactory.paired()
    for _ in range(length):
        menu = chance.choice(possible(menu))(menu, chance)
    assert between(menu, menu) == Differences()
    assert tally(between(menu, menu)) == Tally()


@looking_at(100)
@given(some.permutations(range(7)))
def test_as_many_as_possible_are_left_where_they_are(order: list[int]) -> None:
    rows = (row for size in range(8) for row in combinations(order, size))
    most = max(len(row) for row in rows if list(row) == sorted(row))
    kept = undisturbed(range(7), order)
    assert len(kept) == most
    assert [each for each in order if each in kept] == sorted(kept)


@pytest.mark.parametrize("position", [0, 1, 3, 5])
def test_a_work_that_was_dragged_once_has_moved_once(position: int) -> None:
    menu = a_menu(6)
    item = menu.courses[0].items[2]
    told = between(menu, changes.change_item(menu, item.id, ItemChange(position=position)))
    assert tally(told) == Tally(moved=1)
    if abs(position - 2) > 1:  # of two neighbours either may be said to have moved
        [moved] = told.works.moved
        assert (moved.work.item_key, moved.old.position, moved.new.position) == (item.item_key, 2, position)


def test_of_several_ways_to_tell_it_one_is_told_that_names_another_place() -> None:
    """The first went, and the two behind it changed places: the last has moved, the one before it has not."""
    menu = a_menu(3)
    [course] = menu.courses
    _, middle, last = course.items
    new = menu.changed(courses=(replace(course, items=(last, middle)),))
    [moved] = between(menu, new).works.moved
    assert (moved.work.item_key, moved.old.position, moved.new.position) == (last.item_key, 2, 0)


def test_a_work_that_went_to_another_course_is_told_from_where_to_where() -> None:
    menu = a_menu(2, 3)
    item, there = menu.courses[0].items[0], menu.courses[1]
    told = between(menu, changes.change_item(menu, item.id, ItemChange(course_id=there.id, position=1)))
    [moved] = told.works.moved
    assert tally(told) == Tally(moved=1)
    assert (moved.old.course.id, moved.old.position) == (menu.courses[0].id, 0)
    assert (moved.new.course.id, moved.new.position) == (there.id, 1)


def test_a_course_takes_its_works_along_without_their_having_moved() -> None:
    menu = a_menu(2, 2, 2)
    told = between(menu, changes.change_course(menu, menu.courses[2].id, CourseChange(position=0)))
    assert tally(told) == Tally(moved=1)
    [moved] = told.courses.moved
    assert (moved.course.id, moved.old, moved.new) == (menu.courses[2].id, 2, 0)


def test_words_are_told_as_they_were_and_as_they_are() -> None:
    menu = MenuFactory.paired()
    course, item, pairing = menu.courses[0], menu.courses[0].items[1], menu.pairings[0]
    new = changes.change_details(menu, MenuChange(title="A night out", description=None))
    new = changes.change_course(new, course.id, CourseChange(title="Dusk", intent="Slowly."))
    new = changes.change_item(new, item.id, ItemChange(annotation=None))
    new = changes.change_pairing(new, pairing.id, PairingChange(narrative="Neither has an end."))
    told = between(menu, new)
    assert told.title == TextChange("A night in", "A night out")
    assert told.description == TextChange("Four works for an evening.", None)
    [renamed], [intent] = told.courses.renamed, told.courses.intents
    assert (renamed.course.title, renamed.old, renamed.new) == ("Dusk", "To begin with", "Dusk")
    assert (intent.old, intent.new) == ("Something light.", "Slowly.")
    [note] = told.works.annotated
    assert (note.work.item_key, note.old, note.new) == (item.item_key, "Watch it at night.", None)
    [reworded] = told.pairings.reworded
    assert reworded.old == PairingWords("echo", "Both end at the sea.")
    assert reworded.new == PairingWords("echo", "Neither has an end.")
    assert tally(told) == Tally(edited=6)


def test_what_went_is_named_as_it_was_called() -> None:
    menu = MenuFactory.paired()
    told = between(menu, changes.remove_course(menu, menu.courses[0].id))
    assert [each.course.id for each in told.courses.removed] == [menu.courses[0].id]
    assert [each.work.title for each in told.works.removed] == ["Solaris", "Solaris"]
    [parted] = told.pairings.removed
    assert (parted.first.title, parted.words.relationship, parted.position) == ("Solaris", "echo", 0)
    assert tally(told) == Tally(removed=4)


def test_everything_is_new_after_nothing() -> None:
    told = differences(Blank(), view_of(MenuFactory.paired()))
    assert told.title == TextChange(None, "A night in")
    assert tally(told) == Tally(added=2 + 4 + 1, edited=2)


def test_a_pairing_that_was_made_again_of_the_same_works_is_the_same() -> None:
    menu = MenuFactory.paired()
    [pairing] = menu.pairings
    two = {"first_item_id": pairing.second_item_id, "second_item_id": pairing.first_item_id}
    assert between(menu, menu.changed(pairings=(replace(pairing, id=uuid7(), **two),))) == Differences()


def test_another_work_in_the_same_place_is_told_unless_it_stands_for_the_first() -> None:
    menu = a_menu(1)
    work, other = menu.courses[0].items[0].media_item_id, MediaItemId(uuid7())
    new = changes.serve_instead(menu, {work: other})
    [exchanged] = between(menu, new).works.exchanged
    assert (exchanged.old.media_item_id, exchanged.new.media_item_id) == (work, other)
    assert differences(view_of(menu), view_of(new), {work: other}) == Differences()
