"""Compares two states of a menu. Pure; a work that was dragged once has moved once, whatever it passed."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from msgspec import Struct

from domain.kernel import MediaItemId
from domain.menus.differences import (
    CourseDifferences,
    CourseMark,
    CourseMoved,
    CoursePlaced,
    CourseReworded,
    Differences,
    PairingDifferences,
    PairingMoved,
    PairingPlaced,
    PairingReworded,
    PairingWords,
    Place,
    TextChange,
    WorkDifferences,
    WorkExchanged,
    WorkMark,
    WorkMoved,
    WorkPlaced,
    WorkReworded,
)
from domain.menus.views import CourseView, ItemView, PairingView

K = TypeVar("K", bound=Hashable)


class Document(Protocol):
    """What can be compared: a working copy, an edition, a revision, or nothing yet."""

    @property
    def title(self) -> str | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def courses(self) -> tuple[CourseView, ...]: ...
    @property
    def pairings(self) -> tuple[PairingView, ...]: ...


class Blank(Struct, frozen=True):
    """A menu before anything was on it."""

    title: str | None = None
    description: str | None = None
    courses: tuple[CourseView, ...] = ()
    pairings: tuple[PairingView, ...] = ()


def differences(
    old: Document, new: Document, standing: Mapping[MediaItemId, MediaItemId] | None = None
) -> Differences:
    """What has to be done to `old` to have `new`, with as few moves as possible.

    Removals come first, then additions and moves in the order of their new places. `standing` has the
    survivors of merged works: a work and the one that stands for it are the same.
    """
    before, after = _State(old), _State(new)
    return Differences(
        title=_reworded(old.title, new.title),
        description=_reworded(old.description, new.description),
        courses=_of_courses(before, after),
        works=_of_works(before, after, standing or {}),
        pairings=_of_pairings(before, after),
    )


def undisturbed(old: Sequence[K], new: Sequence[K]) -> set[K]:
    """As many as possible of what both have, so that they stand in the same order in both.

    Of several such rows, one of those with the most that have not changed their place at all.

    >>> sorted(undisturbed("abcd", "bcda")), undisturbed("ab", "xba")
    (['b', 'c', 'd'], {'b'})
    """
    places = {key: place for place, key in enumerate(old)}
    rows = [_Row()]
    for place, key in enumerate(new):
        if (was := places.get(key)) is not None:
            before = max((row for row in rows if row.end < was), key=_worth)
            rows.append(_Row(before.length + 1, before.unmoved + (was == place), was, before))
    return {old[end] for end in _ends(max(rows, key=_worth))}


class _Row(NamedTuple):
    """Some that stand in one order in both; `end` is the place that the last of them had."""

    length: int = 0
    unmoved: int = 0
    end: int = -1
    before: "_Row | None" = None


def _worth(row: _Row) -> tuple[int, int]:
    return row.length, row.unmoved


def _ends(row: _Row) -> Iterator[int]:
    while row.before is not None:
        yield row.end
        row = row.before


class _State:
    """One of the two, with everything in reach by what it is known by."""

    def __init__(self, document: Document) -> None:
        self.courses = {course.id: course for course in document.courses}
        self.course_places = {course.id: index for index, course in enumerate(document.courses)}
        self.items = {item.item_key: item for course in document.courses for item in course.items}
        self.places = {
            item.item_key: Place(CourseMark(course.id, course.title), position)
            for course in document.courses
            for position, item in enumerate(course.items)
        }
        keys = {item.id: item.item_key for item in self.items.values()}
        self.pairings = {
            frozenset((keys[each.first_item_id], keys[each.second_item_id])): each
            for each in document.pairings
        }
        self.pairing_places = {pair: index for index, pair in enumerate(self.pairings)}
        self._by_id = {item.id: item for item in self.items.values()}

    def works_of(self, course_id: UUID) -> list[UUID]:
        course = self.courses.get(course_id)
        return [item.item_key for item in course.items] if course else []

    def two_of(self, pair: frozenset[UUID]) -> tuple[WorkMark, WorkMark]:
        pairing = self.pairings[pair]
        return _mark(self._by_id[pairing.first_item_id]), _mark(self._by_id[pairing.second_item_id])

    def course_placed(self, course_id: UUID) -> CoursePlaced:
        return CoursePlaced(_course_mark(self.courses[course_id]), self.course_places[course_id])

    def work_placed(self, key: UUID) -> WorkPlaced:
        return WorkPlaced(_mark(self.items[key]), self.places[key])

    def pairing_placed(self, pair: frozenset[UUID]) -> PairingPlaced:
        first, second = self.two_of(pair)
        return PairingPlaced(first, second, _words(self.pairings[pair]), self.pairing_places[pair])


def _of_courses(old: _State, new: _State) -> CourseDifferences:
    stays = undisturbed(list(old.courses), list(new.courses))
    both = [(old.courses[each], course) for each, course in new.courses.items() if each in old.courses]
    return CourseDifferences(
        added=tuple(new.course_placed(each) for each in new.courses if each not in old.courses),
        removed=tuple(old.course_placed(each) for each in old.courses if each not in new.courses),
        moved=tuple(
            CourseMoved(_course_mark(course), old.course_places[course.id], new.course_places[course.id])
            for _, course in both
            if course.id not in stays
        ),
        renamed=tuple(
            CourseReworded(_course_mark(course), was.title, course.title)
            for was, course in both
            if was.title != course.title
        ),
        intents=tuple(
            CourseReworded(_course_mark(course), was.intent, course.intent)
            for was, course in both
            if was.intent != course.intent
        ),
    )


def _of_works(old: _State, new: _State, standing: Mapping[MediaItemId, MediaItemId]) -> WorkDifferences:
    def is_same(one: ItemView, other: ItemView) -> bool:
        return standing.get(one.media_item_id, one.media_item_id) == standing.get(
            other.media_item_id, other.media_item_id
        )

    both = [(old.items[key], item) for key, item in new.items.items() if key in old.items]
    return WorkDifferences(
        added=tuple(new.work_placed(key) for key in new.items if key not in old.items),
        removed=tuple(old.work_placed(key) for key in old.items if key not in new.items),
        moved=tuple(_moved_works(old, new)),
        exchanged=tuple(
            WorkExchanged(_mark(was), _mark(item)) for was, item in both if not is_same(was, item)
        ),
        annotated=tuple(
            WorkReworded(_mark(item), was.annotation, item.annotation)
            for was, item in both
            if was.annotation != item.annotation
        ),
    )


def _moved_works(old: _State, new: _State) -> Iterator[WorkMoved]:
    """Whatever changed its course, and the fewest others, so that the rest of each course stays in order."""
    for course_id in new.courses:
        here = new.works_of(course_id)
        stays = undisturbed(old.works_of(course_id), here)
        for key in here:
            if key in old.items and key not in stays:
                yield WorkMoved(_mark(new.items[key]), old.places[key], new.places[key])


def _of_pairings(old: _State, new: _State) -> PairingDifferences:
    stays = undisturbed(list(old.pairings), list(new.pairings))
    both = [pair for pair in new.pairings if pair in old.pairings]
    return PairingDifferences(
        added=tuple(new.pairing_placed(pair) for pair in new.pairings if pair not in old.pairings),
        removed=tuple(old.pairing_placed(pair) for pair in old.pairings if pair not in new.pairings),
        moved=tuple(
            PairingMoved(*new.two_of(pair), old.pairing_places[pair], new.pairing_places[pair])
            for pair in both
            if pair not in stays
        ),
        reworded=tuple(
            PairingReworded(*new.two_of(pair), _words(old.pairings[pair]), _words(new.pairings[pair]))
            for pair in both
            if _words(old.pairings[pair]) != _words(new.pairings[pair])
        ),
    )


def _reworded(old: str | None, new: str | None) -> TextChange | None:
    return None if old == new else TextChange(old, new)


def _course_mark(course: CourseView) -> CourseMark:
    return CourseMark(course.id, course.title)


def _mark(item: ItemView) -> WorkMark:
    return WorkMark(item.item_key, item.media_item_id, item.media.media_type, item.media.title)


def _words(pairing: PairingView) -> PairingWords:
    return PairingWords(pairing.relationship, pairing.narrative)
