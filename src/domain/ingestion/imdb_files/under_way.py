"""The runs of a load while it is under way: they give signs of life, and stopping one stops the load."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.imdb_files.errors import LoadStopped
from domain.ingestion.runs import reason_of
from domain.kernel import Clock

BETWEEN_SIGNS = 1.0
"""Seconds."""


class LoadRuns(Protocol):
    """The runs of one load, one for each file; what is said of them is kept at once."""

    async def open(self, runs: Sequence[UUID], at: datetime) -> None:
        """Begin them."""

    async def heard(self, lines: Mapping[UUID, int], at: datetime) -> None:
        """A sign of life, and how many lines were read. Raises LoadStopped when one of them was stopped."""

    async def end(self, status: Literal["stopped", "failed"], reason: str | None, at: datetime) -> None:
        """End those that are running still."""


OpenRuns = Callable[[], AbstractAsyncContextManager[LoadRuns]]


class UnderWay:
    """A load: its runs by file, and how many lines of each were read."""

    def __init__(self, ids: Mapping[FileName, UUID], began: datetime) -> None:
        self.ids = ids
        self.began = began
        self.lines = dict.fromkeys(ids.values(), 0)
        self.is_stopped = False
        self.is_ending = False

    async def note(self, file: FileName, lines: int) -> None:
        """So many lines were read; whoever else has something to do has a turn."""
        self.lines[self.ids[file]] = lines
        await asyncio.sleep(0)


@asynccontextmanager
async def under_way(load: UnderWay, open_runs: OpenRuns, clock: Clock) -> AsyncIterator[UnderWay]:
    """Opens the runs, which end with the load when that ends before its time. Raises LoadStopped.

    Stopping a run cancels the task that is in here, so that it need not wait for a long statement.
    """
    async with open_runs() as runs:
        await runs.open(list(load.ids.values()), load.began)
        signs = asyncio.create_task(_give_signs(load, runs, clock, asyncio.current_task()))
        try:
            yield load
        except BaseException as error:
            await _end(load, signs)
            if not load.is_stopped and not isinstance(error, LoadStopped):
                with suppress(Exception):
                    await runs.end("failed", reason_of(error), clock())
                raise
            await runs.end("stopped", None, clock())
            raise LoadStopped from error
        await _end(load, signs)


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
