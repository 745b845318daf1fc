"""Asking for jobs on the connection of a unit of work, with pgqueuer's own statement."""

from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.jobs.pgqueuer import QUEUE
from domain.jobs import AT_ONCE, Job, JobId

ENQUEUE: Final = QUEUE.build_enqueue_query("skip")
"""Lists of priorities, names, payloads, delays, keys and headers."""
ALIKE: Final = 0


class PgJobQueue:
    """A queue for one unit of work: jobs are there when it commits, and are begun then."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def enqueue(self, job: Job, *, key: str | None = None, after: timedelta = AT_ONCE) -> JobId | None:
        values = ([ALIKE], [job.name], [msgspec.json.encode(job)], [after], [key], [None])
        made = (await self._connection.exec_driver_sql(ENQUEUE, values)).one_or_none()
        return None if made is None else JobId(made.id)
