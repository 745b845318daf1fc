"""Compares the works that a source brought with those that it does not know, part by part."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.ingestion.lookalikes import Wanted, find_lookalikes
from adapters.postgres.ingestion.suspicions import asked_before, keep_suspicions
from domain.ingestion.duplicates import LookAlikes
from domain.ingestion.matching import MANY_TO_ONE, Resemblance, Suspicion
from domain.kernel import MediaItemId

BY_INDEXES = text("SELECT set_config('enable_seqscan', 'off', true)")

# Records in the order of their key, each with the work that it made.
PART = text(
    """
    SELECT source.external_id, item.id, item.media_type, item.title, item.original_title, item.release_year,
        item.creators, ARRAY(
            SELECT DISTINCT link.source_name FROM catalog.external_links AS link
            WHERE link.media_item_id = item.id
        ) AS sources, item.origin = 'ingested' AND item.merged_into IS NULL AS is_open
    FROM (
        SELECT external_id, media_item_id FROM catalog.media_sources
        WHERE source_name = :source_name AND external_id > :after AND leads
            AND (CAST(:since AS timestamptz) IS NULL OR first_seen_at >= CAST(:since AS timestamptz))
        ORDER BY external_id LIMIT :most
    ) AS source
    JOIN catalog.media_items AS item ON item.id = source.media_item_id
    ORDER BY source.external_id
    """
)


class PgComparison:
    """The port Comparison."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def part(self, source_name: str, since: datetime | None, after: str, most: int) -> LookAlikes:
        asked = {"source_name": source_name, "since": since, "after": after, "most": most}
        await self._connection.execute(BY_INDEXES)
        rows = (await self._connection.execute(PART, asked)).all()
        works = [row for row in rows if row.is_open and row.release_year is not None]
        found = await find_lookalikes(self._connection, map(_wanted, works))
        return LookAlikes(
            compared=len(rows),
            resembling=dict(_others(found)),
            next=rows[-1].external_id if len(rows) == most else None,
        )

    async def asked_before(
        self, pairs: Collection[tuple[MediaItemId, MediaItemId]]
    ) -> frozenset[tuple[MediaItemId, MediaItemId]]:
        return await asked_before(self._connection, pairs)

    async def suspect(self, source_name: str, suspicions: Sequence[Suspicion]) -> int:
        return await keep_suspicions(self._connection, source_name, suspicions)


def _others(found: Mapping[str, Resemblance]) -> Iterator[tuple[MediaItemId, Resemblance]]:
    """What is like a work, without the work itself."""
    for name, resemblance in found.items():
        work_id = MediaItemId(UUID(name))
        if others := {other: like for other, like in resemblance.works.items() if other != work_id}:
            yield work_id, Resemblance(resemblance.of, others)


def _wanted(row: Any) -> Wanted:
    return Wanted(
        name=str(row.id),
        media_type=row.media_type,
        title=row.title,
        original_title=row.original_title,
        release_year=row.release_year,
        creators=tuple(row.creators),
        sources=frozenset(row.sources) - MANY_TO_ONE,
    )
