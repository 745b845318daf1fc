"""One step up or down in the order of a menu: what the arrows of the editor mean."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from msgspec import Struct

from domain.menus import changes
from domain.menus.commands import CourseChange, ItemChange, PairingChange
from domain.menus.model import Course, CourseItem, Menu, Pairing

STEPS = {"up": -1, "down": 1}


class Step(Struct, frozen=True):
    """What an arrow sends."""

    direction: Literal["up", "down"]


def move_course(menu: Menu, course_id: UUID, step: Step) -> Menu:
    place = _beside(menu.courses, course_id, step)
    return changes.change_course(menu, course_id, CourseChange(position=place))


def move_item(menu: Menu, item_id: UUID, step: Step) -> Menu:
    """Within its course."""
    course = next((each for each in menu.courses if item_id in {item.id for item in each.items}), None)
    place = _beside(course.items if course else (), item_id, step)
    return changes.change_item(menu, item_id, ItemChange(position=place))


def move_pairing(menu: Menu, pairing_id: UUID, step: Step) -> Menu:
    place = _beside(menu.pairings, pairing_id, step)
    return changes.change_pairing(menu, pairing_id, PairingChange(position=place))


def _beside(things: Sequence[Course | CourseItem | Pairing], thing_id: UUID, step: Step) -> int:
    """The place one step on; the ends are ends. What is missing is found missing by the change itself."""
    places = (place for place, thing in enumerate(things) if thing.id == thing_id)
    return max(0, next(places, 0) + STEPS[step.direction])
