"""Reads what is stored of a source again by its present mapping, to see what changes or to change it."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain.ingestion.chunks import CHUNK_RECORDS
from domain.ingestion.errors import LostRace, RecordRejected, SourceUnknown, Unstorable
from domain.ingestion.kept import Refused
from domain.ingestion.ports import Replay
from domain.ingestion.replay_parts import Part
from domain.ingestion.rereading import Reread, Rereading, StoredRecord
from domain.ingestion.runs import BROKEN_OFF, Run
from domain.ingestion.service import ATTEMPTS, BREATH, UNSTORABLE
from domain.ingestion.views import Difference, RecordResult, ReplayReport
from domain.jobs import Job
from domain.kernel import Actor, Begin, Busy, Clock, NewId

LONGEST_SAMPLE = 200
"""Characters of a text in a sample."""


class GoOnWithReplay(Job, frozen=True):
    """Reads what is stored of a source again, for a run that was opened."""

    name: ClassVar[str] = "replay"
    run_id: UUID


class Pace(Struct):
    """How many records to take at once: fewer after a refusal, down to the culprit, and more after it."""

    limit: int
    most: int
    races: int = 0
    is_alone_refused: bool = False

    def slower(self) -> None:
        self.is_alone_refused = self.most == 1
        self.most = max(self.most // 2, 1)

    def again(self) -> None:
        self.races += 1
        if self.races == ATTEMPTS:
            raise LostRace

    def faster(self) -> None:
        self.most, self.races, self.is_alone_refused = min(self.most * 2, self.limit), 0, False


class Replaying:
    """Replays, a part at a time: each part is written and counted in one transaction, and then it stays.

    A record that the present mapping has read is not read again, so starting another replay goes on with one
    that broke off.
    """

    def __init__(
        self,
        begin: Begin[Replay],
        sources: Mapping[str, Rereading],
        new_id: NewId,
        clock: Clock,
        most: int = CHUNK_RECORDS,
    ) -> None:
        self._begin = begin
        self._sources = sources
        self._new_id = new_id
        self._clock = clock
        self._most = most

    async def start(self, source_name: str, requested_by: Actor | None, *, dry_run: bool) -> Run:
        """Open a run, for `go_on`. Raises SourceUnknown."""
        async with self._begin(requested_by) as replay:
            return await self._open(replay, source_name, requested_by, dry_run=dry_run)

    async def order(self, source_name: str, requested_by: Actor | None, *, dry_run: bool) -> Run:
        """Open a run, and have a worker go on with it. Raises SourceUnknown."""
        async with self._begin(requested_by) as replay:
            run = await self._open(replay, source_name, requested_by, dry_run=dry_run)
            await replay.jobs.enqueue(GoOnWithReplay(run.id))
        return run

    async def _open(
        self, replay: Replay, source_name: str, requested_by: Actor | None, *, dry_run: bool
    ) -> Run:
        source = self._sources.get(source_name)
        if source is None:
            raise SourceUnknown
        run = Run(
            id=self._new_id(),
            source_name=source_name,
            kind="replay",
            mapping_version=source.mapping.version,
            requested_by=requested_by.user_id if requested_by else None,
            started_at=self._clock(),
            report=ReplayReport(dry_run, await replay.waiting(source_name, source)),
        )
        await replay.open(run)
        return run

    async def go_on(self, run_id: UUID) -> AsyncGenerator[Run, None]:
        """The run after each part, until all is read or somebody stops it; an error fails the run.

        A worker that has to stop leaves it running, for the next one.
        """
        pace = Pace(self._most, self._most)
        try:
            while (run := await self._step(run_id, pace)) is not None:
                yield run
        except Exception:
            await self._fail(run_id)
            raise

    async def _step(self, run_id: UUID, pace: Pace) -> Run | None:
        """The run after the next part that could be written; nothing when it is not running any more."""
        while True:
            try:
                async with self._begin(None) as replay:
                    run = await replay.going(run_id)
                    after = run and await self._part(replay, run, pace)
            except Unstorable:
                pace.slower()
            except Busy:
                pace.again()
            else:
                pace.faster()
                return after

    async def _part(self, replay: Replay, run: Run, pace: Pace) -> Run:
        source, report = self._sources[run.source_name], _report(run)
        stored = await replay.stored(run.source_name, source, report.after, pace.most)
        if not stored:
            ended = run.ended("finished", self._clock())
            await replay.note(ended, self._clock())
            return ended
        results: list[RecordResult] = []
        differences: list[Difference] = []
        start = run.counts["received"]
        if pace.is_alone_refused:
            results.append(_refused(start, stored[0], UNSTORABLE))
        else:
            part = Part(replay, run.source_name, is_dry=report.dry_run, new_id=self._new_id)
            await part.take(await self._read(source, start, stored, results))
            results.extend(part.results)
            differences.extend(part.differences)
        counted = replace(
            run.counting(results), report=report.counting(map(_short, differences), stored[-1].external_id)
        )
        refused = [Refused(result) for result in results if result.outcome == "rejected"]
        await replay.note(counted, self._clock(), refused=refused)
        return counted

    async def _read(
        self, source: Rereading, start: int, stored: Sequence[StoredRecord], results: list[RecordResult]
    ) -> list[Reread]:
        records = []
        for index, record in enumerate(stored, start):
            if index % BREATH == 0:
                await asyncio.sleep(0)
            try:
                records.append(source.read(index, record))
            except RecordRejected as error:
                results.append(_refused(index, record, *error.problems))
        return records

    async def _fail(self, run_id: UUID) -> None:
        async with self._begin(None) as replay:
            if run := await replay.going(run_id):
                now = self._clock()
                await replay.note(run.ended("failed", now, BROKEN_OFF), now)


def _refused(index: int, record: StoredRecord, *problems: Any) -> RecordResult:
    return RecordResult(index, record.external_id, "rejected", problems=problems)


def _report(run: Run) -> ReplayReport:
    """A run that is no replay changes nothing here."""
    return run.report or ReplayReport(dry_run=True, waiting=0)


def _short(difference: Difference) -> Difference:
    return replace(difference, before=_cut(difference.before), after=_cut(difference.after))


def _cut(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_SAMPLE:
        return value[:LONGEST_SAMPLE] + "…"
    return value
