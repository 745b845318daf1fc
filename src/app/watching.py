"""Looks, while the service runs, for runs of records whose process died and could not say so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import structlog

from app.http.failures import account_of
from domain.ingestion.housekeeping import Housekeeping
from domain.kernel import Clock

EVERY: Final = 60.0
"""Seconds from one look to the next."""

log: Any = structlog.get_logger()


@asynccontextmanager
async def watching_runs(
    housekeeping: Housekeeping, clock: Clock, every: float = EVERY
) -> AsyncIterator[None]:
    """At once, and then every minute, until the block is left."""
    watching = asyncio.create_task(_watch(housekeeping, clock, every))
    yield
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def _watch(housekeeping: Housekeeping, clock: Clock, every: float) -> None:
    while True:
        try:
            await housekeeping.give_up_silent_runs(clock())
        except Exception as error:  # a database that is away is asked again
            log.warning("silent runs not looked for", **account_of(error))
        await asyncio.sleep(every)
