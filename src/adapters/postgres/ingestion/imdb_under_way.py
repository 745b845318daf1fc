"""The runs of a load of IMDb's files while it is under way, on a connection beside that of the load."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg

from adapters.postgres.ingestion import imdb_runs as sql
from adapters.postgres.ingestion.imdb_staged import MAPPING_VERSION
from domain.ingestion.imdb_files.errors import LoadStopped


class PgLoadRuns:
    """The port LoadRuns."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._ids: Sequence[UUID] = ()

    async def open(self, runs: Sequence[UUID], at: datetime) -> None:
        self._ids = runs
        await self._connection.execute(sql.OPEN, runs, MAPPING_VERSION, at)

    async def heard(self, lines: Mapping[UUID, int], at: datetime) -> None:
        await self._connection.execute(sql.HEARD, list(lines), list(lines.values()), at)
        if await self._connection.fetchval(sql.IS_STOPPED, self._ids):
            raise LoadStopped

    async def end(self, status: Literal["stopped", "failed"], reason: str | None, at: datetime) -> None:
        await self._connection.execute(sql.END, self._ids, status, reason, at)


class PgOpenRuns:
    """The port OpenRuns; `url` is postgresql://..., of the worker role."""

    def __init__(self, url: str) -> None:
        self._url = url

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[PgLoadRuns]:
        connection = await asyncpg.connect(self._url)
        try:
            yield PgLoadRuns(connection)
        finally:
            await connection.close()
