"""Takes jobs as pgqueuer does, hands each to whoever carries it out, and connects again when it must."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

import asyncpg
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.executors import AbstractEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import FailingListenerError
from pgqueuer.domain.models import Context
from pgqueuer.domain.models import Job as PickedJob
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.constraints import Refusals
from adapters.postgres.jobs.held import PgHeldJob
from adapters.postgres.jobs.pgqueuer import SETTINGS, queries_by
from domain.jobs import Reason, pause_after

CarryOut = Callable[[PgHeldJob], Awaitable[None]]
"""Does a job and lets go of it; raises only when the database is away."""

LOOK_AGAIN: Final = timedelta(seconds=5)
"""A worker looks so often for jobs of workers that died; new ones wake it at once."""
RECONNECT_SECONDS: Final = 1.0
LOST: Final = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, FailingListenerError)

AWAY: Final = Reason("database-away", "The database was away.")

log: Any = structlog.get_logger()


class PgJobRunner:
    """Runs jobs, `at_once` of them (at least 2) at a time.

    A job whose worker has given no sign of life for `lost_after` is taken by another. When told to stop, it
    takes no more, and after `patience` gives back what still runs.
    """

    def __init__(
        self,
        url: str,
        engine: AsyncEngine,
        refusals: Refusals,
        *,
        at_once: int,
        lost_after: timedelta,
        patience: timedelta,
    ) -> None:
        self._url = url
        self._engine = engine
        self._refusals = refusals
        self._at_once = at_once
        self._lost_after = lost_after
        self._patience = patience
        self._leaving = False
        logging.getLogger("pgqueuer").propagate = False  # what it would say is said here, in one line each

    async def run(self, names: Collection[str], carry_out: CarryOut, stop: asyncio.Event) -> None:
        """Until told to stop, and what runs then has ended or is given back."""
        while not stop.is_set():
            try:
                await self._run_connected(names, carry_out, stop)
            except LOST as error:
                log.warning("queue lost", reason=type(error).__name__)
            if not stop.is_set():
                await self._engine.dispose()  # what is in the pool is as broken
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RECONNECT_SECONDS)

    async def _run_connected(self, names: Collection[str], carry_out: CarryOut, stop: asyncio.Event) -> None:
        connection = await asyncpg.connect(self._url, timeout=10)
        queue = QueueManager(queries_by(AsyncpgDriver(connection), SettledByHolder), channel=SETTINGS.channel)
        for name in names:
            queue.register_executor(name, _Hand(self, carry_out))
        connection.add_termination_listener(lambda _: queue.shutdown.set())
        ending = asyncio.create_task(self._end(queue, stop))
        try:
            log.info("worker takes jobs", at_once=self._at_once, worker=str(queue.queue_manager_id))
            await queue.run(
                dequeue_timeout=LOOK_AGAIN,
                batch_size=self._at_once // 2,
                max_concurrent_tasks=self._at_once,
                shutdown_on_listener_failure=True,
                heartbeat_timeout=self._lost_after,
                log_aggregation_interval=timedelta(0),
            )
        finally:
            ending.cancel()
            connection.terminate()

    async def _end(self, queue: QueueManager, stop: asyncio.Event) -> None:
        await stop.wait()
        queue.shutdown.set()
        await asyncio.sleep(self._patience.total_seconds())
        self._leaving = True
        for context in queue.job_context.values():
            context.cancellation.cancel()

    async def hand(self, picked: PickedJob, context: Context, carry_out: CarryOut) -> None:
        """Has one job carried out; stops in the middle when it was called off, or when this worker leaves."""
        held = PgHeldJob(self._engine, self._refusals, picked)
        work = asyncio.ensure_future(carry_out(held))
        with context.cancellation:
            await asyncio.wait({work})
        was_stopped = not work.done()
        try:
            if was_stopped:
                work.cancel()
                await asyncio.wait({work})
            if was_stopped and self._leaving:
                await held.give_back()
            elif not work.cancelled() and (error := work.exception()):
                raise error
        except Exception as error:
            log.warning("job left behind", job=held.name, id=held.id, reason=type(error).__name__)
            # If this fails too, the row stays, and is taken again when there was no sign of life for a while.
            with suppress(Exception):
                await held.try_again(pause_after(held.attempt), AWAY)


class _Hand(AbstractEntrypointExecutor):
    """pgqueuer's way of calling the runner. It never raises: pgqueuer would settle the job in its own way."""

    def __init__(self, runner: PgJobRunner, carry_out: CarryOut) -> None:
        super().__init__(EntrypointExecutorParameters(concurrency_limit=0, func=self._never))
        self._runner = runner
        self._carry_out = carry_out

    async def execute(self, job: PickedJob, context: Context) -> None:
        await self._runner.hand(job, context, self._carry_out)

    async def _never(self, job: PickedJob) -> None:
        raise NotImplementedError


class SettledByHolder(Queries):
    """pgqueuer's reading and writing, but for ending jobs: whoever holds one has done that already."""

    async def log_jobs(self, job_status: Any) -> None:
        """pgqueuer would delete the row, whoever holds it by now."""
