"""What stands now where a form of the editor would write, by the form's fields; nothing when it is gone."""

from uuid import UUID

from domain.menus.errors import CourseNotFound
from domain.menus.views import MenuView


def of_menu(menu: MenuView) -> dict[str, str]:
    return {"title": menu.title, "description": menu.description or ""}


def of_course(menu: MenuView, course_id: UUID) -> dict[str, str]:
    found = (course for course in menu.courses if course.id == course_id)
    return next(({"title": course.title, "intent": course.intent or ""} for course in found), {})


def of_item(menu: MenuView, item_id: UUID) -> dict[str, str]:
    found = (item for course in menu.courses for item in course.items if item.id == item_id)
    return next(({"annotation": item.annotation or ""} for item in found), {})


def of_pairing(menu: MenuView, pairing_id: UUID) -> dict[str, str]:
    found = (pairing for pairing in menu.pairings if pairing.id == pairing_id)
    return next(({"relationship": each.relationship, "narrative": each.narrative} for each in found), {})


def the_course(menu: MenuView, course_id: UUID) -> None:
    """Raises CourseNotFound when the menu has no such course."""
    if all(course.id != course_id for course in menu.courses):
        raise CourseNotFound
