"""Reads what is around a work: its relationships, works a few steps away, and its universe."""

from typing import Any

import msgspec
from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.catalog.graph import DIRECT, MOST, UNIVERSE, WALK
from domain.catalog.errors import WorkMerged, WorkNotFound
from domain.catalog.relationships import RelatedPage, RelatedWork
from domain.catalog.universes import Universe
from domain.kernel import Actor, MediaItemId


class PgRelationReader:
    """The port RelationReader. One statement each; the tables have no policies, so no identity is set."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def related(self, viewer: Actor | None, work_id: MediaItemId, depth: int) -> RelatedPage:
        if depth == 1:
            document = await self._read(DIRECT, viewer, work_id)
        else:
            document = await self._read(WALK, viewer, work_id, depth=depth)
        found = msgspec.json.decode(document, type=tuple[RelatedWork, ...])
        return RelatedPage(found[:MOST], is_complete=len(found) <= MOST)

    async def universe(self, viewer: Actor | None, work_id: MediaItemId) -> Universe:
        return msgspec.json.decode(await self._read(UNIVERSE, viewer, work_id), type=Universe)

    async def _read(
        self, statement: TextClause, viewer: Actor | None, work_id: MediaItemId, **more: Any
    ) -> str:
        whose = {"viewer": viewer and viewer.user_id, "sees_adult": viewer is not None and viewer.sees_adult}
        async with self._engine.connect() as connection:
            row = (await connection.execute(statement, {"id": work_id, **whose, **more})).one_or_none()
        if row is None:
            raise WorkNotFound
        merged_into, document = row
        if merged_into:
            raise WorkMerged(merged_into)
        found: str = document
        return found
