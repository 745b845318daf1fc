"""A job that a worker holds, and the ways to let go of it: each counts only while that worker holds it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from pgqueuer.domain.models import Job as PickedJob
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.postgres.constraints import Refusals
from adapters.postgres.transactions import PgTransactions
from domain.jobs import JobId, JobLost, Reason
from domain.kernel import Actor

# pgqueuer's own statements go by the id alone. A worker that was silent for too long, and whose job another
# one has by now, would end that one's job with them.
HELD: Final = "id = :id AND status = 'picked' AND queue_manager_id = :holder"
LOG: Final = "INSERT INTO jobs.pgqueuer_log (job_id, status, entrypoint, priority, traceback)"
FINISH: Final = text(f"""
    WITH done AS (DELETE FROM jobs.pgqueuer WHERE {HELD} RETURNING id, entrypoint, priority)
    {LOG} SELECT id, 'successful', entrypoint, priority, NULL FROM done RETURNING job_id
""")  # noqa: S608
PUT_BACK: Final = text(f"""
    WITH back AS (
        UPDATE jobs.pgqueuer SET status = 'queued', queue_manager_id = NULL, updated = now(),
            execute_after = now() + CAST(:after AS interval), attempts = attempts + :tried
        WHERE {HELD} RETURNING id, entrypoint, priority
    )
    {LOG} SELECT id, 'queued', entrypoint, priority, CAST(:reason AS jsonb) FROM back
""")  # noqa: S608
FAIL: Final = text(f"""
    WITH failed AS (
        UPDATE jobs.pgqueuer SET status = 'failed', queue_manager_id = NULL, updated = now(),
            attempts = attempts + 1
        WHERE {HELD} RETURNING id, entrypoint, priority
    )
    {LOG} SELECT id, 'failed', entrypoint, priority, CAST(:reason AS jsonb) FROM failed
""")  # noqa: S608
TAKEN: Final = text("""
    SELECT count(*) FROM jobs.pgqueuer_log
    WHERE job_id = :id AND status = 'picked' AND id > (
        SELECT max(id) FROM jobs.pgqueuer_log WHERE job_id = :id AND status = 'queued'
    )
""")


class PgHeldJob:
    """`attempt` is the number of this attempt, from 1."""

    def __init__(self, engine: AsyncEngine, refusals: Refusals, picked: PickedJob) -> None:
        self._engine = engine
        self._mine: dict[str, Any] = {"id": picked.id, "holder": picked.queue_manager_id}
        self.id = JobId(picked.id)
        self.name = str(picked.entrypoint)
        self.payload = picked.payload or b"{}"
        self.attempt = picked.attempts + 1
        self.finishing = FinishingTransactions(engine, refusals, self)
        self.is_finished = False

    async def times_taken(self) -> int:
        """By how many workers it was taken, one after another, since it was last put into the queue."""
        async with self._engine.connect() as connection:
            return int(await connection.scalar(TAKEN, {"id": self.id}) or 0)

    async def finish_on(self, connection: AsyncConnection) -> None:
        """Ends the job with the transaction. Raises JobLost, which has to roll it back."""
        if (await connection.execute(FINISH, self._mine)).one_or_none() is None:
            raise JobLost

    async def finish(self) -> None:
        """Ends the job, unless the work did already. Raises JobLost."""
        if not self.is_finished:
            async with self.finishing.open(None):
                pass

    async def try_again(self, after: timedelta, reason: Reason) -> None:
        await self._let_go(PUT_BACK, after=after, tried=1, reason=self._told(reason))

    async def fail(self, reason: Reason) -> None:
        await self._let_go(FAIL, reason=self._told(reason))

    async def give_back(self) -> None:
        """Into the queue as if it had not been taken."""
        await self._let_go(PUT_BACK, after=timedelta(0), tried=0, reason=None)

    async def _let_go(self, statement: Any, **values: Any) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(statement, self._mine | values)

    def _told(self, reason: Reason) -> str:
        """In the shape in which pgqueuer's own tools read it."""
        told = {
            "job_id": self.id,
            "timestamp": datetime.now(UTC),
            "exception_type": reason.code,
            "exception_message": reason.message,
            "traceback": "",
            "additional_context": None,
        }
        return msgspec.json.encode(told).decode()


class FinishingTransactions(PgTransactions):
    """The one transaction that finishes a job: its effect and its end are there together or not at all."""

    def __init__(self, engine: AsyncEngine, refusals: Refusals, held: PgHeldJob) -> None:
        super().__init__(engine, refusals)
        self._held = held

    @asynccontextmanager
    async def open(self, actor: Actor | None) -> AsyncIterator[AsyncConnection]:
        """As ever; besides, raises JobLost on leaving when the job is not this worker's any more."""
        if self._held.is_finished:
            raise RuntimeError("A job is finished by one unit of work.")
        async with super().open(actor) as connection:
            yield connection
            await self._held.finish_on(connection)
        self._held.is_finished = True
