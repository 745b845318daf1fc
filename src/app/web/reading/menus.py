"""A menu prepared for the page: anchors of its works, its pairings in reading order."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from app.web.languages import Language
from domain.menus.views import ItemView, MenuView, PublicMenu


class PairingOnPage(msgspec.Struct, frozen=True):
    """A pairing with its two works, the one that is read first in front."""

    id: UUID
    relationship: str
    narrative: str
    first: ItemView
    second: ItemView


def anchor(item: ItemView) -> str:
    """The id of a work on the page; it stays the same in every edition and fork."""
    return f"w-{item.item_key.hex[-8:]}"


def pairings(menu: MenuView) -> tuple[PairingOnPage, ...]:
    """All pairings in the curator's order."""
    by_id = {item.id: item for course in menu.courses for item in course.items}
    reading_order = {item_id: index for index, item_id in enumerate(by_id)}
    shown = []
    for pairing in menu.pairings:
        first, second = sorted((pairing.first_item_id, pairing.second_item_id), key=reading_order.__getitem__)
        shown.append(
            PairingOnPage(pairing.id, pairing.relationship, pairing.narrative, by_id[first], by_id[second])
        )
    return tuple(shown)


def marginalia(menu: MenuView) -> Mapping[UUID, list[PairingOnPage]]:
    """The pairings by the work beside which they are printed: the first of their two."""
    beside: dict[UUID, list[PairingOnPage]] = {}
    for pairing in pairings(menu):
        beside.setdefault(pairing.first.id, []).append(pairing)
    return beside


def contributors(menu: MenuView, language: Language) -> tuple[str, ...]:
    """Whose proposals were taken over, the first one first; whoever is erased comes last, without a name."""
    people = [each.curator for each in menu.credits] if isinstance(menu, PublicMenu) else []
    names = [person.display_name or person.username for person in people if person]
    gone = [language.gettext("somebody who has left")] if None in people else []
    return (*names, *gone)


def place_of(menu: MenuView, pointer: str) -> str:
    """Where the editor shows what the JSON pointer of a problem means: "#item-…", "#course-…", "#menu"."""
    match _steps(pointer):
        case ["courses", int(course), "items", int(item), *_] if _has(menu, course, item):
            return f"#item-{menu.courses[course].items[item].id}"
        case ["courses", int(course), *_] if course < len(menu.courses):
            return f"#course-{menu.courses[course].id}"
        case ["courses", *_]:
            return "#new-course"
        case ["pairings"]:
            return "#pairings"
        case ["pairings", int(pairing), *_] if pairing < len(menu.pairings):
            return f"#pairing-{menu.pairings[pairing].id}"
        case _:
            return "#menu"


def named_by(menu: MenuView, pointer: str) -> str:
    """The title of the course or the work that such a pointer means, else nothing."""
    match _steps(pointer):
        case ["courses", int(course), "items", int(item), *_] if _has(menu, course, item):
            return menu.courses[course].items[item].media.title
        case ["courses", int(course), *_] if course < len(menu.courses):
            return menu.courses[course].title
        case _:
            return ""


def _steps(pointer: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in pointer.strip("/").split("/")]


def _has(menu: MenuView, course: int, item: int) -> bool:
    return course < len(menu.courses) and item < len(menu.courses[course].items)
