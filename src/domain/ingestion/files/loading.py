"""Loads a file of records into the catalogue; a run that broke off goes on where it was."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from domain.ingestion.errors import FileUnreadable, SourceUnknown
from domain.ingestion.files.account import FileReport, Remark, Tally, close, remark
from domain.ingestion.files.entries import FileIdentity, RecordFile
from domain.ingestion.files.ports import Credits, FileSession, OpenSession, Progress
from domain.ingestion.files.reading import Preparing, one_ahead
from domain.ingestion.files.running import Running
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.progress import Progress as Shown
from domain.ingestion.progress import Watch
from domain.ingestion.runs import Run, reason_of
from domain.ingestion.service import said_of
from domain.ingestion.troubles import ErrorLog, Trouble
from domain.kernel import Clock, NewId

REMARKS_SHOWN = 1_000
WHOLE_SOURCE = ("%",)


class FileOrder(Struct, frozen=True):
    """Which file to load, and how. `full`: it holds all there is of its kinds, so what it lacks is gone."""

    source_name: str
    file: RecordFile
    full: bool = False
    restart: bool = False
    dry_run: bool = False


class LoadFile:
    """The use case. `credits` and `kinds` are by source: where names of makers have to be looked up, and
    patterns of the ids of each kind of record.
    """

    def __init__(
        self,
        sessions: OpenSession,
        mappings: Mapping[str, SourceMapping],
        credits: Mapping[str, Credits],
        kinds: Mapping[str, Sequence[str]],
        clock: Clock,
        new_id: NewId,
        errors: ErrorLog,
    ) -> None:
        self._errors = errors
        self._sessions = sessions
        self._mappings = mappings
        self._credits = credits
        self._kinds = kinds
        self._clock = clock
        self._new_id = new_id

    async def __call__(self, order: FileOrder, watch: Watch) -> FileReport:
        """Raises SourceUnknown, FileUnreadable, WrongFile, FileRunActive, MarksLost, RunStopped or
        LostRace.

        What was taken before an error stays taken; the same order goes on from there.
        """
        mapping = self._mappings.get(order.source_name)
        if mapping is None:
            raise SourceUnknown
        identity = order.file.identity()
        async with self._sessions(mapping.source_name, identity, order.dry_run) as session:
            running = await self._begun(session, order, mapping)
            try:
                return await self._run(session, running, order, identity, mapping, watch)
            except BaseException as error:
                with suppress(Exception):
                    await self._fail(running, error)
                raise

    async def _begun(self, session: FileSession, order: FileOrder, mapping: SourceMapping) -> Running:
        earlier = None if order.restart else await session.unfinished()
        now = self._clock()
        if earlier and earlier.run.mapping_version == mapping.version:
            run = replace(earlier.run, status="running", reason=None, finished_at=None)
            async with session.begin() as work:
                await work.book.reopen(run.id, now, ("failed", "stopped"))
            return Running(session, mapping, replace(earlier, run=run), self._new_id, self._clock)
        await session.abandon_others(now)
        progress = Progress(
            Run(
                id=self._new_id(),
                source_name=mapping.source_name,
                kind="file",
                mapping_version=mapping.version,
                requested_by=None,
                started_at=now,
                counts=Tally().counts,
            )
        )
        async with session.begin() as work:
            await work.delivery.open(progress.run)
            await work.book.advance(progress, progress)
        return Running(session, mapping, progress, self._new_id, self._clock)

    async def _run(
        self,
        session: FileSession,
        running: Running,
        order: FileOrder,
        identity: FileIdentity,
        mapping: SourceMapping,
        watch: Watch,
    ) -> FileReport:
        began = running.progress.position
        credits = self._credits.get(mapping.source_name)
        preparing = Preparing(session, mapping, credits)
        shown: list[Remark] = []
        entries = order.file.entries(began, self._clock())
        try:
            async with one_ahead(preparing.parts(entries)) as parts:
                async for part in parts:
                    for result in await running.take(part):
                        if len(shown) < REMARKS_SHOWN:
                            shown.append(remark(identity.name, result))
                    rows = running.progress.tally.rows
                    watch(Shown("records", rows, part[-1].bytes_read, identity.size))
        except FileUnreadable as broken:
            raise FileUnreadable(f"{broken.detail} {_taken(running)}") from broken
        await self._bring_names(running, credits, watch)
        missing = await self._finish(running, order, watch)
        progress = running.progress
        return FileReport(
            dry_run=order.dry_run,
            accounts=(close(identity.name, progress.tally),),
            remarks=tuple(shown),
            runs={} if order.dry_run else {identity.name: progress.run.id},
            resumed_after=began.line,
            works_named=progress.tally.works_named,
            missing=missing,
        )

    async def _bring_names(self, running: Running, credits: Credits | None, watch: Watch) -> None:
        if credits and running.progress.tally.new_names:
            watch(Shown("naming"))
            while await running.bring_names(credits):
                watch(Shown("naming", running.progress.tally.works_named))

    async def _finish(self, running: Running, order: FileOrder, watch: Watch) -> int | None:
        """A file that ends in the middle of a line is not full, whatever was said of it."""
        full = order.full and not running.progress.tally.cut
        missing = None
        if full:
            watch(Shown("missing"))
            missing = await running.mark_missing(self._kinds.get(order.source_name, WHOLE_SOURCE))
        await running.finish()
        return missing

    async def _fail(self, running: Running, error: BaseException) -> None:
        """Stopping is no failure; anything else is noted for administrators."""
        run, reason = running.progress.run, reason_of(error)
        if await running.fail(reason) == "failed":
            await self._errors.note(Trouble("run", run.source_name, reason, said_of(error), run_id=run.id))


def _taken(running: Running) -> str:
    line = running.progress.position.line
    return f"What came before line {line + 1:,} was taken." if line else "Nothing of it was taken."
