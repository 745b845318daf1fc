"""The runs of a load while it is under way: they give signs of life, and stopping one stops the load."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.imdb_files.errors import LoadStopped
from domain.ingestion.runs import reason_of
from domain.ingestion.service import said_of
from domain.ingestion.troubles import ErrorLog, Trouble
from domain.kernel import Clock

BETWEEN_SIGNS = 1.0
"""Seconds."""


class Opened(Struct, frozen=True):
    """The runs that are under way; they were merged before until the line `behind` of title.basics."""

    runs: Mapping[FileName, UUID]
    behind: int


class LoadRuns(Protocol):
    """The runs of one load, one for each file; what is said of them is kept at once."""

    async def open(self, digest: bytes, runs: Mapping[FileName, UUID], at: datetime) -> Opened:
        """Go on with the runs of the same load that broke off, or begin these. Raises FileRunActive.

        Runs of other loads that broke off are given up: they cannot go on any more.
        """

    async def heard(self, lines: Mapping[UUID, int], at: datetime) -> None:
        """A sign of life, and how many lines were read. Raises LoadStopped when one of them was stopped."""

    async def end(self, status: Literal["stopped", "failed"], reason: str | None, at: datetime) -> bool:
        """End those that are running still; tells whether there were some."""


OpenRuns = Callable[[], AbstractAsyncContextManager[LoadRuns]]


class UnderWay:
    """A load: its runs by file, and how many lines of each were read."""

    def __init__(self, opened: Opened, began: datetime) -> None:
        self.ids = opened.runs
        self.behind = opened.behind
        self.began = began
        self.lines = dict.fromkeys(self.ids.values(), 0)
        self.is_stopped = False
        self.is_ending = False

    async def note(self, file: FileName, lines: int) -> None:
        """So many lines were read; whoever else has something to do has a turn."""
        self.lines[self.ids[file]] = lines
        await asyncio.sleep(0)


class LoadsUnderWay:
    """Opens the runs of a load, which end with the load when that ends before its time."""

    def __init__(self, open_runs: OpenRuns, errors: ErrorLog, clock: Clock) -> None:
        self._open_runs = open_runs
        self._errors = errors
        self._clock = clock

    @asynccontextmanager
    async def __call__(self, digest: bytes, runs: Mapping[FileName, UUID]) -> AsyncIterator[UnderWay]:
        """Raises FileRunActive or LoadStopped.

        Stopping a run cancels the task that is in here, so that it need not wait for a long statement.
        """
        async with self._open_runs() as book:
            began = self._clock()
            load = UnderWay(await book.open(digest, runs, began), began)
            signs = asyncio.create_task(_give_signs(load, book, self._clock, asyncio.current_task()))
            try:
                yield load
            except BaseException as error:
                await _end(load, signs)
                if not load.is_stopped and not isinstance(error, LoadStopped):
                    with suppress(Exception):
                        await self._fail(load, book, error)
                    raise
                await book.end("stopped", None, self._clock())
                raise LoadStopped from error
            await _end(load, signs)

    async def _fail(self, load: UnderWay, book: LoadRuns, error: BaseException) -> None:
        reason = reason_of(error)
        if await book.end("failed", reason, self._clock()):
            run = load.ids["title.basics"]
            await self._errors.note(Trouble("run", "imdb", reason, said_of(error), run_id=run))


async def _give_signs(
    load: UnderWay, runs: LoadRuns, clock: Clock, loading: asyncio.Task[Any] | None
) -> None:
    while True:
        await asyncio.sleep(BETWEEN_SIGNS)
        try:
            await runs.heard(load.lines, clock())
        except LoadStopped:
            if loading and not load.is_ending:
                load.is_stopped = True
                loading.cancel()
            return


async def _end(load: UnderWay, signs: asyncio.Task[None]) -> None:
    """From here on nobody cancels the load."""
    load.is_ending = True
    loading = asyncio.current_task()
    if loading and load.is_stopped:
        loading.uncancel()
    signs.cancel()
    await asyncio.wait([signs])
