"""The runs of a load of IMDb's files while it is under way, on a connection beside that of the load."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg

from adapters.postgres.ingestion import imdb_places as places
from adapters.postgres.ingestion import imdb_runs as sql
from adapters.postgres.ingestion.imdb_staged import MAPPING_VERSION
from domain.ingestion.errors import FileRunActive
from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.imdb_files.errors import LoadStopped
from domain.ingestion.imdb_files.under_way import Opened

PATIENCE = 10
"""Seconds to wait for the lock: the server needs a moment to see that a killed process is gone."""


class PgLoadRuns:
    """The port LoadRuns. Its connection holds the lock of the load as long as it lives."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._ids: Sequence[UUID] = ()

    async def open(self, digest: bytes, runs: Mapping[FileName, UUID], at: datetime) -> Opened:
        await self._hold(digest)
        async with self._connection.transaction():
            found = await self._connection.fetch(places.UNFINISHED, digest, MAPPING_VERSION)
            known = {row[0]: row[1] for row in found}
            goes_on = known.keys() == runs.keys() and len(found) == len(runs)
            opened = Opened(known, max(row[2] for row in found)) if goes_on else Opened(runs, 0)
            self._ids = list(opened.runs.values())
            await self._connection.execute(places.ABANDON, places.FILES, self._ids, at)
            if goes_on:
                await self._connection.execute(sql.REOPEN, self._ids, at)
            else:
                await self._connection.execute(sql.OPEN, self._ids, MAPPING_VERSION, at)
                await self._connection.execute(places.BEGIN, self._ids, list(runs), digest)
        return opened

    async def _hold(self, digest: bytes) -> None:
        for _ in range(PATIENCE * 10):
            if await self._connection.fetchval(places.HOLD, digest):
                return
            await asyncio.sleep(0.1)
        raise FileRunActive

    async def heard(self, lines: Mapping[UUID, int], at: datetime) -> None:
        await self._connection.execute(sql.HEARD, list(lines), list(lines.values()), at)
        if await self._connection.fetchval(sql.IS_STOPPED, self._ids):
            raise LoadStopped

    async def end(self, status: Literal["stopped", "failed"], reason: str | None, at: datetime) -> bool:
        return bool(await self._connection.fetchval(sql.END, self._ids, status, reason, at))


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
