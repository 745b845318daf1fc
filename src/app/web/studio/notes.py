"""The notes on a draft in the order of its menu, for the curator."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from app.web.reading.menus import PairingOnPage, pairings
from domain.menus.notes import Anchor, NoteView
from domain.menus.views import CourseView, ItemView, MenuView

Notes = Sequence[NoteView]


class NotedItem(Struct, frozen=True):
    item: ItemView
    notes: Notes


class NotedCourse(Struct, frozen=True):
    """`notes` are about the course itself."""

    number: int
    course: CourseView
    notes: Notes
    items: Sequence[NotedItem]


class NotedPairing(Struct, frozen=True):
    pairing: PairingOnPage
    notes: Notes


class Notebook(Struct, frozen=True):
    """Open notes by what they are about, oldest first; resolved ones, newest first.

    `gone` are open ones about what is not on the menu any more.
    """

    courses: Sequence[NotedCourse]
    pairings: Sequence[NotedPairing]
    gone: Notes
    resolved: Notes

    @property
    def is_clear(self) -> bool:
        """Whether nothing is open."""
        return not (self.courses or self.pairings or self.gone)


def notebook(menu: MenuView, notes: Notes) -> Notebook:
    """From all notes on the menu, newest first."""
    still_open = [note for note in reversed(notes) if note.resolved_at is None]
    at = _by_anchor(note for note in still_open if not note.is_gone)
    noted = (_course(number, course, at) for number, course in enumerate(menu.courses, 1))
    paired = (NotedPairing(each, at.get(("pairing", each.id), ())) for each in pairings(menu))
    return Notebook(
        courses=[each for each in noted if each.notes or each.items],
        pairings=[each for each in paired if each.notes],
        gone=[note for note in still_open if note.is_gone],
        resolved=[note for note in notes if note.resolved_at is not None],
    )


def _course(number: int, course: CourseView, at: Mapping[Anchor, Notes]) -> NotedCourse:
    items = (NotedItem(item, at.get(("item", item.item_key), ())) for item in course.items)
    noted = [each for each in items if each.notes]
    return NotedCourse(number, course, at.get(("course", course.id), ()), noted)


def _by_anchor(notes: Iterable[NoteView]) -> Mapping[Anchor, Notes]:
    at: dict[Anchor, list[NoteView]] = {}
    for note in notes:
        at.setdefault(note.anchor, []).append(note)
    return at
