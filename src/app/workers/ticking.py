"""Looks every few seconds at what is due and at the queue, in every worker."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

import msgspec
import structlog

from domain.kernel import Busy, Clock
from domain.schedules import Occurrence, Schedule, all_due

TICK_SECONDS: Final = 15
MADE_UP_FOR: Final = timedelta(hours=26)
"""What came while no worker ran is seen to when it is no older: a whole day of times, even a long one."""

log: Any = structlog.get_logger()


class Timetable(Protocol):
    async def see_to(self, due: Sequence[tuple[Schedule, Occurrence]]) -> list[str]:
        """Asks for the jobs of times that nobody has seen to; gives the names of jobs that are new."""


class Depth(Protocol):
    async def __call__(self) -> Mapping[tuple[str, str], int]:
        """How many jobs there are of each name and status."""


class Ticking(msgspec.Struct, frozen=True):
    schedules: tuple[Schedule, ...]
    zone: ZoneInfo
    timetable: Timetable
    depth: Depth
    show_depth: Callable[[Mapping[tuple[str, str], int]], None]
    is_outage: Callable[[BaseException], bool]
    clock: Clock

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop. A database that is away is waited for."""
        while not stop.is_set():
            try:
                await self.tick()
            except Exception as error:
                if not (isinstance(error, Busy) or self.is_outage(error)):
                    raise
                log.warning("schedules not seen", reason=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TICK_SECONDS)

    async def tick(self) -> None:
        now = self.clock()
        due = all_due(self.schedules, self.zone, now - MADE_UP_FOR, now)
        for name in await self.timetable.see_to(due):
            log.info("job is due", job=name)
        self.show_depth(await self.depth())
