"""What people do with runs: stop one, or take what it refused through again."""

from collections.abc import AsyncGenerator
from uuid import UUID

from domain.ingestion.chunks import Numbered
from domain.ingestion.errors import NothingToRetry, RunNotRunning, RunStillRunning
from domain.ingestion.ports import RunBook
from domain.ingestion.runs import Run
from domain.ingestion.service import IngestRecords, report
from domain.ingestion.views import RunReport
from domain.kernel import Actor, Begin, Clock

MOST_RETRIED = 5_000
"""Records of one retry, as many as a batch has; what is left waits for the next."""

READ_AT_ONCE = 50
"""Kept records that are held in memory: a mebibyte each at worst."""


class Supervising:
    """Runs from outside: a person's own, and any for editors and admins."""

    def __init__(self, begin: Begin[RunBook], ingest: IngestRecords, clock: Clock) -> None:
        self._begin = begin
        self._ingest = ingest
        self._clock = clock

    async def stop(self, actor: Actor, run_id: UUID) -> None:
        """Ends a run: what is in stays, and its next chunk is not taken. Stopping twice is stopping once.

        Raises RunNotFound and RunNotRunning.
        """
        async with self._begin(actor) as book:
            await book.get(actor, run_id)
            await book.stop(run_id, self._clock())
            if (await book.get(actor, run_id)).status != "stopped":
                raise RunNotRunning

    async def retry(self, actor: Actor, run_id: UUID) -> RunReport:
        """Take what a run refused through again, as a run of its own; of a retry, what the first run refused.

        Raises RunNotFound, RunStillRunning, NothingToRetry, RetryRunning, SourceUnknown, and what the new run
        ends with when somebody else ends it.
        """
        async with self._begin(actor) as book:
            run = await book.get(actor, run_id)
            first = await book.get(actor, run.retry_of) if run.retry_of else run
            if first.status == "running":
                raise RunStillRunning
            if not await book.retryable(first.id, -1, 1):
                raise NothingToRetry
        again = await self._ingest.start(first.source_name, actor, retry_of=first)
        return await report(again, self._ingest.take(again, self._kept(first, actor), actor))

    async def _kept(self, run: Run, actor: Actor) -> AsyncGenerator[Numbered, None]:
        left, last = MOST_RETRIED, -1
        while left:
            async with self._begin(actor) as book:
                records = await book.retryable(run.id, last, min(left, READ_AT_ONCE))
            for record in records:
                yield record
            if not records:
                return
            left, last = left - len(records), records[-1][0]
