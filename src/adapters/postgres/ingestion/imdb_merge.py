"""Merges what was staged of IMDb's files into the catalogue, in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from adapters.postgres.ingestion import imdb_akas, imdb_changes, imdb_crew, imdb_runs, imdb_works
from adapters.postgres.ingestion import imdb_beside as beside
from adapters.postgres.ingestion import imdb_missing as missing
from adapters.postgres.ingestion.imdb_staged import MAPPING_VERSION, TAKE_TURNS
from domain.ingestion.imdb_files.account import Account, Fates, FileName
from domain.ingestion.imdb_files.errors import LoadStopped
from domain.ingestion.imdb_files.staging import CloseRuns, FileRun
from domain.ingestion.progress import Progress, Step, Watch

CHANGES: Mapping[FileName, str] = {
    "title.akas": "imdb_title_changes",
    "title.crew": "imdb_credit_changes",
}
"""What came of a file, where it is not imdb_changes."""

IN_TURN: tuple[tuple[Step, str], ...] = (("works", imdb_works.WORKS), ("details", imdb_works.FILMS))
"""Of the turn $1."""
AFTER: tuple[tuple[Step, str], ...] = (("details", imdb_works.GAMES), ("links", imdb_works.LINKS))
BESIDE: tuple[tuple[Step, str], ...] = (
    ("titles", beside.HEARD_OF_KNOWN),
    ("titles", imdb_akas.TITLES),
    ("credits", imdb_crew.CREDITS_GONE),
    ("credits", imdb_crew.CREDITS),
    ("credits", imdb_crew.DIRECTORS),
)

MUCH_NEWS = 0.1
"""Share of changed lines, as that of autovacuum's statistics."""


class Merging:
    """The merge of one session: `staged` are its files, and it may have `looked_for` missing titles."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.staged: list[FileName] = []
        self.looked_for = False
        self._turns = 0

    async def merge(self, ids: UUID, close_runs: CloseRuns, watch: Watch) -> tuple[FileRun, ...]:
        async with self._connection.transaction():
            watch(Progress("comparing"))
            await self._connection.execute(TAKE_TURNS)
            fates = await self.compared(ids)
            runs = close_runs(fates)
            if any(fates[file].created or fates[file].updated for file in ("title.basics", "title.ratings")):
                await self._write(runs[0].started_at, watch)
            if self._has_beside:
                await self._run(BESIDE, watch)
            await self._mark(runs[0].started_at)
            for run in runs:
                await self._keep_remarks(run)
            for run in runs:
                await self._finish(run)
        return runs

    @property
    def _has_beside(self) -> bool:
        return len(self.staged) > 2

    async def compared(self, ids: UUID) -> dict[FileName, Fates]:
        await self._connection.execute(imdb_changes.COMPARE, ids.hex, MAPPING_VERSION)
        await self._connection.execute(imdb_changes.ONE_AFTER_ANOTHER)
        await self._connection.execute("ANALYZE imdb_changes (tconst, media_item_id, turn)")
        count = await self._connection.fetchrow(imdb_changes.COUNT)
        self._turns = count["turns"]
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
            await self._connection.execute(imdb_akas.CALLED)
            await self._connection.execute(imdb_akas.TITLE_CHANGES)
        if "title.crew" in self.staged:
            await self._connection.execute(imdb_crew.CREDIT_CHANGES)
        await self._connection.execute(beside.HEARD)
        await self._connection.execute("ANALYZE imdb_title_changes, imdb_credit_changes, imdb_heard")
        await self._connection.execute(beside.HEARD_OF_NEW)
        count = await self._connection.fetchrow(beside.COUNT)
        left_out = {"called as the work itself": count["akas"] - count["called"]}
        told = msgspec.structs.replace(_fates(count, "akas", of="called"), left_out=left_out)
        used = Fates(used=count["names"])
        return {"title.akas": told, "title.crew": _fates(count, "crew"), "name.basics": used}

    async def _write(self, at: datetime, watch: Watch) -> None:
        for turn in range(1, self._turns + 1):
            await self._run(IN_TURN, watch, turn)
        await self._run(AFTER, watch)
        watch(Progress("sources"))
        await self._connection.execute(imdb_works.SOURCES, at, MAPPING_VERSION)

    async def _run(self, steps: Iterable[tuple[Step, str]], watch: Watch, *given: object) -> None:
        for step, statement in steps:
            watch(Progress(step))
            await self._connection.execute(statement, *given)

    async def _mark(self, at: datetime) -> None:
        """What is there again is no longer missing, whether the file is full or not."""
        await self._connection.execute(missing.MARK_BACK)
        if self.looked_for:
            await self._connection.execute(missing.MARK_MISSING, at)

    async def _keep_remarks(self, run: FileRun) -> None:
        keep_remarks = imdb_runs.keep_remarks(CHANGES.get(run.account.file, "imdb_changes"))
        await self._connection.execute(keep_remarks, run.id, run.account.file)

    async def _finish(self, run: FileRun) -> None:
        """Comes last: whoever wants to stop the run waits for its row."""
        counts = msgspec.json.encode({"received": run.account.lines, **run.account.counts}).decode()
        if not await self._connection.fetchval(imdb_runs.FINISH, run.id, counts, run.finished_at):
            raise LoadStopped

    async def tidy(self, accounts: Iterable[Account]) -> None:
        """The next load need not mark these rows as committed; after much news, the planner learns of it.

        A small share of dead entries is left to autovacuum: clearing them goes through whole indexes.
        """
        taken = sum(each.created + each.updated + each.unchanged for each in accounts)
        news = sum(each.created + each.updated for each in accounts)
        how = "ANALYZE" if news > taken * MUCH_NEWS else "INDEX_CLEANUP OFF"
        tables = imdb_works.CHANGED_TABLES + (beside.CHANGED_TABLES if self._has_beside else ())
        for table in tables:
            await self._connection.execute(f"VACUUM ({how}) catalog.{table}")


def _fates(count: Mapping[str, int], lines: str, of: str | None = None) -> Fates:
    created, updated = count[f"{lines}_created"], count[f"{lines}_updated"]
    return Fates(created, updated, count[of or lines] - created - updated)
