"""Keeps suspected duplicates for the queue of reviews: each pair of works once, whatever became of it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.ingestion.rows import as_json
from domain.ingestion.matching import Suspicion
from domain.kernel import MediaItemId

KEEP = text(
    """
    INSERT INTO catalog.match_reviews (id, first_id, second_id, confidence, reasons, source_name)
    SELECT id, first_id, second_id, confidence, reasons, :source_name
    FROM json_to_recordset(CAST(:rows AS json))
        AS row (id uuid, first_id uuid, second_id uuid, confidence smallint, reasons text[])
    ORDER BY first_id, second_id
    ON CONFLICT (first_id, second_id) DO NOTHING
    """
)
ASKED_BEFORE = text(
    """
    SELECT asked.first_id, asked.second_id
    FROM unnest(CAST(:firsts AS uuid[]), CAST(:seconds AS uuid[])) AS pair (first_id, second_id)
    JOIN catalog.match_reviews AS asked USING (first_id, second_id)
    """
)


async def keep_suspicions(
    connection: AsyncConnection, source_name: str, suspicions: Sequence[Suspicion]
) -> int:
    """Raise questions about pairs that were not asked about yet; how many."""
    if not suspicions:
        return 0
    rows = as_json(_row(each) for each in suspicions)
    kept = await connection.execute(KEEP, {"rows": rows, "source_name": source_name})
    return kept.rowcount


async def asked_before(
    connection: AsyncConnection, pairs: Collection[tuple[MediaItemId, MediaItemId]]
) -> frozenset[tuple[MediaItemId, MediaItemId]]:
    """Those of the pairs, each in the order of its ids, that have been asked about."""
    ids = {"firsts": [first for first, _ in pairs], "seconds": [second for _, second in pairs]}
    return frozenset((row[0], row[1]) for row in await connection.execute(ASKED_BEFORE, ids))


def _row(each: Suspicion) -> dict[str, Any]:
    return {
        "id": each.id,
        "first_id": each.first_id,
        "second_id": each.second_id,
        "confidence": each.match.confidence,
        "reasons": each.match.reasons,
    }
