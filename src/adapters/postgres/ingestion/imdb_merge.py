"""Merges what was staged of IMDb's files into the catalogue, in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from adapters.postgres.ingestion import imdb_beside as beside
from adapters.postgres.ingestion import imdb_missing as missing
from adapters.postgres.ingestion import imdb_statements as sql
from domain.ingestion.imdb_files.account import Account, Fates, FileName
from domain.ingestion.imdb_files.staging import CloseRuns, FileRun
from domain.ingestion.progress import Progress, Step, Watch

CHANGES: Mapping[FileName, str] = {
    "title.akas": "imdb_title_changes",
    "title.crew": "imdb_credit_changes",
}
"""What came of a file, where it is not imdb_changes."""

MERGES: tuple[tuple[Step, str], ...] = (
    ("works", sql.WORKS),
    ("details", sql.FILMS),
    ("details", sql.GAMES),
    ("links", sql.LINKS),
)
BESIDE: tuple[tuple[Step, str], ...] = (
    ("titles", beside.HEARD_OF_KNOWN),
    ("titles", beside.TITLES),
    ("credits", beside.CREDITS_GONE),
    ("credits", beside.CREDITS),
    ("credits", beside.DIRECTORS),
)

MUCH_NEWS = 0.1
"""Share of changed lines, as that of autovacuum's statistics."""


class Merging:
    """The merge of one session: `staged` are its files, and it may have `looked_for` missing titles."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.staged: list[FileName] = []
        self.looked_for = False

    async def merge(self, ids: UUID, close_runs: CloseRuns, watch: Watch) -> tuple[FileRun, ...]:
        async with self._connection.transaction():
            watch(Progress("comparing"))
            await self._connection.execute(sql.TAKE_TURNS)
            fates = await self.compared(ids)
            runs = close_runs(fates)
            if any(fates[file].created or fates[file].updated for file in ("title.basics", "title.ratings")):
                await self._write(runs[0].started_at, watch)
            if self._has_beside:
                await self._run(BESIDE, watch)
            await self._mark(runs[0].started_at)
            for run in runs:
                await self._keep(run)
        return runs

    @property
    def _has_beside(self) -> bool:
        return len(self.staged) > 2

    async def compared(self, ids: UUID) -> dict[FileName, Fates]:
        await self._connection.execute(sql.COMPARE, ids.hex, sql.MAPPING_VERSION)
        await self._connection.execute("ANALYZE imdb_changes (tconst, media_item_id)")
        count = await self._connection.fetchrow(sql.COUNT)
        fates: dict[FileName, Fates] = {
            "title.basics": _fates(count, "titles"),
            "title.ratings": _fates(count, "ratings"),
        }
        return fates | (await self._compared_beside() if self._has_beside else {})

    async def _compared_beside(self) -> dict[FileName, Fates]:
        await self._connection.execute(beside.CHANGES)
        await self._connection.execute(beside.WORKS)
        await self._connection.execute("ANALYZE imdb_works")
        if "title.akas" in self.staged:
            await self._connection.execute(beside.CALLED)
            await self._connection.execute(beside.TITLE_CHANGES)
        if "title.crew" in self.staged:
            await self._connection.execute(beside.CREDIT_CHANGES)
        await self._connection.execute(beside.HEARD)
        await self._connection.execute("ANALYZE imdb_title_changes, imdb_credit_changes, imdb_heard")
        await self._connection.execute(beside.HEARD_OF_NEW)
        count = await self._connection.fetchrow(beside.COUNT)
        left_out = {"called as the work itself": count["akas"] - count["called"]}
        told = msgspec.structs.replace(_fates(count, "akas", of="called"), left_out=left_out)
        used = Fates(used=count["names"])
        return {"title.akas": told, "title.crew": _fates(count, "crew"), "name.basics": used}

    async def _write(self, at: datetime, watch: Watch) -> None:
        await self._run(MERGES, watch)
        watch(Progress("sources"))
        await self._connection.execute(sql.SOURCES, at, sql.MAPPING_VERSION)

    async def _run(self, steps: Iterable[tuple[Step, str]], watch: Watch) -> None:
        for step, statement in steps:
            watch(Progress(step))
            await self._connection.execute(statement)

    async def _mark(self, at: datetime) -> None:
        """What is there again is no longer missing, whether the file is full or not."""
        await self._connection.execute(missing.MARK_BACK)
        if self.looked_for:
            await self._connection.execute(missing.MARK_MISSING, at)

    async def _keep(self, run: FileRun) -> None:
        counts = msgspec.json.encode(run.account.counts).decode()
        facts = (run.id, sql.MAPPING_VERSION, counts, run.started_at, run.finished_at)
        await self._connection.execute(sql.KEEP_RUN, *facts)
        keep_remarks = sql.keep_remarks(CHANGES.get(run.account.file, "imdb_changes"))
        await self._connection.execute(keep_remarks, run.id, run.account.file)

    async def tidy(self, accounts: Iterable[Account]) -> None:
        """The next load need not mark these rows as committed; after much news, the planner learns of it.

        A small share of dead entries is left to autovacuum: clearing them goes through whole indexes.
        """
        taken = sum(each.created + each.updated + each.unchanged for each in accounts)
        news = sum(each.created + each.updated for each in accounts)
        how = "ANALYZE" if news > taken * MUCH_NEWS else "INDEX_CLEANUP OFF"
        tables = sql.CHANGED_TABLES + (beside.CHANGED_TABLES if self._has_beside else ())
        for table in tables:
            await self._connection.execute(f"VACUUM ({how}) catalog.{table}")


def _fates(count: Mapping[str, int], lines: str, of: str | None = None) -> Fates:
    created, updated = count[f"{lines}_created"], count[f"{lines}_updated"]
    return Fates(created, updated, count[of or lines] - created - updated)
