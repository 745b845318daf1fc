"""New things on a menu, whose ids may be the client's own: what is there already is not added again."""

from collections.abc import Iterable
from uuid import UUID

from domain.menus.changes import place_course, place_item, place_pairing
from domain.menus.errors import IdTaken
from domain.menus.model import Course, CourseItem, Menu, Pairing


def add_course(menu: Menu, course: Course, position: int | None = None) -> Menu:
    _refuse_known(course.id, menu.courses)
    return place_course(menu, course, position)


def add_item(menu: Menu, course_id: UUID, item: CourseItem, position: int | None = None) -> Menu:
    _refuse_known(item.id, menu.items())
    return place_item(menu, course_id, item, position)


def add_pairing(menu: Menu, pairing: Pairing, position: int | None = None) -> Menu:
    _refuse_known(pairing.id, menu.pairings)
    return place_pairing(menu, pairing, position)


def _refuse_known(new_id: UUID, things: Iterable[Course | CourseItem | Pairing]) -> None:
    """Raises IdTaken: placing it would move what is there, and change it."""
    if any(thing.id == new_id for thing in things):
        raise IdTaken
