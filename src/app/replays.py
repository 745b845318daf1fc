"""Does replays in this process, beside its other work; one that is cut off is gone on with by the next."""

import asyncio
import logging
from uuid import UUID

from domain.ingestion.replaying import Replaying

log = logging.getLogger(__name__)


class ReplaysHere:
    """The port ReplayQueue."""

    def __init__(self, replaying: Replaying) -> None:
        self._replaying = replaying
        self._tasks: set[asyncio.Task[None]] = set()

    async def put(self, run_id: UUID) -> None:
        task = asyncio.create_task(self._go_on(run_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Break off what is not done; what was read stays read."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _go_on(self, run_id: UUID) -> None:
        try:
            async for _ in self._replaying.go_on(run_id):
                pass
        except Exception:
            log.exception("The replay %s broke off.", run_id)
