"""Relationships between works, inside one transaction."""

from typing import Any

import msgspec
from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.tables import relationships
from domain.catalog.errors import WorkNotFound
from domain.catalog.ports import Side
from domain.catalog.relationships import Relationship
from domain.kernel import MediaItemId

SIDES = text(
    """
    SELECT named.id AS named, item.id, item.origin = 'custom' AS is_custom, item.owner_id
    FROM catalog.media_items AS named
    JOIN catalog.media_items AS item ON item.id = coalesce(named.merged_into, named.id)
    WHERE named.id IN (:one, :other) AND item.merged_into IS NULL
    ORDER BY item.id FOR NO KEY UPDATE OF item
    """
)
FOLLOW = text(
    """
    WITH gone AS (
        DELETE FROM catalog.relationships
        WHERE media_item_id = :loser OR related_media_item_id = :loser RETURNING *
    ), turned AS (
        SELECT CASE media_item_id WHEN :loser THEN :survivor ELSE media_item_id END AS one,
            CASE related_media_item_id WHEN :loser THEN :survivor ELSE related_media_item_id END AS other,
            relation_type, relation_type IN ('shared-universe', 'crossover') AS alike,
            notes, weight, created_at
        FROM gone
    ), kept AS (
        INSERT INTO catalog.relationships
            (media_item_id, related_media_item_id, relation_type, notes, weight, created_at)
        SELECT CASE WHEN alike THEN least(one, other) ELSE one END,
            CASE WHEN alike THEN greatest(one, other) ELSE other END, relation_type, notes, weight, created_at
        FROM turned WHERE one <> other ORDER BY created_at
        ON CONFLICT DO NOTHING
    )
    SELECT relation_type || ' ' || CASE media_item_id WHEN :loser THEN related_media_item_id
        ELSE media_item_id END::text AS key
    FROM gone ORDER BY key
    """
)
"""For a merge: what the work :loser was to others, :survivor is; what they were to each other is gone. A row
with a key comes back for each relationship of the loser."""
KEY = [relationships.c.media_item_id, relationships.c.related_media_item_id, relationships.c.relation_type]


class PgRelationships:
    """The port Relationships. Works are locked in the order of their ids, so two who relate the same two
    works take turns, and a merge waits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def sides(self, one: MediaItemId, other: MediaItemId) -> tuple[Side, Side]:
        rows = await self._connection.execute(SIDES, {"one": one, "other": other})
        found = {row.named: Side(row.id, row.is_custom, row.owner_id) for row in rows}
        if one not in found or other not in found:
            raise WorkNotFound
        return found[one], found[other]

    async def keep(self, said: Relationship) -> tuple[Relationship, bool]:
        row = upsert(relationships).values(msgspec.structs.asdict(said))
        kept = row.on_conflict_do_update(
            index_elements=KEY, set_={"notes": row.excluded.notes, "weight": row.excluded.weight}
        )
        # xmax is the transaction that replaced a row's former version: a row that is new had none.
        is_new = text("xmax = 0")
        created_at, new = (
            await self._connection.execute(kept.returning(relationships.c.created_at, is_new))
        ).one()
        return msgspec.structs.replace(said, created_at=created_at), new

    async def drop(self, said: Relationship) -> None:
        await self._connection.execute(delete(relationships).where(*_is(said)))


def _is(said: Relationship) -> list[Any]:
    return [column == getattr(said, column.name) for column in KEY]
