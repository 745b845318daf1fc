"""Reads suspected duplicates with both works, and the book of merges."""

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.catalog.documents import WORK
from domain.catalog.errors import WorkNotFound
from domain.catalog.merging import Merge
from domain.catalog.reviewing import DuplicateView, Position, State
from domain.kernel import MediaItemId


def _one_work(column: str) -> str:
    return f"(SELECT {WORK} FROM catalog.media_items AS item WHERE item.id = {column})"  # noqa: S608


# The page is found by its index, and only then made into documents.
DUPLICATES = text(
    f"""
    WITH page AS (
        SELECT * FROM catalog.match_reviews
        WHERE state = :state AND (CAST(:after AS uuid) IS NULL OR confidence <= CAST(:confidence AS smallint)
            AND (confidence < CAST(:confidence AS smallint) OR id > CAST(:after AS uuid)))
        ORDER BY confidence DESC, id LIMIT :most
    )
    SELECT (to_jsonb(page) || jsonb_build_object(
        'first', {_one_work("page.first_id")}, 'second', {_one_work("page.second_id")},
        'better_known_id', (
            SELECT work.id FROM catalog.media_items AS work
            WHERE work.id IN (page.first_id, page.second_id) ORDER BY work.popularity DESC, work.id LIMIT 1
        )))::text
    FROM page ORDER BY page.confidence DESC, page.id
    """  # noqa: S608
)
MERGES = text(
    """
    SELECT coalesce((
        SELECT jsonb_agg(to_jsonb(merge) ORDER BY merge.at DESC, merge.id DESC)
        FROM catalog.merges AS merge WHERE merge.loser_id = work.id OR merge.loser_id IN (
            SELECT id FROM catalog.media_items WHERE merged_into = work.id
        )), '[]')::text
    FROM catalog.media_items AS work WHERE work.id = :id AND work.origin = 'ingested'
    """
)


class PgMergeReader:
    """The port MergeReader."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def duplicates(self, state: State, limit: int, after: Position | None) -> tuple[DuplicateView, ...]:
        confidence, review_id = after or (None, None)
        asked = {"state": state, "most": limit, "confidence": confidence, "after": review_id}
        async with self._engine.connect() as connection:
            documents = await connection.scalars(DUPLICATES, asked)
            return tuple(msgspec.json.decode(each, type=DuplicateView) for each in documents)

    async def merges(self, work_id: MediaItemId) -> tuple[Merge, ...]:
        async with self._engine.connect() as connection:
            document = await connection.scalar(MERGES, {"id": work_id})
        if document is None:
            raise WorkNotFound
        return msgspec.json.decode(document, type=tuple[Merge, ...])
