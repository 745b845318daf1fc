"""Suggestions while somebody types: best-known works by beginning of title and by any word."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.documents import SUGGESTION
from adapters.postgres.catalog.matching import (
    Match,
    begins_with,
    corrections,
    has_any_of,
    has_words,
    mistakes_of,
    reads,
)
from adapters.postgres.catalog.scope import ADULT, OWN, PUBLIC
from domain.catalog.titles import title_norm
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import Actor

POPULAR = ("popularity >= 20000", "popularity >= 1000")
"""Where a word is too common to look at all works that have it. Conditions of indexes, word for word."""

BEST_KNOWN = 500
LETTERS_OF_BEGINNINGS = 3
"""As many as the indexes of first letters have."""
RANKING = "ORDER BY popularity DESC, id DESC"

KNOWN_WORDS = text("SELECT word FROM catalog.title_words WHERE word = ANY(:words)")

decode_suggestion = msgspec.json.Decoder(MediaSuggestion).decode


class Tier(Struct, frozen=True):
    """Works to look among, and what they have to match."""

    works: str
    condition: str
    parameters: Mapping[str, Any]
    is_ordered: bool

    def part(self, number: int, unless_enough: str) -> str:
        """A part of a statement that gives the best of the tier as `tier<number>`.

        Where no index gives the order, matching is fenced off from ranking, or the planner might walk down
        the whole list of popular works in the hope of meeting ten that match.
        """
        found = f"SELECT id, popularity FROM {self.works} WHERE {unless_enough} AND {self.condition}"  # noqa: S608
        if self.is_ordered:
            return f"tier{number} AS MATERIALIZED ({found} {RANKING} LIMIT :limit)"
        return f"""all{number} AS MATERIALIZED ({found}),
            tier{number} AS MATERIALIZED (SELECT id, popularity FROM all{number} {RANKING} LIMIT :limit)"""  # noqa: S608


class Suggesting:
    """One viewer's search for a few works, on one connection.

    It goes from best known to less known, and stops as soon as there are enough: whatever comes later would
    rank lower. A letter or two are found among the best known at a glance; all the rest is one statement,
    since a round trip costs more than most of its tiers. Typing errors are forgiven when nothing was found.
    """

    def __init__(
        self, connection: AsyncConnection, viewer: Actor | None, media_type: MediaType | None, limit: int
    ) -> None:
        self._connection = connection
        self._viewer = viewer
        self._limit = limit
        self._kind = "AND media_type = :media_type" if media_type else ""
        self._parameters: dict[str, Any] = {
            "limit": limit,
            **({"media_type": media_type} if media_type else {}),
            **({"viewer": viewer.user_id} if viewer else {}),
        }

    async def suggest(self, typed: str) -> tuple[MediaSuggestion, ...]:
        """At most `limit` works, best known first."""
        norm = title_norm(typed)
        if not norm:
            return ()
        if len(norm) < LETTERS_OF_BEGINNINGS:
            known = self._among_best_known(PUBLIC, reads(norm))
            found = await self._best_of([known], self._besides(norm))
            if len(found) == self._limit:
                return found
        found = await self._best_of(self._tiers(norm), self._besides(norm))
        if not found and (meant := await corrected(self._connection, norm)):
            found = await self._best_of([self._matching(PUBLIC, has_any_of(meant))], [])
        return found

    def _tiers(self, norm: str) -> Iterator[Tier]:
        """From the best-known works to all; the few best known of all hold longer beginnings too seldom."""
        words = has_words(norm)
        if len(norm) <= LETTERS_OF_BEGINNINGS:
            yield self._among_best_known(PUBLIC, reads(norm))
        for popular in POPULAR:
            yield self._matching(f"{PUBLIC} AND {popular}", words)
        if len(norm) <= LETTERS_OF_BEGINNINGS:
            yield self._matching(PUBLIC, begins_with(norm))
        if len(norm) >= LETTERS_OF_BEGINNINGS:
            yield self._matching(PUBLIC, words)

    def _besides(self, norm: str) -> Iterator[Tier]:
        """What not everybody finds."""
        if self._viewer:
            yield self._matching(OWN, has_words(norm))
        if self._viewer and self._viewer.sees_adult:
            long = len(norm) >= LETTERS_OF_BEGINNINGS
            yield (
                self._matching(ADULT, has_words(norm)) if long else self._among_best_known(ADULT, reads(norm))
            )

    async def _best_of(self, tiers: Iterable[Tier], always: Iterable[Tier]) -> tuple[MediaSuggestion, ...]:
        """`always` are looked at too when the others found enough."""
        parts, parameters, found = [], dict(self._parameters), "0"
        for number, tier in enumerate(tiers):
            parts.append(tier.part(number, f"({found}) < :limit"))
            parameters |= tier.parameters
            found += f" + (SELECT count(*) FROM tier{number})"  # noqa: S608
        for number, tier in enumerate(always, start=len(parts)):
            parts.append(tier.part(number, "true"))
            parameters |= tier.parameters
        tables = [f"SELECT id, popularity FROM tier{number}" for number in range(len(parts))]  # noqa: S608
        statement = f"""
            WITH {", ".join(parts)},
            best AS (SELECT id, popularity FROM ({" UNION ".join(tables)}) AS found {RANKING} LIMIT :limit)
            SELECT {SUGGESTION}::text FROM best JOIN catalog.media_items AS item USING (id)
            ORDER BY best.popularity DESC, best.id DESC"""  # noqa: S608
        documents = await self._connection.execute(text(statement), parameters)
        return tuple(decode_suggestion(document) for (document,) in documents)

    def _among_best_known(self, scope: str, match: Match) -> Tier:
        works = f"""(SELECT id, popularity, title_norm, search_norm FROM catalog.media_items
            WHERE {scope} {self._kind} {RANKING} LIMIT {BEST_KNOWN}) AS best_known"""  # noqa: S608
        return Tier(works, match.condition, match.parameters, is_ordered=True)

    def _matching(self, scope: str, match: Match) -> Tier:
        works = "catalog.media_items"
        return Tier(works, f"{scope} AND {match.condition} {self._kind}", match.parameters, match.is_ordered)


async def corrected(connection: AsyncConnection, norm: str) -> list[list[str]] | None:
    """What the longer words may have been meant to be; None when they are right, or past mending."""
    mistakes = mistakes_of(norm)
    words = [*mistakes, *{slip for slips in mistakes.values() for slip in slips}]
    known = frozenset((await connection.execute(KNOWN_WORDS, {"words": words})).scalars())
    return corrections(mistakes, known)
