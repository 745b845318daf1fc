"""Changes to a menu's content: what goes in, out, up, down and elsewhere. Pure; each gives the next menu."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain.menus.errors import CourseNotFound, ItemNotFound, NotAPermutation, PairingNotFound
from domain.menus.model import Course, CourseItem, Menu, Pairing

T = TypeVar("T")


class CourseOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """A course and its works in the order they are to have."""

    id: UUID
    items: tuple[UUID, ...]


def placed(things: tuple[T, ...], thing: T, position: int | None) -> tuple[T, ...]:
    """`things` with `thing` at `position`; at the end without one, or beyond the end."""
    at = len(things) if position is None else max(0, min(position, len(things)))
    return (*things[:at], thing, *things[at:])


def course_of(menu: Menu, course_id: UUID) -> Course:
    return _first(menu.courses, lambda course: course.id == course_id, CourseNotFound)


def item_of(menu: Menu, item_id: UUID) -> CourseItem:
    return _first(tuple(menu.items()), lambda item: item.id == item_id, ItemNotFound)


def pairing_of(menu: Menu, pairing_id: UUID) -> Pairing:
    return _first(menu.pairings, lambda pairing: pairing.id == pairing_id, PairingNotFound)


def with_course(menu: Menu, course: Course, position: int | None = None) -> Menu:
    """The menu with a new course, or with one it has moved and changed."""
    others = tuple(each for each in menu.courses if each.id != course.id)
    return menu.changed(courses=placed(others, course, position))


def with_course_in_place(menu: Menu, course: Course) -> Menu:
    return menu.changed(courses=tuple(course if each.id == course.id else each for each in menu.courses))


def without_course(menu: Menu, course_id: UUID) -> Menu:
    """The menu without the course, its works, and the pairings they were in."""
    gone = {item.id for item in course_of(menu, course_id).items}
    kept = tuple(course for course in menu.courses if course.id != course_id)
    return menu.changed(courses=kept, pairings=_pairings_without(menu, gone))


def with_item(menu: Menu, course_id: UUID, item: CourseItem, position: int | None = None) -> Menu:
    """The menu with the work in that course; it leaves the course it stood in, if any."""
    course_of(menu, course_id)
    emptied = tuple(_course_without(course, {item.id}) for course in menu.courses)
    return menu.changed(
        courses=tuple(
            replace(course, items=placed(course.items, item, position)) if course.id == course_id else course
            for course in emptied
        )
    )


def with_item_in_place(menu: Menu, item: CourseItem) -> Menu:
    return menu.changed(
        courses=tuple(
            replace(course, items=tuple(item if each.id == item.id else each for each in course.items))
            for course in menu.courses
        )
    )


def without_item(menu: Menu, item_id: UUID) -> Menu:
    """The menu without the work and the pairings it was in."""
    item_of(menu, item_id)
    return menu.changed(
        courses=tuple(_course_without(course, {item_id}) for course in menu.courses),
        pairings=_pairings_without(menu, {item_id}),
    )


def arranged(menu: Menu, order: Sequence[CourseOrder]) -> Menu:
    """The same courses and works in another order; raises NotAPermutation when any is missing or new."""
    courses = {course.id: course for course in menu.courses}
    items = {item.id: item for item in menu.items()}
    named = [item_id for course in order for item_id in course.items]
    if Counter(course.id for course in order) != Counter(courses.keys()):
        raise NotAPermutation
    if Counter(named) != Counter(items.keys()):
        raise NotAPermutation
    return menu.changed(
        courses=tuple(
            replace(courses[each.id], items=tuple(items[item_id] for item_id in each.items)) for each in order
        )
    )


def with_pairing(menu: Menu, pairing: Pairing, position: int | None = None) -> Menu:
    others = tuple(each for each in menu.pairings if each.id != pairing.id)
    return menu.changed(pairings=placed(others, pairing, position))


def with_pairing_in_place(menu: Menu, pairing: Pairing) -> Menu:
    return menu.changed(pairings=tuple(pairing if each.id == pairing.id else each for each in menu.pairings))


def without_pairing(menu: Menu, pairing_id: UUID) -> Menu:
    pairing_of(menu, pairing_id)
    return menu.changed(pairings=tuple(each for each in menu.pairings if each.id != pairing_id))


def _course_without(course: Course, item_ids: set[UUID]) -> Course:
    return replace(course, items=tuple(item for item in course.items if item.id not in item_ids))


def _pairings_without(menu: Menu, item_ids: set[UUID]) -> tuple[Pairing, ...]:
    return tuple(pairing for pairing in menu.pairings if not pairing.two_works & item_ids)


def _first(things: tuple[T, ...], wanted: Callable[[T], bool], missing: type[Exception]) -> T:
    for thing in things:
        if wanted(thing):
            return thing
    raise missing
