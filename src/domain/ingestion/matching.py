"""Whether a record without known ids speaks of a work that is there: points for and against, a pure function.

| | points |
| --- | --- |
| title and original title both known and the same | 55 |
| one of them the same, also the title of one as the original title of the other | 45 |
| titles the same, but both original titles known and different | 25 |
| same year | 30 |
| one year apart | 15 |
| a maker in common | 25 |
| makers of one of them unknown | 0 |
| makers of both known, none in common | -30 |
| film here and series there, or book and magazine | -20 |

Other titles, more than a year between them, an unknown year or a kind with other facts: no match at all.
From SURE on the record joins the work, if there is only one such work; from DOUBTFUL on somebody is asked.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from msgspec import Struct

from domain.ingestion.canonical import KIND_OF_FACTS, Link, MediaType
from domain.kernel import MediaItemId

SURE = 85
DOUBTFUL = 60
MOST_ASKED = 5
"""Questions that one record may raise: a title that so many works have says little."""

MANY_TO_ONE = frozenset({"isbn", "goodreads"})
"""Sources that give a key to each edition: two of their keys may be one work."""

SAID_BY_ONE_RECORD = 90
"""How sure it is that two works are one when a record has ids of both; only a person decides that."""


class Likeness(Struct, frozen=True):
    """What a work is recognised by without ids.

    Titles are normalised, the original one is left out when it is the same; of makers' names the words count,
    not their order.
    """

    media_type: MediaType
    title: str
    original_title: str | None
    release_year: int | None
    makers: frozenset[str]


class Match(Struct, frozen=True):
    """How sure it is that two are one, 0 to 100, and what speaks for and against it."""

    confidence: int
    reasons: tuple[str, ...] = ()


class Resemblance(Struct, frozen=True):
    """A record and the works that it may speak of."""

    of: Likeness
    works: Mapping[MediaItemId, Likeness]


class Suspicion(Struct, frozen=True):
    """Two works that may be one, in the order of their ids."""

    id: UUID
    first_id: MediaItemId
    second_id: MediaItemId
    match: Match


NO_MATCH = Match(0)


def compared(one: Likeness, other: Likeness) -> Match:
    """How sure it is that both are the same work."""
    if KIND_OF_FACTS[one.media_type] != KIND_OF_FACTS[other.media_type]:
        return NO_MATCH
    titles = _titles(one, other)
    years = _years(one.release_year, other.release_year)
    if titles is None or years is None:
        return NO_MATCH
    found = [titles, years, _makers(one.makers, other.makers)]
    if one.media_type != other.media_type:
        found.append((-20, "kinds-differ"))
    points = sum(each for each, _ in found)
    return Match(max(0, min(points, 100)), tuple(reason for _, reason in found))


def matches_of(resemblance: Resemblance) -> list[tuple[MediaItemId, Match]]:
    """The works worth a question or more, best first."""
    found = ((work, compared(resemblance.of, likeness)) for work, likeness in resemblance.works.items())
    worth = [each for each in found if each[1].confidence >= DOUBTFUL]
    return sorted(worth, key=lambda each: (-each[1].confidence, each[0]))[:MOST_ASKED]


def the_sure_one(matches: Iterable[tuple[MediaItemId, Match]]) -> tuple[MediaItemId, Match] | None:
    """The one work that it certainly is; none when it could be two."""
    sure = [each for each in matches if each[1].confidence >= SURE]
    return sure[0] if len(sure) == 1 else None


def suspicion(new_id: UUID, one: MediaItemId, other: MediaItemId, match: Match) -> Suspicion:
    first, second = sorted((one, other))
    return Suspicion(new_id, first, second, match)


def exclusive_sources(links: Iterable[Link]) -> frozenset[str]:
    """Sources that know one key of a work: a work with another of their keys is another work."""
    return frozenset(link.source_name for link in links) - MANY_TO_ONE


def _titles(one: Likeness, other: Likeness) -> tuple[int, str] | None:
    if one.original_title and one.original_title == other.original_title:
        same = one.title == other.title
        return (55, "same-titles") if same else (45, "same-original-title")
    if one.title == other.title:
        differ = one.original_title and other.original_title
        return (25, "original-titles-differ") if differ else (45, "same-title")
    crossed = one.title == other.original_title or one.original_title == other.title
    return (45, "title-is-original-title") if crossed else None


def _years(one: int | None, other: int | None) -> tuple[int, str] | None:
    if one is None or other is None or abs(one - other) > 1:
        return None
    return (30, "same-year") if one == other else (15, "year-apart")


def _makers(one: frozenset[str], other: frozenset[str]) -> tuple[int, str]:
    if not one or not other:
        return 0, "makers-unknown"
    return (25, "same-makers") if one & other else (-30, "makers-differ")
