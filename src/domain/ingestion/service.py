"""Takes records of a source into the catalogue, each judged by itself, written many at a time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Mapping, Sequence

from domain.ingestion.deciding import Candidate, decide_all, in_waves
from domain.ingestion.errors import LostRace, RecordRejected, SourceUnknown, Unstorable
from domain.ingestion.mapping import SourceMapping, canonical
from domain.ingestion.ports import Delivery
from domain.ingestion.records import external_id_of, read_record
from domain.ingestion.runs import Run
from domain.ingestion.views import RecordResult, RunReport
from domain.kernel import Actor, Begin, Busy, Clock, NewId, Problem

CHUNK_RECORDS = 1_000
CHUNK_BYTES = 4 << 20
BREATH = 50
"""Records read in one go, before other requests get their turn."""

ATTEMPTS = 5
UNSTORABLE = Problem("/payload", "unstorable", "The database does not take a value of this record.")


class IngestRecords:
    """The one way in for pushed records: HTTP, the demo catalogue and tests alike."""

    def __init__(
        self, begin: Begin[Delivery], mappings: Mapping[str, SourceMapping], new_id: NewId, clock: Clock
    ) -> None:
        self._begin = begin
        self._mappings = mappings
        self._new_id = new_id
        self._clock = clock

    async def push(self, source_name: str, records: Iterable[bytes], requested_by: Actor | None) -> RunReport:
        """Take all records, each a JSON object {external_id, canonical_url?, fetched_at?, payload}.

        Raises SourceUnknown; a bad record is a line of the report.
        """
        run = await self.start(source_name, requested_by)
        fates = self.stream(run, _as_stream(records), requested_by)
        results = [result async for result in fates]
        counted = run.counting(results)
        return RunReport(run_id=run.id, **counted.counts, results=tuple(results))

    async def start(self, source_name: str, requested_by: Actor | None) -> Run:
        """Open a run. Raises SourceUnknown."""
        if source_name not in self._mappings:
            raise SourceUnknown
        run = Run(
            id=self._new_id(),
            source_name=source_name,
            kind="push",
            mapping_version=self._mappings[source_name].version,
            requested_by=requested_by.user_id if requested_by else None,
            started_at=self._clock(),
        )
        async with self._begin(requested_by) as delivery:
            await delivery.note(run, ())
        return run

    async def stream(
        self, run: Run, records: AsyncIterable[bytes], requested_by: Actor | None
    ) -> AsyncGenerator[RecordResult, None]:
        """The fate of each record, in order, a chunk after it was received. A broken stream fails the run."""
        index = 0
        complete = False
        try:
            async for chunk in _chunks(records):
                results = await self._take(run, index, chunk, requested_by)
                run, index = run.counting(results), index + len(chunk)
                for result in results:
                    yield result
            complete = True
        finally:
            ended = run.ended("finished" if complete else "failed", self._clock())
            async with self._begin(requested_by) as delivery:
                await delivery.note(ended, ())

    async def _take(
        self, run: Run, start: int, chunk: Sequence[bytes], actor: Actor | None
    ) -> list[RecordResult]:
        mapping = self._mappings[run.source_name]
        candidates: list[Candidate] = []
        results: list[RecordResult] = []
        for index, raw in enumerate(chunk, start):
            if index % BREATH == 0:
                await asyncio.sleep(0)
            try:
                record = read_record(index, raw, self._clock())
                candidates.append(Candidate(record, *canonical(mapping, record)))
            except RecordRejected as error:
                results.append(RecordResult(index, external_id_of(raw), "rejected", problems=error.problems))
        for wave in in_waves(candidates):
            results.extend(await self._settle(mapping, wave, actor))
        results.sort(key=lambda result: result.index)
        async with self._begin(actor) as delivery:
            await delivery.note(run.counting(results), results)
        return results

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
                    known = await delivery.known(mapping.source_name, wave)
                    verdicts = decide_all(wave, known, mapping.version, self._new_id)
                    await delivery.write(mapping, verdicts)
                return [verdict.result for verdict in verdicts]
            except Busy:
                continue
        raise LostRace


async def _as_stream(records: Iterable[bytes]) -> AsyncIterator[bytes]:
    for record in records:
        yield record


async def _chunks(records: AsyncIterable[bytes]) -> AsyncIterator[list[bytes]]:
    chunk: list[bytes] = []
    size = 0
    async for record in records:
        chunk.append(record)
        size += len(record)
        if len(chunk) == CHUNK_RECORDS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
