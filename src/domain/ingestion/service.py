"""Takes records of a source into the catalogue, each judged by itself, written many at a time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping, Sequence

from domain.ingestion.chunks import Numbered, as_stream, in_chunks, numbered
from domain.ingestion.deciding import Candidate, candidate_of, in_waves
from domain.ingestion.errors import (
    LostRace,
    RecordRejected,
    RunGivenUp,
    RunStopped,
    SourceUnknown,
    Unstorable,
)
from domain.ingestion.kept import keeping
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.ports import Delivery
from domain.ingestion.records import external_id_of, read_record
from domain.ingestion.runs import Run, reason_of
from domain.ingestion.settling import settled
from domain.ingestion.troubles import ErrorLog, Trouble
from domain.ingestion.views import RecordResult, RunKind, RunReport, RunStatus
from domain.kernel import Actor, Begin, Busy, Clock, DomainError, NewId, Problem

BREATH = 50
"""Records read in one go, before other requests get their turn."""

ATTEMPTS = 5
GONE = "The sender was gone before the end."
UNSTORABLE = Problem("/payload", "unstorable", "The database does not take a value of this record.")


class IngestRecords:
    """The one way in for records: pushes over HTTP, retries, the demo catalogue and tests alike."""

    def __init__(
        self,
        begin: Begin[Delivery],
        mappings: Mapping[str, SourceMapping],
        new_id: NewId,
        clock: Clock,
        errors: ErrorLog,
    ) -> None:
        self._begin = begin
        self._mappings = mappings
        self._new_id = new_id
        self._clock = clock
        self._errors = errors

    async def push(
        self,
        source_name: str,
        records: Iterable[bytes],
        requested_by: Actor | None,
        kind: RunKind = "push",
    ) -> RunReport:
        """Take all records, each a JSON object {external_id, canonical_url?, fetched_at?, payload}.

        Raises SourceUnknown, and RunStopped or RunGivenUp when the run is ended from outside; a bad record is
        a line of the report.
        """
        run = await self.start(source_name, requested_by, kind=kind)
        return await report(run, self.stream(run, as_stream(records), requested_by))

    async def start(
        self,
        source_name: str,
        requested_by: Actor | None,
        retry_of: Run | None = None,
        kind: RunKind = "push",
    ) -> Run:
        """Open a run. Raises SourceUnknown and RetryRunning."""
        if source_name not in self._mappings:
            raise SourceUnknown
        run = Run(
            id=self._new_id(),
            source_name=source_name,
            kind=retry_of.kind if retry_of else kind,
            mapping_version=self._mappings[source_name].version,
            requested_by=requested_by.user_id if requested_by else None,
            started_at=self._clock(),
            retry_of=retry_of.id if retry_of else None,
        )
        async with self._begin(requested_by) as delivery:
            await delivery.open(run)
        return run

    def stream(
        self, run: Run, records: AsyncIterable[bytes], requested_by: Actor | None
    ) -> AsyncGenerator[RecordResult, None]:
        """The fate of each record, in order, a chunk after it was received.

        An empty record stands for a pause of the sender. A broken stream fails the run; raises RunStopped or
        RunGivenUp, after the results of the last chunk, when somebody else has ended it.
        """
        return self.take(run, numbered(records), requested_by)

    async def take(
        self, run: Run, records: AsyncIterable[Numbered], requested_by: Actor | None
    ) -> AsyncGenerator[RecordResult, None]:
        """The same for records that have positions of their own."""
        ending: BaseException | None = GeneratorExit()
        try:
            async for chunk in in_chunks(records, self._clock):
                run, results, status = await self._take(run, chunk, requested_by)
                for result in results:
                    yield result
                if status != "running":
                    raise ended_by_others(status)
            ending = None
        except Exception as error:
            ending = error
            raise
        finally:
            status = await self._end(run, ending, requested_by)
        if status != "finished":
            raise ended_by_others(status)

    async def _end(self, run: Run, ending: BaseException | None, actor: Actor | None) -> RunStatus:
        """Closes a run that nobody else has closed, and notes why it failed; gives how it ended."""
        reason = reason_of(ending) if ending else None
        ended = run.ended("failed" if reason else "finished", self._clock(), reason)
        async with self._begin(actor) as delivery:
            status = await delivery.note(ended, self._clock())
        if reason and status == "failed" and not isinstance(ending, RunGivenUp):
            await self._errors.note(Trouble("run", run.source_name, reason, said_of(ending), run_id=run.id))
        return status

    async def _take(
        self, run: Run, chunk: Sequence[Numbered], actor: Actor | None
    ) -> tuple[Run, list[RecordResult], RunStatus]:
        """The run after a chunk, which may be empty, with its results and how the run stands."""
        mapping = self._mappings[run.source_name]
        candidates: list[Candidate] = []
        results: list[RecordResult] = []
        for count, (position, raw) in enumerate(chunk):
            if count % BREATH == 0:
                await asyncio.sleep(0)
            try:
                record = read_record(position, raw, self._clock())
                candidates.append(candidate_of(mapping, record))
            except RecordRejected as error:
                results.append(
                    RecordResult(position, external_id_of(raw), "rejected", problems=error.problems)
                )
        for wave in in_waves(candidates):
            results.extend(await self._settle(mapping, wave, actor))
        results.sort(key=lambda result: result.index)
        refused = keeping(run, results, dict(chunk))
        run = run.counting(results, sum(len(each.received or b"") for each in refused))
        async with self._begin(actor) as delivery:
            return run, results, await delivery.note(run, self._clock(), results, refused)

    async def _settle(
        self, mapping: SourceMapping, wave: Sequence[Candidate], actor: Actor | None
    ) -> list[RecordResult]:
        """Write a wave; one that the database refuses is halved down to the culprit."""
        try:
            return await self._write(mapping, wave, actor)
        except Unstorable:
            if len(wave) == 1:
                record = wave[0].record
                return [RecordResult(record.index, record.external_id, "rejected", problems=(UNSTORABLE,))]
        middle = len(wave) // 2
        first = await self._settle(mapping, wave[:middle], actor)
        return [*first, *await self._settle(mapping, wave[middle:], actor)]

    async def _write(
        self, mapping: SourceMapping, wave: Sequence[Candidate], actor: Actor | None
    ) -> list[RecordResult]:
        for _ in range(ATTEMPTS):
            try:
                async with self._begin(actor) as delivery:
                    return await settled(delivery, mapping, wave, self._new_id)
            except Busy:
                continue
        raise LostRace


def said_of(ending: BaseException | None) -> str:
    """The same for administrators; of an error of ours its name alone: its words may repeat a record."""
    if isinstance(ending, DomainError):
        return ending.detail
    return f"An error of the service: {type(ending).__name__}." if isinstance(ending, Exception) else GONE


def ended_by_others(status: RunStatus) -> DomainError:
    return RunStopped() if status == "stopped" else RunGivenUp()


async def report(run: Run, fates: AsyncGenerator[RecordResult, None]) -> RunReport:
    """The closing account of a run that has just been opened."""
    results = [result async for result in fates]
    return RunReport(run_id=run.id, **run.counting(results).counts, results=tuple(results))
