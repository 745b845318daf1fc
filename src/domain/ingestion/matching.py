"""Whether a record without known ids speaks of a work that is there: points for and against, a pure function.

The points stand in `domain.likeness`; besides, film here and series there, or book and magazine, take 20.

Other titles, more than a year between them, an unknown year or a kind with other facts: no match at all.
From SURE on the record joins the work, if there is only one such work; from DOUBTFUL on somebody is asked.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from msgspec import Struct

from domain.ingestion.canonical import KIND_OF_FACTS, Link, MediaType
from domain.kernel import MediaItemId
from domain.likeness import NO_MATCH, Match, of_makers, of_titles, of_years, summed

SURE = 85
DOUBTFUL = 60
MOST_ASKED = 5
"""Questions that one record may raise: a title that so many works have says little."""

MANY_TO_ONE = frozenset({"isbn", "goodreads", "media-menu"})
"""Two keys of these may be one work: the first give one to each edition, and those of our own form are made
up by whoever sends."""

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


def compared(one: Likeness, other: Likeness) -> Match:
    """How sure it is that both are the same work."""
    if KIND_OF_FACTS[one.media_type] != KIND_OF_FACTS[other.media_type]:
        return NO_MATCH
    titles = of_titles(one.title, one.original_title, other.title, other.original_title)
    years = of_years(one.release_year, other.release_year)
    if titles is None or years is None:
        return NO_MATCH
    found = [titles, years, of_makers(one.makers, other.makers)]
    if one.media_type != other.media_type:
        found.append((-20, "kinds-differ"))
    return summed(found)


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
