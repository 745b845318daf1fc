"""Changes to a menu: what goes in, out, up, down and elsewhere. Pure; each gives the next menu."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from domain.kernel import MediaItemId
from domain.menus.commands import (
    Arrangement,
    CourseChange,
    ItemChange,
    MenuChange,
    PairingChange,
)
from domain.menus.errors import CourseNotFound, ItemNotFound, NotAPermutation, PairingNotFound
from domain.menus.model import Course, CourseItem, Menu, Pairing

T = TypeVar("T")


def next_version(menu: Menu, now: datetime) -> Menu:
    return menu.changed(version=menu.version + 1, updated_at=now)


def change_details(menu: Menu, wish: MenuChange) -> Menu:
    return menu.changed(**_given(wish))


def place_course(menu: Menu, course: Course, position: int | None = None) -> Menu:
    """The menu with the course at that place, new or moved; at the end without a position."""
    others = tuple(each for each in menu.courses if each.id != course.id)
    return menu.changed(courses=placed(others, course, position))


def change_course(menu: Menu, course_id: UUID, wish: CourseChange) -> Menu:
    old = _first(menu.courses, lambda course: course.id == course_id, CourseNotFound)
    new = replace(old, **_given(wish))
    return place_course(menu, new, menu.courses.index(old) if wish.position is UNSET else wish.position)


def remove_course(menu: Menu, course_id: UUID) -> Menu:
    """The menu without the course, its works, and the pairings they were in."""
    course = _first(menu.courses, lambda each: each.id == course_id, CourseNotFound)
    gone = {item.id for item in course.items}
    kept = tuple(each for each in menu.courses if each is not course)
    return menu.changed(courses=kept, pairings=_pairings_without(menu, gone))


def serve_instead(menu: Menu, standing: Mapping[MediaItemId, MediaItemId]) -> Menu:
    """The menu with other works in some places; works that stand for themselves leave it as it is."""
    if all(work == other for work, other in standing.items()):
        return menu
    return menu.changed(
        courses=tuple(
            replace(
                course,
                items=tuple(
                    replace(item, media_item_id=standing.get(item.media_item_id, item.media_item_id))
                    for item in course.items
                ),
            )
            for course in menu.courses
        )
    )


def place_item(menu: Menu, course_id: UUID, item: CourseItem, position: int | None = None) -> Menu:
    """The menu with the work in that course, new or moved; it leaves the course it stood in."""
    _first(menu.courses, lambda course: course.id == course_id, CourseNotFound)
    emptied = (_course_without(course, item.id) for course in menu.courses)
    return menu.changed(
        courses=tuple(
            replace(course, items=placed(course.items, item, position)) if course.id == course_id else course
            for course in emptied
        )
    )


def place_items(menu: Menu, course_id: UUID, items: Iterable[CourseItem]) -> Menu:
    """The menu with more works at the end of that course."""
    course = _first(menu.courses, lambda each: each.id == course_id, CourseNotFound)
    fuller = replace(course, items=(*course.items, *items))
    return menu.changed(courses=tuple(fuller if each is course else each for each in menu.courses))


def change_item(menu: Menu, item_id: UUID, wish: ItemChange) -> Menu:
    """A new note, a new place, or both; a course without a position means its end."""
    course = _course_with(menu, item_id)
    old = next(item for item in course.items if item.id == item_id)
    new = replace(old, **_given(wish))
    stays = wish.course_id is UNSET
    position = course.items.index(old) if stays else None
    return place_item(
        menu,
        course.id if wish.course_id is UNSET else wish.course_id,
        new,
        position if wish.position is UNSET else wish.position,
    )


def remove_item(menu: Menu, item_id: UUID) -> Menu:
    """The menu without the work and the pairings it was in."""
    _course_with(menu, item_id)
    return menu.changed(
        courses=tuple(_course_without(course, item_id) for course in menu.courses),
        pairings=_pairings_without(menu, {item_id}),
    )


def arrange(menu: Menu, wish: Arrangement) -> Menu:
    """The same courses and works in another order; raises NotAPermutation when any is missing or new."""
    courses = {course.id: course for course in menu.courses}
    items = {item.id: item for item in menu.items()}
    if Counter(course.id for course in wish.courses) != Counter(courses.keys()):
        raise NotAPermutation
    if Counter(item_id for course in wish.courses for item_id in course.items) != Counter(items.keys()):
        raise NotAPermutation
    ordered = (
        replace(courses[each.id], items=tuple(items[item_id] for item_id in each.items))
        for each in wish.courses
    )
    return menu.changed(courses=tuple(ordered))


def place_pairing(menu: Menu, pairing: Pairing, position: int | None = None) -> Menu:
    """The menu with the pairing at that place, new or moved; at the end without a position."""
    pairing.refuse_strangers({item.id for item in menu.items()})
    others = tuple(each for each in menu.pairings if each.id != pairing.id)
    return menu.changed(pairings=placed(others, pairing, position))


def change_pairing(menu: Menu, pairing_id: UUID, wish: PairingChange) -> Menu:
    old = _first(menu.pairings, lambda pairing: pairing.id == pairing_id, PairingNotFound)
    new = replace(old, **_given(wish))
    return place_pairing(menu, new, menu.pairings.index(old) if wish.position is UNSET else wish.position)


def remove_pairing(menu: Menu, pairing_id: UUID) -> Menu:
    gone = _first(menu.pairings, lambda pairing: pairing.id == pairing_id, PairingNotFound)
    return menu.changed(pairings=tuple(each for each in menu.pairings if each is not gone))


def placed(things: tuple[T, ...], thing: T, position: int | None) -> tuple[T, ...]:
    """`things` with `thing` at `position`; at the end without one, or beyond the end."""
    at = len(things) if position is None else max(0, min(position, len(things)))
    return (*things[:at], thing, *things[at:])


def _given(wish: Struct) -> dict[str, Any]:
    """The facts a change gives, without those it leaves out and without places."""
    return {
        name: value
        for name, value in asdict(wish).items()
        if value is not UNSET and name not in {"position", "course_id"}
    }


def _course_with(menu: Menu, item_id: UUID) -> Course:
    def holds_it(course: Course) -> bool:
        return any(item.id == item_id for item in course.items)

    return _first(menu.courses, holds_it, ItemNotFound)


def _course_without(course: Course, item_id: UUID) -> Course:
    return replace(course, items=tuple(item for item in course.items if item.id != item_id))


def _pairings_without(menu: Menu, item_ids: set[UUID]) -> tuple[Pairing, ...]:
    return tuple(pairing for pairing in menu.pairings if not pairing.two_works & item_ids)


def _first(things: tuple[T, ...], wanted: Callable[[T], bool], missing: type[Exception]) -> T:
    for thing in things:
        if wanted(thing):
            return thing
    raise missing
