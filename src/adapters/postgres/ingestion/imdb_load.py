"""Stages IMDb's files in temporary tables, to be merged into the catalogue once all are read."""

import io
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from adapters.postgres.ingestion import imdb_beside as beside
from adapters.postgres.ingestion import imdb_crew, imdb_runs, imdb_slices, imdb_staged
from adapters.postgres.ingestion import imdb_missing as missing
from adapters.postgres.ingestion.imdb_merge import Merging
from domain.ingestion.imdb_files import akas, crew, ratings
from domain.ingestion.imdb_files.account import Fates, FileName, Remark
from domain.ingestion.imdb_files.errors import LicenceNotAccepted
from domain.ingestion.imdb_files.staging import Again, FileRun, IsThere, Merge
from domain.ingestion.imdb_files.title_rows import BRIEF_COLUMNS
from domain.ingestion.imdb_files.title_rows import COLUMNS as TITLE_COLUMNS
from domain.ingestion.progress import Progress

TABLES: Mapping[FileName, tuple[str, tuple[str, ...]]] = {
    "title.basics": ("imdb_titles", TITLE_COLUMNS),
    "title.ratings": ("imdb_ratings", ratings.COLUMNS),
    "title.akas": ("imdb_akas", akas.COLUMNS),
    "title.crew": ("imdb_crew", crew.COLUMNS),
    "name.basics": ("imdb_names", crew.NAME_COLUMNS),
}
KEYS: Mapping[FileName, str] = {"name.basics": "nconst", "title.basics": "tconst, line"}
REMARK_COLUMNS = ("file", "line", "tconst", "outcome", "reason", "problems")

# A load waits for whoever holds a row as long as it takes, and its sorts and joins have room. The statement
# of a process that was killed ends soon, and lets go of what it holds.
SETTINGS = """
SET lock_timeout = 0; SET work_mem = '64MB'; SET maintenance_work_mem = '256MB'; SET jit = off;
SET vacuum_buffer_usage_limit = 0; SET client_connection_check_interval = '2s'
"""

LOOKED_FOR_AT_ONCE = 10_000
NEWS_AT_ONCE = 1_000


class PgImdbStaging:
    """One session; its staged lines go away with it. It merges so many titles `at_once`."""

    def __init__(self, connection: Any, remarks: Any, at_once: int) -> None:
        self._connection = connection
        self._remarks = remarks
        self._merging = Merging(connection, at_once)
        self._not_analyzed: list[str] = []

    async def accept_licence(self, at: datetime) -> None:
        await self._connection.execute(imdb_runs.ACCEPT_LICENCE, at)

    async def check_licence(self) -> None:
        if not await self._connection.fetchval(imdb_runs.LICENCE_ACCEPTED):
            raise LicenceNotAccepted

    async def stage(self, file: FileName, normalised: AsyncIterator[bytes]) -> None:
        table, columns = TABLES[file]
        self._merging.staged[file] = await self._copied(table, columns, normalised)
        self._not_analyzed.append(f"{table} ({KEYS.get(file, 'tconst')})")

    async def was_loaded(self) -> bool:
        return bool(await self._connection.fetchval(imdb_runs.WAS_LOADED, imdb_staged.MAPPING_VERSION))

    async def stage_in_brief(self, titles: AsyncIterator[bytes]) -> None:
        self._merging.staged["title.basics"] = await self._copied("imdb_brief", BRIEF_COLUMNS, titles)
        await self._connection.execute(imdb_staged.TAKEN_IN_BRIEF)
        self._not_analyzed.append("imdb_brief (tconst, line)")

    async def stage_news(self, again: Again) -> None:
        await self._analyze()
        await self._connection.execute(imdb_staged.TAKE_ALL_TURNS)
        table, columns = TABLES["title.basics"]
        news = 0
        async with self._connection.transaction():
            cursor = await self._connection.cursor(imdb_staged.NEWS, imdb_staged.MAPPING_VERSION)
            while kept := await cursor.fetch(NEWS_AT_ONCE):
                news += await self._copied(table, columns, io.BytesIO(again(kept)))
        self._merging.news = news
        self._not_analyzed.append(f"{table} (tconst, line)")

    async def _copied(self, table: str, columns: tuple[str, ...], lines: Any) -> int:
        """How many there were."""
        done = await self._connection.copy_to_table(table, source=lines, columns=columns)
        return int(done.removeprefix("COPY "))

    def remark(self, remark: Remark) -> None:
        problems = msgspec.json.encode(remark.problems).replace(b"\\", b"\\\\")
        fields = (remark.file, str(remark.line), remark.external_id or r"\N", remark.outcome)
        self._remarks.write("\t".join((*fields, remark.problems[0].code, "")).encode() + problems + b"\n")

    async def unnamed(self) -> AsyncIterator[tuple[int, str, str]]:
        await self._analyze()
        async with self._connection.transaction():
            async for line, tconst, nconsts in self._connection.cursor(imdb_crew.UNNAMED):
                yield line, tconst, nconsts

    async def absent(self, types: tuple[str, ...], is_there: IsThere) -> int:
        await self._analyze()
        absent = 0
        async with self._connection.transaction():
            cursor = await self._connection.cursor(missing.NOT_STAGED, [each.lower() for each in types])
            while rows := await cursor.fetch(LOOKED_FOR_AT_ONCE):
                ids = [row[0] for row in rows]
                there = [is_there(each) for each in ids]
                await self._connection.execute(missing.KEEP_LOOKED_FOR, ids, there)
                absent += there.count(False)
        self._merging.looked_for = True
        return absent

    async def compare(self) -> Mapping[FileName, Fates]:
        await self._analyze()
        async with self._connection.transaction():
            return await self._merging.compared()

    async def merge(self, merge: Merge) -> tuple[FileRun, ...]:
        await self._analyze()
        self._remarks.seek(0)
        await self._connection.copy_to_table("imdb_remarks", source=self._remarks, columns=REMARK_COLUMNS)
        runs = await self._merging.merge(merge)
        accounts = [run.account for run in runs]
        if any(each.created or each.updated for each in accounts):
            merge.watch(Progress("tidying"))
            await self._merging.tidy(accounts)
        return runs

    async def _analyze(self) -> None:
        """Tells the planner of tables that were filled. A small sample will do: their keys are unique."""
        await self._connection.execute("SET default_statistics_target = 10")
        while self._not_analyzed:
            await self._connection.execute(f"ANALYZE {self._not_analyzed.pop()}")
        await self._connection.execute("RESET default_statistics_target")


class PgImdbStagings:
    """Opens sessions on a database; `url` is postgresql://..., of the worker role."""

    def __init__(self, url: str, at_once: int = imdb_slices.TITLES_AT_ONCE) -> None:
        self._url = url
        self._at_once = at_once

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[PgImdbStaging]:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.execute(SETTINGS)
            for tables in (imdb_staged.STAGE, imdb_slices.STAGE, beside.STAGE, missing.STAGE):
                await connection.execute(tables)
            with tempfile.SpooledTemporaryFile(max_size=1 << 20) as remarks:
                yield PgImdbStaging(connection, remarks, self._at_once)
        finally:
            await connection.close()
