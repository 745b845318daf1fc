"""Suggestions while somebody types: best-known works by beginning of title and by any word."""

from collections.abc import Iterator

import msgspec
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
from adapters.postgres.catalog.scope import OWN, PUBLIC
from domain.catalog.titles import title_norm
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import Actor, MediaItemId

POPULAR = "popularity >= 1000"
"""Where a word is too common to look at all works that have it. The condition of an index, word for word."""

BEST_KNOWN = 500
RANKING = "ORDER BY popularity DESC, id"

KNOWN_WORDS = text("SELECT word FROM catalog.title_words WHERE word = ANY(:words)")

RankedSuggestion = tuple[int, MediaSuggestion]
decode_ranked = msgspec.json.Decoder(RankedSuggestion).decode


class Suggesting:
    """One viewer's search for a few works, on one connection.

    It goes from best known to less known, and stops as soon as there are enough: whatever comes later would
    rank lower. A common beginning is found among the best known at a glance; one that is rare there has few
    works to sort in the tiers behind. Typing errors are forgiven when nothing was found.
    """

    def __init__(
        self, connection: AsyncConnection, viewer: Actor | None, media_type: MediaType | None, limit: int
    ) -> None:
        self._connection = connection
        self._limit = limit
        self._found: dict[MediaItemId, RankedSuggestion] = {}
        self._viewer = viewer
        self._media_type = media_type
        self._kind = "AND media_type = :media_type" if media_type else ""

    async def suggest(self, typed: str) -> tuple[MediaSuggestion, ...]:
        """At most `limit` works, best known first."""
        norm = title_norm(typed)
        if not norm:
            return ()
        for tier in self._tiers(norm):
            await self._look_for(*tier)
            if len(self._found) >= self._limit:
                break
        if self._viewer:
            await self._look_for(self._best_of(OWN, has_words(norm)), has_words(norm))
        if not self._found and (meant := await corrected(self._connection, norm)):
            await self._look_for(self._best_of(PUBLIC, has_any_of(meant)), has_any_of(meant))
        best = sorted(self._found.values(), key=lambda ranked: -ranked[0])
        return tuple(suggestion for _, suggestion in best[: self._limit])

    def _tiers(self, norm: str) -> Iterator[tuple[str, Match]]:
        """Selections of ids with what they match, from the best-known works to all."""
        beginning, words = begins_with(norm), has_words(norm)
        yield self._among_best_known(reads(norm)), reads(norm)
        yield self._best_of(f"{PUBLIC} AND {POPULAR}", words), words
        if len(norm) <= 3:
            yield self._best_of(PUBLIC, beginning), beginning
        if len(norm) >= 3:
            yield self._best_of(PUBLIC, words), words

    async def _look_for(self, best: str, match: Match) -> None:
        """Add what is found; `best` selects the ids."""
        statement = text(
            f"""
            SELECT jsonb_build_array(item.popularity, {SUGGESTION})::text
            FROM {best} AS best JOIN catalog.media_items AS item USING (id)
            """  # noqa: S608
        )
        parameters = {**match.parameters, "limit": self._limit, "media_type": self._media_type}
        parameters["viewer"] = self._viewer and self._viewer.user_id
        for (document,) in await self._connection.execute(statement, parameters):
            ranked = decode_ranked(document)
            self._found.setdefault(ranked[1].id, ranked)

    def _among_best_known(self, match: Match) -> str:
        return f"""(SELECT id FROM (
            SELECT id, popularity, title_norm, search_norm FROM catalog.media_items
            WHERE {PUBLIC} {self._kind} {RANKING} LIMIT {BEST_KNOWN}
        ) AS best_known WHERE {match.condition} {RANKING} LIMIT :limit)"""  # noqa: S608

    def _best_of(self, scope: str, match: Match) -> str:
        """Where no index gives the order, matching is fenced off from ranking, or the planner might walk
        down the whole list of popular works in the hope of meeting ten that match."""
        works = f"catalog.media_items WHERE {scope} AND {match.condition} {self._kind}"
        if match.is_ordered:
            return f"(SELECT id FROM {works} {RANKING} LIMIT :limit)"  # noqa: S608
        tier = f"SELECT id, popularity FROM {works}"  # noqa: S608
        return f"(WITH tier AS MATERIALIZED ({tier}) SELECT id FROM tier {RANKING} LIMIT :limit)"  # noqa: S608


async def corrected(connection: AsyncConnection, norm: str) -> list[list[str]] | None:
    """What the longer words may have been meant to be; None when they are right, or past mending."""
    mistakes = mistakes_of(norm)
    words = [*mistakes, *{slip for slips in mistakes.values() for slip in slips}]
    known = frozenset((await connection.execute(KNOWN_WORDS, {"words": words})).scalars())
    return corrections(mistakes, known)
