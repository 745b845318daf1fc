"""Reads single works and where they come from."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.postgres.catalog.documents import DETAILS, PINNED, RELEASE_DATE, SOURCES_OF, WORK_SEEN
from adapters.postgres.catalog.scope import PUBLIC, READABLE
from adapters.postgres.transactions import PgTransactions
from domain.catalog.classes import tree_of
from domain.catalog.errors import WorkMerged, WorkNotFound
from domain.catalog.pasted import KeyWritten
from domain.catalog.ports import Standing
from domain.catalog.views import ClassView, MediaView, SourceView
from domain.kernel import Actor, MediaItemId

BY_ID = text(
    f"""
    SELECT item.merged_into, ({WORK_SEEN})::text
    FROM catalog.media_items AS item WHERE id = :id AND {READABLE}
    """  # noqa: S608
)
BY_LINK = text(
    f"""
    SELECT NULL, ({WORK_SEEN})::text
    FROM catalog.external_links AS link
    JOIN catalog.media_items AS named ON named.id = link.media_item_id
    JOIN catalog.media_items AS item ON item.id = coalesce(named.merged_into, named.id)
    WHERE link.source_name = :source_name AND link.external_key = :external_key
        AND (item.origin = 'ingested' OR item.owner_id = :viewer)
    """  # noqa: S608
)
SOURCES = text(
    f"""
    SELECT item.merged_into, {SOURCES_OF}::text FROM catalog.media_items AS item WHERE id = :id AND {READABLE}
    """  # noqa: S608
)
STANDING = text(
    f"""
    SELECT item.merged_into, jsonb_build_object(
        'media_type', item.media_type, 'is_custom', item.origin = 'custom', 'pinned', {PINNED},
        'values', (
            SELECT coalesce(jsonb_object_agg('details.' || key, value), '{{}}') FROM jsonb_each({DETAILS})
        ) || jsonb_build_object(
            'title', item.title, 'original_title', item.original_title, 'creators', item.creators,
            'media_class', nullif(item.media_class::text, item.media_type),
            'release_date', coalesce({RELEASE_DATE}, item.release_year::text), 'genres', item.genres,
            'language', item.language, 'country_of_origin', item.country_of_origin,
            'description', item.description, 'cover_url', item.cover_url,
            'canonical_url', item.canonical_url, 'is_adult', item.is_adult, 'popularity', item.popularity),
        'said', coalesce((
            SELECT jsonb_agg(to_jsonb(said) - 'media_item_id')
            FROM catalog.field_values AS said WHERE said.media_item_id = item.id), '[]'))::text
    FROM catalog.media_items AS item WHERE item.id = :id AND {READABLE}
    """  # noqa: S608
)

COUNTED_ONE_BY_ONE = 300
# A few index entries of each class; where there are more, what the planner knows of the column will do. The
# order keeps it to the index: without one, it might hope to meet them soon in the table.
CLASSES = text(
    f"""
    SELECT class.path::text, counted.works, common.frequency * (
        SELECT reltuples FROM pg_class WHERE oid = 'catalog.media_items'::regclass
    ) AS estimate
    FROM catalog.media_classes AS class
    CROSS JOIN LATERAL (
        SELECT count(*) AS works FROM (
            SELECT FROM catalog.media_items
            WHERE {PUBLIC} AND media_class = class.path
            ORDER BY popularity DESC, id DESC LIMIT {COUNTED_ONE_BY_ONE}
        ) AS few
    ) AS counted
    LEFT JOIN (
        SELECT unnest(most_common_vals::text::text[]) AS path, unnest(most_common_freqs) AS frequency
        FROM pg_stats
        WHERE schemaname = 'catalog' AND tablename = 'media_items' AND attname = 'media_class'
    ) AS common ON common.path = class.path::text
    """  # noqa: S608
)


class PgWorkReader:
    """The port WorkReader, one statement each. Only own tags have policies: for nobody no identity is set."""

    def __init__(self, engine: AsyncEngine, transactions: PgTransactions, key_written: KeyWritten) -> None:
        self._key_written = key_written
        self._without_transaction = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._transactions = transactions

    async def work(self, viewer: Actor | None, work_id: MediaItemId) -> MediaView:
        document = await self._one(BY_ID, viewer, {"id": work_id})
        return msgspec.json.decode(document, type=MediaView)

    async def by_link(self, viewer: Actor | None, source_name: str, external_key: str) -> MediaView:
        key = self._key_written(source_name, external_key)
        if key is None:
            raise WorkNotFound
        link = {"source_name": key[0], "external_key": key[1]}
        document = await self._one(BY_LINK, viewer, link)
        return msgspec.json.decode(document, type=MediaView)

    async def sources(self, viewer: Actor | None, work_id: MediaItemId) -> tuple[SourceView, ...]:
        document = await self._one(SOURCES, viewer, {"id": work_id})
        return msgspec.json.decode(document, type=tuple[SourceView, ...])

    async def classes(self) -> tuple[ClassView, ...]:
        async with self._without_transaction.connect() as connection:
            counted = (await connection.execute(CLASSES)).all()
        return tree_of({path: _estimated(works, estimate or 0) for path, works, estimate in counted})

    async def standing(self, viewer: Actor | None, work_id: MediaItemId) -> Standing:
        document = await self._one(STANDING, viewer, {"id": work_id})
        return msgspec.json.decode(document, type=Standing)

    async def _one(self, statement: Any, viewer: Actor | None, parameters: Mapping[str, Any]) -> Any:
        async with self._seen_by(viewer) as connection:
            found = await connection.execute(statement, {**parameters, "viewer": viewer and viewer.user_id})
            row = found.one_or_none()
        if row is None:
            raise WorkNotFound
        merged_into, document = row
        if merged_into:
            raise WorkMerged(merged_into)
        return document

    def _seen_by(self, viewer: Actor | None) -> AbstractAsyncContextManager[AsyncConnection]:
        return self._transactions.open(viewer) if viewer else self._without_transaction.connect()


def _estimated(works: int, estimate: float) -> tuple[int, bool]:
    """The number, and whether it is exact."""
    return (works, True) if works < COUNTED_ONE_BY_ONE else (max(works, int(estimate)), False)
