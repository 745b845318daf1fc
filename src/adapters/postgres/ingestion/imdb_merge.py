"""Merges what was staged of IMDb's files into the catalogue, each slice in a transaction of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from adapters.postgres.ingestion import imdb_akas, imdb_changes, imdb_crew, imdb_runs, imdb_works
from adapters.postgres.ingestion import imdb_beside as beside
from adapters.postgres.ingestion import imdb_missing as missing
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
        self._turns = 0

    async def merge(self, merge: Merge) -> tuple[FileRun, ...]:
        merge.watch(Progress("comparing"))
        await self._connection.execute(TAKE_ALL_TURNS)
        places = Places(self._connection, merge.runs)
        place = await places.find()
        runs: tuple[FileRun, ...] = ()
        slicing = self._slicing(merge.lines)
        for each in await slicing.slices(self._connection, self.staged.keys(), place):
            place, runs = await self._merge_again(each, place, places, merge)
        return runs

    def _slicing(self, last: int) -> Slicing:
        taken = "imdb_titles" if self.news is None else "imdb_brief"
        if self.news is None or self._has_beside:
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
            fates = await self._compared(merge.ids, each)
            place = place.behind(each.place, fates, each.apart)
            runs = merge.close(self._in_all(place.fates)) if each.is_last else ()
            if any(fates[file].created or fates[file].updated for file in ("title.basics", "title.ratings")):
                await self._write(merge.at, watch)
            if self._has_beside:
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

    @property
    def _has_beside(self) -> bool:
        return len(self.staged) > 2

    async def compared(self) -> dict[FileName, Fates]:
        """All titles at once."""
        return self._in_all(await self._compared(UUID(int=0), Slice()))

    def _in_all(self, fates: Mapping[FileName, Fates]) -> dict[FileName, Fates]:
        """What no slice has changed is unchanged; a title elsewhere that was not looked at was left out."""
        return {file: rest(file, fates.get(file, Fates()), staged) for file, staged in self.staged.items()}

    async def _compared(self, ids: UUID, each: Slice) -> dict[FileName, Fates]:
        await self._connection.execute(imdb_changes.COMPARE, ids.hex, MAPPING_VERSION, *each.given)
        await self._connection.execute(imdb_changes.ONE_AFTER_ANOTHER)
        await self._connection.execute("ANALYZE imdb_changes (tconst, media_item_id, turn)")
        count = await self._connection.fetchrow(imdb_changes.COUNT)
        self._turns = count["turns"]
        fates: dict[FileName, Fates] = {
            "title.basics": changed(count, "titles"),
            "title.ratings": changed(count, "ratings"),
        }
        return fates | (await self._compared_beside(each) if self._has_beside else {})

    async def _compared_beside(self, each: Slice) -> dict[FileName, Fates]:
        await self._connection.execute(beside.CHANGES)
        await self._connection.execute(beside.WORKS, *each.given)
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
        akas = changed(count, "akas")
        told = Fates(akas.created, akas.updated, count["called"] - akas.created - akas.updated)
        return {"title.akas": told, "title.crew": changed(count, "crew")}

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
        tables = imdb_works.CHANGED_TABLES + (beside.CHANGED_TABLES if self._has_beside else ())
        for table in tables:
            await self._connection.execute(f"VACUUM ({how}) catalog.{table}")


def changed(count: Mapping[str, int], lines: str) -> Fates:
    return Fates(count[f"{lines}_created"], count[f"{lines}_updated"])


def rest(file: FileName, fates: Fates, staged: int) -> Fates:
    """With the fate of those staged lines that have none yet."""
    left = staged - fates.created - fates.updated - fates.unchanged
    if file == "name.basics":
        return Fates(used=staged)
    if file == "title.akas":
        return msgspec.structs.replace(fates, left_out={"called as the work itself": left})
    return msgspec.structs.replace(fates, unchanged=left)
