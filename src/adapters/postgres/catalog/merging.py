"""Merges of works and questions about duplicates, inside one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.following import catalog_follows
from domain.catalog.errors import DuplicateNotFound, WorkNotFound
from domain.catalog.merging import Follows, Merge, Mergeable
from domain.catalog.reviewing import Review
from domain.kernel import Actor, MediaItemId

MakeFollows = Callable[[AsyncConnection], Follows]

# Deliveries hold the same lock together (ingestion.statements.TAKE_TURN); a merge holds it alone.
TAKE_TURN = text("SELECT pg_advisory_xact_lock(7316254, 0)")
STANDING = text("SELECT coalesce(merged_into, id) FROM catalog.media_items WHERE id = :id")
BOTH = text(
    """
    SELECT id, media_type, origin = 'custom', owner_id, merged_into
    FROM catalog.media_items WHERE id IN (:loser, :survivor) ORDER BY id FOR UPDATE
    """
)
REDIRECT = text(
    "UPDATE catalog.media_items SET merged_into = :survivor WHERE id = :loser OR merged_into = :loser"
)
KEEP = text(
    """
    INSERT INTO catalog.merges (id, loser_id, survivor_id, decided_by, at, automatic, confidence, moved)
    VALUES (:id, :loser_id, :survivor_id, :decided_by, :at, :automatic, :confidence, CAST(:moved AS jsonb))
    """
)
ANSWERED = text(
    """
    UPDATE catalog.match_reviews SET state = 'same', decided_by = :decided_by, decided_at = :at
    WHERE first_id = least(CAST(:loser_id AS uuid), CAST(:survivor_id AS uuid))
        AND second_id = greatest(CAST(:loser_id AS uuid), CAST(:survivor_id AS uuid))
    """
)
REVIEW = text(
    """
    SELECT review.id, first_id, second_id,
        CASE WHEN second.popularity > first.popularity THEN second_id ELSE first_id END,
        review.confidence, review.state
    FROM catalog.match_reviews AS review
    JOIN catalog.media_items AS first ON first.id = first_id
    JOIN catalog.media_items AS second ON second.id = second_id
    WHERE review.id = :id FOR UPDATE OF review
    """
)
DIFFER = text(
    "UPDATE catalog.match_reviews SET state = 'different', decided_by = :by, decided_at = :at WHERE id = :id"
)


class PgMerges:
    """The port Merges."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take_turn(self) -> None:
        await self._connection.execute(TAKE_TURN)

    async def standing(self, work_id: MediaItemId) -> MediaItemId:
        found = await self._connection.scalar(STANDING, {"id": work_id})
        if found is None:
            raise WorkNotFound
        return MediaItemId(found)

    async def both(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> tuple[Mergeable, Mergeable]:
        rows = await self._connection.execute(BOTH, {"loser": loser_id, "survivor": survivor_id})
        works = {row[0]: Mergeable(*row) for row in rows}
        if len(works) < len({loser_id, survivor_id}):
            raise WorkNotFound
        return works[loser_id], works[survivor_id]

    async def redirect(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> None:
        await self._connection.execute(REDIRECT, {"loser": loser_id, "survivor": survivor_id})

    async def keep(self, merge: Merge) -> None:
        facts = msgspec.structs.asdict(merge)
        moved = msgspec.json.encode(merge.moved).decode()
        await self._connection.execute(KEEP, facts | {"moved": moved})
        pair = {name: facts[name] for name in ("loser_id", "survivor_id", "decided_by", "at")}
        await self._connection.execute(ANSWERED, pair)


class PgReviews:
    """The port Reviews."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, review_id: UUID) -> Review:
        row = (await self._connection.execute(REVIEW, {"id": review_id})).one_or_none()
        if row is None:
            raise DuplicateNotFound
        return Review(*row)

    async def differ(self, review_id: UUID, by: Actor, at: datetime) -> None:
        await self._connection.execute(DIFFER, {"id": review_id, "by": by.user_id, "at": at})


class PgOffice:
    """The ports Office and ReviewOffice; `others` make what follows in other contexts."""

    def __init__(self, connection: AsyncConnection, others: Sequence[MakeFollows]) -> None:
        self.merges = PgMerges(connection)
        self.reviews = PgReviews(connection)
        self.follows: Sequence[Follows] = (
            *(make(connection) for make in others),
            *catalog_follows(connection),
        )
