"""Stages IMDb's files in temporary tables and merges them into the catalogue in one transaction."""

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from adapters.postgres.ingestion import imdb_statements as sql
from domain.ingestion.imdb_files import ratings, titles
from domain.ingestion.imdb_files.account import Fates, FileName, Remark
from domain.ingestion.imdb_files.errors import LicenceNotAccepted
from domain.ingestion.imdb_files.loading import CloseRuns, FileRun
from domain.ingestion.progress import Progress, Step, Watch

TABLES: Mapping[FileName, tuple[str, tuple[str, ...]]] = {
    "title.basics": ("imdb_titles", titles.COLUMNS),
    "title.ratings": ("imdb_ratings", ratings.COLUMNS),
}
REMARK_COLUMNS = ("file", "line", "tconst", "outcome", "reason", "problems")

ATTEMPTS = 3
LOST_RACES = (asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)

# A load waits for whoever holds a row as long as it takes, and its sorts and joins have room.
SETTINGS = """
SET lock_timeout = 0; SET work_mem = '64MB'; SET maintenance_work_mem = '256MB'; SET jit = off;
SET vacuum_buffer_usage_limit = 0
"""

MERGES: tuple[tuple[Step, str], ...] = (
    ("works", sql.WORKS),
    ("details", sql.FILMS),
    ("details", sql.GAMES),
    ("links", sql.LINKS),
)


class PgImdbStaging:
    """One session; its staged lines go away with it."""

    def __init__(self, connection: Any, remarks: Any) -> None:
        self._connection = connection
        self._remarks = remarks

    async def accept_licence(self, at: datetime) -> None:
        await self._connection.execute(sql.ACCEPT_LICENCE, at)

    async def check_licence(self) -> None:
        if not await self._connection.fetchval(sql.LICENCE_ACCEPTED):
            raise LicenceNotAccepted

    async def stage(self, file: FileName, normalised: AsyncIterator[bytes]) -> None:
        table, columns = TABLES[file]
        await self._connection.copy_to_table(table, source=normalised, columns=columns)

    def remark(self, remark: Remark) -> None:
        problems = msgspec.json.encode(remark.problems).replace(b"\\", b"\\\\")
        fields = (remark.file, str(remark.line), remark.external_id or r"\N", remark.outcome)
        self._remarks.write("\t".join((*fields, remark.problems[0].code, "")).encode() + problems + b"\n")

    async def compare(self) -> Mapping[FileName, Fates]:
        async with self._connection.transaction():
            await self._prepare()
            return await self._compared(UUID(int=0))

    async def merge(self, ids: UUID, close_runs: CloseRuns, watch: Watch) -> tuple[FileRun, ...]:
        await self._prepare()
        self._remarks.seek(0)
        await self._connection.copy_to_table("imdb_remarks", source=self._remarks, columns=REMARK_COLUMNS)
        runs = await self._merge_again(ids, close_runs, watch)
        if any(run.account.created or run.account.updated for run in runs):
            watch(Progress("tidying"))
            await self._tidy()
        return runs

    async def _merge_again(self, ids: UUID, close_runs: CloseRuns, watch: Watch) -> tuple[FileRun, ...]:
        """Others write into the same tables; who loses a race against them starts over."""
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._merge(ids, close_runs, watch)
            except LOST_RACES:
                continue
        return await self._merge(ids, close_runs, watch)

    async def _merge(self, ids: UUID, close_runs: CloseRuns, watch: Watch) -> tuple[FileRun, ...]:
        async with self._connection.transaction():
            watch(Progress("comparing"))
            await self._connection.execute(sql.TAKE_TURNS)
            fates = await self._compared(ids)
            runs = close_runs(fates)
            if any(fate.created or fate.updated for fate in fates.values()):
                await self._write(runs[0].started_at, watch)
            for run in runs:
                await self._keep(run)
        return runs

    async def _prepare(self) -> None:
        for table, _ in TABLES.values():
            await self._connection.execute(f"ANALYZE {table} (tconst)")

    async def _compared(self, ids: UUID) -> dict[FileName, Fates]:
        await self._connection.execute(sql.COMPARE, ids.hex, sql.MAPPING_VERSION)
        await self._connection.execute("ANALYZE imdb_changes (tconst, media_item_id)")
        count = await self._connection.fetchrow(sql.COUNT)
        return {"title.basics": _fates(count, "titles"), "title.ratings": _fates(count, "ratings")}

    async def _write(self, at: datetime, watch: Watch) -> None:
        for step, statement in MERGES:
            watch(Progress(step))
            await self._connection.execute(statement)
        watch(Progress("sources"))
        await self._connection.execute(sql.SOURCES, at, sql.MAPPING_VERSION)

    async def _keep(self, run: FileRun) -> None:
        counts = msgspec.json.encode(run.account.counts).decode()
        facts = (run.id, sql.MAPPING_VERSION, counts, run.started_at, run.finished_at)
        await self._connection.execute(sql.KEEP_RUN, *facts)
        await self._connection.execute(sql.KEEP_REMARKS, run.id, run.account.file)

    async def _tidy(self) -> None:
        """The planner learns of the new rows, and the next load need not mark old ones as committed."""
        for table in sql.CHANGED_TABLES:
            await self._connection.execute(f"VACUUM (ANALYZE) catalog.{table}")


def _fates(count: Mapping[str, int], lines: str) -> Fates:
    created, updated = count[f"{lines}_created"], count[f"{lines}_updated"]
    return Fates(created, updated, count[lines] - created - updated)


class PgImdbStagings:
    """Opens sessions on a database; `url` is postgresql://..., of the worker role."""

    def __init__(self, url: str) -> None:
        self._url = url

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[PgImdbStaging]:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.execute(SETTINGS)
            await connection.execute(sql.STAGE)
            with tempfile.SpooledTemporaryFile(max_size=1 << 20) as remarks:
                yield PgImdbStaging(connection, remarks)
        finally:
            await connection.close()
