"""What differs between two states of a menu, as data: places count from 0, words are left to the teller.

Works are known by their item key, courses by their id and pairings by their two works.
"""

from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from domain.kernel import MediaItemId


class TextChange(Struct, frozen=True):
    """Words that were changed; null where there were none, or are none now."""

    old: str | None
    new: str | None


class CourseMark(Struct, frozen=True):
    """A course by its id, with its title: the new one if it has one."""

    id: UUID
    title: str


class WorkMark(Struct, frozen=True):
    """A work on a menu by its item key, with what it takes to name it."""

    item_key: UUID
    media_item_id: MediaItemId
    media_type: str
    title: str


class Place(Struct, frozen=True):
    """Where a work stands."""

    course: CourseMark
    position: int


class CoursePlaced(Struct, frozen=True):
    """A course that came or went, and where it stands or stood."""

    course: CourseMark
    position: int


class CourseMoved(Struct, frozen=True):
    course: CourseMark
    old: int
    new: int


class CourseReworded(Struct, frozen=True):
    course: CourseMark
    old: str | None
    new: str | None


class CourseDifferences(Struct, frozen=True):
    added: tuple[CoursePlaced, ...] = ()
    removed: tuple[CoursePlaced, ...] = ()
    moved: tuple[CourseMoved, ...] = ()
    renamed: tuple[CourseReworded, ...] = ()
    intents: tuple[CourseReworded, ...] = ()


class WorkPlaced(Struct, frozen=True):
    """A work that came or went, and where it stands or stood."""

    work: WorkMark
    place: Place


class WorkMoved(Struct, frozen=True):
    work: WorkMark
    old: Place
    new: Place


class WorkExchanged(Struct, frozen=True):
    """Another work in the same place."""

    old: WorkMark
    new: WorkMark


class WorkReworded(Struct, frozen=True):
    """Another note on a work."""

    work: WorkMark
    old: str | None
    new: str | None


class WorkDifferences(Struct, frozen=True):
    added: tuple[WorkPlaced, ...] = ()
    removed: tuple[WorkPlaced, ...] = ()
    moved: tuple[WorkMoved, ...] = ()
    exchanged: tuple[WorkExchanged, ...] = ()
    annotated: tuple[WorkReworded, ...] = ()


class PairingWords(Struct, frozen=True):
    relationship: str
    narrative: str


class PairingPlaced(Struct, frozen=True):
    """A pairing that came or went, and where it stands or stood among the pairings."""

    first: WorkMark
    second: WorkMark
    words: PairingWords
    position: int


class PairingMoved(Struct, frozen=True):
    first: WorkMark
    second: WorkMark
    old: int
    new: int


class PairingReworded(Struct, frozen=True):
    first: WorkMark
    second: WorkMark
    old: PairingWords
    new: PairingWords


class PairingDifferences(Struct, frozen=True):
    added: tuple[PairingPlaced, ...] = ()
    removed: tuple[PairingPlaced, ...] = ()
    moved: tuple[PairingMoved, ...] = ()
    reworded: tuple[PairingReworded, ...] = ()


class Differences(Struct, frozen=True):
    """All of it. What is added is in the order of the new state, what is removed in that of the old."""

    title: TextChange | None = None
    description: TextChange | None = None
    courses: CourseDifferences = CourseDifferences()
    works: WorkDifferences = WorkDifferences()
    pairings: PairingDifferences = PairingDifferences()


class Tally(Struct, frozen=True):
    """How much differs: courses, works and pairings together; every changed text is one edit."""

    added: int = 0
    removed: int = 0
    moved: int = 0
    edited: int = 0


def tally(differences: Differences) -> Tally:
    """The numbers of a difference; all 0 when there is none."""
    parts = (differences.courses, differences.works, differences.pairings)
    numbers = {"added": 0, "removed": 0, "moved": 0, "edited": 0}
    for part in parts:
        for name, found in asdict(part).items():
            numbers[name if name in numbers else "edited"] += len(found)
    texts = (differences.title, differences.description)
    return Tally(**{**numbers, "edited": numbers["edited"] + sum(text is not None for text in texts)})
