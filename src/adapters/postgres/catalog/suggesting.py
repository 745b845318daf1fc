"""Suggestions while somebody types: best-known works by beginning of title and by any word."""

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
)
from adapters.postgres.catalog.scope import OWN, PUBLIC
from domain.catalog.titles import title_norm
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import Actor, MediaItemId

POPULAR = "popularity >= 1000"
"""Where a word is too common to look at all works that have it. The condition of an index, word for word."""

KNOWN_WORDS = text("SELECT word FROM catalog.title_words WHERE word = ANY(:words)")

RankedSuggestion = tuple[int, MediaSuggestion]
decode_ranked = msgspec.json.Decoder(RankedSuggestion).decode


class Suggesting:
    """One viewer's search for a few works, on one connection.

    Titles that begin so come by an index in order of popularity; words are looked for among well-known
    works first, then, while there is room, among all; typing errors are forgiven when nothing was found.
    """

    def __init__(
        self, connection: AsyncConnection, viewer: Actor | None, media_type: MediaType | None, limit: int
    ) -> None:
        self._connection = connection
        self._limit = limit
        self._found: dict[MediaItemId, RankedSuggestion] = {}
        self._scope = {"viewer": viewer and viewer.user_id, "media_type": media_type, "limit": limit}
        self._kind = "AND media_type = :media_type" if media_type else ""

    async def suggest(self, typed: str) -> tuple[MediaSuggestion, ...]:
        """At most `limit` works, best known first."""
        norm = title_norm(typed)
        if not norm:
            return ()
        beginning, words = begins_with(norm), has_words(norm)
        await self._look_for((beginning, PUBLIC), (words, f"{PUBLIC} AND {POPULAR}"), (words, OWN))
        if len(self._found) < self._limit and len(norm) > 2:
            await self._look_for((words, PUBLIC))
        if not self._found and (meant := await corrected(self._connection, norm)):
            await self._look_for((has_any_of(meant), PUBLIC))
        best = sorted(self._found.values(), key=lambda ranked: -ranked[0])
        return tuple(suggestion for _, suggestion in best[: self._limit])

    async def _look_for(self, *tiers: tuple[Match, str]) -> None:
        """Add the best-known works of each tier."""
        parts = (self._best_of(match, scope) for match, scope in tiers)
        statement = text(
            f"""
            SELECT jsonb_build_array(item.popularity, {SUGGESTION})::text
            FROM ({" UNION ".join(parts)}) AS best JOIN catalog.media_items AS item USING (id)
            """  # noqa: S608
        )
        parameters = {name: value for match, _ in tiers for name, value in match.parameters.items()}
        for (document,) in await self._connection.execute(statement, {**parameters, **self._scope}):
            ranked = decode_ranked(document)
            self._found.setdefault(ranked[1].id, ranked)

    def _best_of(self, match: Match, scope: str) -> str:
        """Where no index gives the order, matching is fenced off from ranking, or the planner might walk
        down the whole list of popular works in the hope of meeting ten that match."""
        works = f"catalog.media_items WHERE {scope} AND {match.condition} {self._kind}"
        ranking = "ORDER BY popularity DESC, id LIMIT :limit"
        if match.is_ordered:
            return f"(SELECT id FROM {works} {ranking})"  # noqa: S608
        tier = f"SELECT id, popularity FROM {works}"  # noqa: S608
        return f"(WITH tier AS MATERIALIZED ({tier}) SELECT id FROM tier {ranking})"  # noqa: S608


async def corrected(connection: AsyncConnection, norm: str) -> list[list[str]] | None:
    """What the longer words may have been meant to be; None when they are right, or past mending."""
    mistakes = mistakes_of(norm)
    words = [*mistakes, *{slip for slips in mistakes.values() for slip in slips}]
    known = frozenset((await connection.execute(KNOWN_WORDS, {"words": words})).scalars())
    return corrections(mistakes, known)
