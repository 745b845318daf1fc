"""What they did and I have not: an offer for each change, by a key that stays, with what I did there."""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from domain.menus import differences as told
from domain.menus.comparing import differences, undisturbed
from domain.menus.keyed import Keyed, Pair, document_of
from domain.menus.merging import is_another, merged

Kind = Literal[
    "title", "description",
    "course-added", "course-removed", "course-moved", "course-title", "course-intent",
    "work-added", "work-removed", "work-moved", "work-exchanged", "work-note",
    "pairing-added", "pairing-removed", "pairing-moved", "pairing-words",
]  # fmt: skip

AboutCourse: TypeAlias = told.CoursePlaced | told.CourseMoved | told.CourseReworded
AboutWork: TypeAlias = told.WorkPlaced | told.WorkMoved | told.WorkReworded
AboutPair: TypeAlias = told.PairingPlaced | told.PairingMoved | told.PairingReworded
Reworded: TypeAlias = told.TextChange | told.CourseReworded | told.WorkReworded
Change: TypeAlias = told.TextChange | AboutCourse | AboutWork | told.WorkExchanged | AboutPair


class Clash(Struct, frozen=True):
    """Why taking it over is a choice, and the words that stood there when we parted.

    `both-changed`: I changed the same. `removed-here`: I took it off. `served-here`: the same work stands
    elsewhere on my menu.
    """

    why: Literal["both-changed", "removed-here", "served-here"]
    base: str | None = None


CHANGED: Final = Clash("both-changed")
REMOVED: Final = Clash("removed-here")


class Offer(Struct, frozen=True):
    """One change: `change` leads from mine to theirs. `key` names it as long as it is on offer."""

    key: str
    kind: Kind
    change: Change
    clash: Clash | None = None


def offers(base: Keyed, theirs: Keyed, mine: Keyed) -> tuple[Offer, ...]:
    """All that they did since `base` and I have not; in the order in which differences are told."""
    both = merged(base, theirs, mine)
    found = differences(document_of(mine), document_of(both))
    return (
        *_of_texts(found, base),
        *_of_courses(found.courses, base, mine),
        *_of_works(found.works, base, mine, both),
        *_of_pairings(found.pairings, base, mine),
    )


def key_of(kind: Kind, *ids: UUID) -> str:
    """work-note:01a1...; of a pairing the keys of both works, whichever is named first."""
    return ":".join((kind, "+".join(sorted(map(str, ids))))) if ids else kind


def _of_texts(found: told.Differences, base: Keyed) -> Iterator[Offer]:
    if found.title:
        yield Offer("title", "title", found.title, _reworded(base.title, found.title))
    if found.description:
        yield Offer(
            "description", "description", found.description, _reworded(base.description, found.description)
        )


def _of_courses(found: told.CourseDifferences, base: Keyed, mine: Keyed) -> Iterator[Offer]:
    before = base.courses
    stays = undisturbed(list(before), list(mine.courses))
    for came in found.added:
        yield _of_course("course-added", came, REMOVED if came.course.id in before else None)
    for went in found.removed:
        same = before.get(went.course.id) == mine.courses[went.course.id]
        yield _of_course("course-removed", went, None if same else CHANGED)
    for moved in found.moved:
        yield _of_course("course-moved", moved, None if moved.course.id in stays else CHANGED)
    for title in found.renamed:
        was = before.get(title.course.id)
        yield _of_course("course-title", title, _reworded(was.title if was else None, title))
    for intent in found.intents:
        was = before.get(intent.course.id)
        yield _of_course("course-intent", intent, _reworded(was.intent if was else None, intent))


def _of_works(found: told.WorkDifferences, base: Keyed, mine: Keyed, both: Keyed) -> Iterator[Offer]:
    for came in found.added:
        yield _of_work("work-added", came, _why_not(came, base, mine, both))
    for went in found.removed:
        is_touched = _is_touched(went.work.item_key, base, mine)
        yield _of_work("work-removed", went, CHANGED if is_touched else None)
    for moved in found.moved:
        is_moved = _is_moved(moved.work.item_key, base, mine)
        yield _of_work("work-moved", moved, CHANGED if is_moved else None)
    for exchanged in found.exchanged:
        was = base.works.get(exchanged.old.item_key)
        same = was is not None and was.media_item_id == exchanged.old.media_item_id
        clash = None if same else Clash("both-changed", was.media.title if was else None)
        yield Offer(key_of("work-exchanged", exchanged.old.item_key), "work-exchanged", exchanged, clash)
    for note in found.annotated:
        was = base.works.get(note.work.item_key)
        yield _of_work("work-note", note, _reworded(was.annotation if was else None, note))


def _of_pairings(found: told.PairingDifferences, base: Keyed, mine: Keyed) -> Iterator[Offer]:
    before = base.pairings
    stays = undisturbed(list(before), list(mine.pairings))
    for came in found.added:
        yield _of_pair("pairing-added", came, REMOVED if _pair(came) in before else None)
    for went in found.removed:
        yield _of_pair("pairing-removed", went, CHANGED if _is_mine(_pair(went), base, mine) else None)
    for moved in found.moved:
        yield _of_pair("pairing-moved", moved, None if _pair(moved) in stays else CHANGED)
    for words in found.reworded:
        was = before.get(_pair(words))
        is_mine = _is_mine(_pair(words), base, mine)
        yield _of_pair(
            "pairing-words", words, Clash("both-changed", was.narrative if was else None) if is_mine else None
        )


def _reworded(base: str | None, change: Reworded) -> Clash | None:
    """A clash where I had other words than when we parted."""
    return None if change.old == base else Clash("both-changed", base)


def _why_not(came: told.WorkPlaced, base: Keyed, mine: Keyed, both: Keyed) -> Clash | None:
    course = came.place.course.id
    if came.work.item_key in base.works or (course in base.courses and course not in mine.courses):
        return REMOVED
    here = {item.media_item_id for key, item in mine.works.items() if key in both.works}
    return Clash("served-here") if came.work.media_item_id in here else None


def _is_touched(key: UUID, base: Keyed, mine: Keyed) -> bool:
    """Whether I said more of a work than stood there when we parted."""
    was = base.works.get(key)
    pairs = (pair for pair in mine.pairings if key in pair)
    return (
        was is None or is_another(was, mine.works[key]) or any(_is_mine(pair, base, mine) for pair in pairs)
    )


def _is_moved(key: UUID, base: Keyed, mine: Keyed) -> bool:
    course = mine.course_of[key]
    return key not in undisturbed(base.rows.get(course, ()), mine.rows[course])


def _is_mine(pair: Pair, base: Keyed, mine: Keyed) -> bool:
    """Whether the pairing is mine alone, or has words of mine."""
    was = base.pairings.get(pair)
    return was is None or was.said != mine.pairings[pair].said


def _pair(change: AboutPair) -> Pair:
    return frozenset((change.first.item_key, change.second.item_key))


def _of_course(kind: Kind, change: AboutCourse, clash: Clash | None) -> Offer:
    return Offer(key_of(kind, change.course.id), kind, change, clash)


def _of_work(kind: Kind, change: AboutWork, clash: Clash | None) -> Offer:
    return Offer(key_of(kind, change.work.item_key), kind, change, clash)


def _of_pair(kind: Kind, change: AboutPair, clash: Clash | None) -> Offer:
    return Offer(key_of(kind, *_pair(change)), kind, change, clash)
