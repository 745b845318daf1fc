"""The balance of a menu: how it is mixed, and how long it takes. It advises and forbids nothing.

Time is estimated from what the catalogue knows. Films and series take their running time, a series that of an
episode for each episode it is known to have, or of one; records and audio their length; games the hours they
usually take; books and magazines 1.6 minutes a page, which leaves room for pauses.
Works of which nobody knows the length add nothing and are counted as unknown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

MINUTES_PER_PAGE: Final = 1.6
DECADE: Final = 10


class Serving(Struct, frozen=True):
    """What the balance has to know of one work on a menu; `details` are the facts of its kind."""

    course_id: UUID
    media_type: str
    release_year: int | None
    language: str | None
    country: str | None
    details: dict[str, Any]
    has_note: bool
    is_paired: bool


class Servings(Struct, frozen=True):
    """All works of a menu, in any order, and its courses in theirs."""

    courses: tuple[UUID, ...]
    works: tuple[Serving, ...]


class OfMediaType(Struct, frozen=True):
    media_type: str
    works: int


class OfDecade(Struct, frozen=True):
    """`decade` is its first year; null for works whose year nobody knows."""

    decade: int | None
    works: int


class OfLanguage(Struct, frozen=True):
    """`language` is an ISO 639 code; null where nobody knows it."""

    language: str | None
    works: int


class OfCountry(Struct, frozen=True):
    """`country` is an ISO 3166-1 code; null where nobody knows it."""

    country: str | None
    works: int


class Time(Struct, frozen=True):
    """Estimated minutes, together and by what one does; `unknown` counts works that add nothing."""

    minutes: int
    watching: int
    listening: int
    playing: int
    reading: int
    pages: int
    unknown: int


class CourseBalance(Struct, frozen=True):
    course_id: UUID
    works: int
    total: Time


class Balance(Struct, frozen=True):
    """Kinds, languages and countries by number, most first; decades as they came, unknown ones last."""

    works: int
    by_media_type: tuple[OfMediaType, ...]
    decades: tuple[OfDecade, ...]
    languages: tuple[OfLanguage, ...]
    countries: tuple[OfCountry, ...]
    total: Time
    without_note: int
    unpaired: int
    courses: tuple[CourseBalance, ...]


def balance(servings: Servings) -> Balance:
    works = servings.works
    decades = Counter(_decade(work.release_year) for work in works)
    return Balance(
        works=len(works),
        by_media_type=tuple(OfMediaType(*each) for each in _most_first(work.media_type for work in works)),
        decades=tuple(OfDecade(*each) for each in sorted(decades.items(), key=_unknown_last)),
        languages=tuple(OfLanguage(*each) for each in _most_first(work.language for work in works)),
        countries=tuple(OfCountry(*each) for each in _most_first(work.country for work in works)),
        total=time_of(works),
        without_note=sum(not work.has_note for work in works),
        unpaired=sum(not work.is_paired for work in works),
        courses=tuple(_of_course(course, works) for course in servings.courses),
    )


def time_of(works: Iterable[Serving]) -> Time:
    """How long works take together."""
    minutes: dict[str, float] = dict.fromkeys(DOINGS, 0)
    pages = unknown = 0
    for work in works:
        takes = minutes_of(work.details)
        minutes[DOING.get(work.media_type, "watching")] += takes
        pages += int(work.details.get("page_count") or 0)
        unknown += not takes
    whole = {doing: round(taken) for doing, taken in minutes.items()}
    return Time(minutes=sum(whole.values()), **whole, pages=pages, unknown=unknown)


DOING: Final[Mapping[str, str]] = {
    "film": "watching",
    "tv": "watching",
    "event": "watching",
    "music": "listening",
    "audio": "listening",
    "game": "playing",
    "book": "reading",
    "magazine": "reading",
}

DOINGS: Final = ("watching", "listening", "playing", "reading")


def minutes_of(details: Mapping[str, Any]) -> float:
    """Minutes that a work takes to watch, hear, play or read; 0 when nobody knows."""
    return float(
        (details.get("runtime_minutes") or 0) * (details.get("episodes") or 1)
        or details.get("duration_minutes")
        or float(details.get("playtime_hours") or 0) * 60
        or float(details.get("page_count") or 0) * MINUTES_PER_PAGE
    )


def _of_course(course_id: UUID, works: Iterable[Serving]) -> CourseBalance:
    here = [work for work in works if work.course_id == course_id]
    return CourseBalance(course_id, len(here), time_of(here))


def _decade(year: int | None) -> int | None:
    return None if year is None else year // DECADE * DECADE


def _most_first(values: Iterable[str | None]) -> list[tuple[Any, int]]:
    return sorted(Counter(values).items(), key=lambda each: (each[0] is None, -each[1], each[0]))


def _unknown_last(decade: tuple[int | None, int]) -> tuple[bool, int]:
    return decade[0] is None, decade[0] or 0
