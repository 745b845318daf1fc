"""Merges what was staged of IMDb's files into the catalogue, each slice in a transaction of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from adapters.postgres.ingestion import imdb_akas, imdb_crew, imdb_runs, imdb_works
from adapters.postgres.ingestion import imdb_beside as beside
from adapters.postgres.ingestion import imdb_missing as missing
from adapters.postgres.ingestion.imdb_comparing import Comparing, has_beside
from adapters.postgres.ingestion.imdb_places import Place, Places
from adapters.postgres.ingestion.imdb_slices import Slice, Slicing
from adapters.postgres.ingestion.imdb_staged import MAPPING_VERSION, TAKE_ALL_TURNS
from domain.ingestion.imdb_files.account import Account, Fates, FileName
from domain.ingestion.imdb_files.errors import LoadStopped
from domain.ingestion.imdb_files.staging import FileRun, Merge
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


ATTEMPTS = 3
LOST_RACES = (asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)


class Merging:
    """The merge of one session. `staged` says how many lines of each file there are, `news` how many titles
    differ in a refresh; it may have `looked_for` missing titles.
    """

    def __init__(self, connection: Any, at_once: int) -> None:
        self._connection = connection
        self._at_once = at_once
        self.staged: dict[FileName, int] = {}
        self.news: int | None = None
        self.looked_for = False

    async def merge(self, merge: Merge) -> tuple[FileRun, ...]:
        merge.watch(Progress("comparing"))
        await self._connection.execute(TAKE_ALL_TURNS)
        places = Places(self._connection, merge.runs)
        place = await places.find()
        runs: tuple[FileRun, ...] = ()
        slicing = self._slicing(merge.lines)
        for each in await slicing.slices(self._connection, self.staged.keys(), place):
            place, runs = await self._merge_again(each, place, places, merge)
            if not each.is_last and each.number.bit_count() == 1:
                await self._each_changed_table("ANALYZE")
        return runs

    def _slicing(self, last: int) -> Slicing:
        taken = "imdb_titles" if self.news is None else "imdb_brief"
        if self.news is None or has_beside(self.staged):
            return Slicing(taken, self.staged["title.basics"], self._at_once, last)
        return Slicing("imdb_titles", self.news, self._at_once, last)

    async def _merge_again(
        self, each: Slice, place: Place, places: Places, merge: Merge
    ) -> tuple[Place, tuple[FileRun, ...]]:
        """Others write into the same tables; a slice that loses a race against them starts over."""
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._merge_slice(each, place, places, merge)
            except LOST_RACES:
                continue
        return await self._merge_slice(each, place, places, merge)

    async def _merge_slice(
        self, each: Slice, place: Place, places: Places, merge: Merge
    ) -> tuple[Place, tuple[FileRun, ...]]:
        watch = each.watched(merge.watch)
        async with self._connection.transaction():
            watch(Progress("comparing"))
            comparing = Comparing(self._connection, self.staged)
            fates = await comparing.changed(merge.ids, each)
            place = place.behind(each.place, fates, each.apart)
            runs = merge.close(comparing.in_all(place.fates)) if each.is_last else ()
            if any(fates[file].created or fates[file].updated for file in ("title.basics", "title.ratings")):
                await self._write(merge.at, comparing.turns, watch)
            if has_beside(self.staged):
                await self._run(BESIDE, watch)
            if each.is_last:
                await self._mark(merge.at)
            for file, run_id in merge.runs.items():
                await self._keep_remarks(file, run_id, each.is_last)
            await places.keep(place)
            if await self._connection.fetchval(imdb_runs.IS_STOPPED, list(merge.runs.values())):
                raise LoadStopped
            for run in runs:
                await self._finish(run)
        return place, runs

    async def compared(self) -> dict[FileName, Fates]:
        """What a merge of all titles would do."""
        comparing = Comparing(self._connection, self.staged)
        return comparing.in_all(await comparing.changed(UUID(int=0), Slice()))

    async def _write(self, at: datetime, turns: int, watch: Watch) -> None:
        for turn in range(1, turns + 1):
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

    async def _keep_remarks(self, file: FileName, run: UUID, is_last: bool) -> None:
        keep_remarks = imdb_runs.keep_remarks(CHANGES.get(file, "imdb_changes"))
        await self._connection.execute(keep_remarks, run, file, is_last)

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
        await self._each_changed_table(f"VACUUM ({how})")

    async def _each_changed_table(self, command: str) -> None:
        """Between slices, the planner has to learn of tables that have doubled since it last did."""
        tables = imdb_works.CHANGED_TABLES + (beside.CHANGED_TABLES if has_beside(self.staged) else ())
        for table in tables:
            await self._connection.execute(f"{command} catalog.{table}")
