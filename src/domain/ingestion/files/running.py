"""One run of a file: its parts one after another, each kept together with how far the run is."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from domain.ingestion.deciding import Verdict
from domain.ingestion.errors import LostRace, RunStopped, Unstorable
from domain.ingestion.files.account import Tally
from domain.ingestion.files.entries import Entry, Refused
from domain.ingestion.files.ports import Credits, FileSession, FileWork, Progress, Stored
from domain.ingestion.files.reading import candidate
from domain.ingestion.files.taking import Taking, entry_id, kept
from domain.ingestion.kept import Refused as Kept
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.service import ATTEMPTS, UNSTORABLE
from domain.ingestion.views import RecordResult, RunStatus
from domain.kernel import Busy, Clock, NewId

NAMED_AT_ONCE = 1_000
SILENT: Sequence[RunStatus] = ("failed",)
"""What others say of a run that they have heard nothing of for minutes."""


class Running:
    """`progress` is what the database has of the run, at any moment."""

    def __init__(
        self,
        session: FileSession,
        mapping: SourceMapping,
        progress: Progress,
        new_id: NewId,
        clock: Clock,
    ) -> None:
        self.progress = progress
        self._clock = clock
        self._session = session
        self._mapping = mapping
        self._taking = Taking(mapping, progress.run.id, new_id)

    async def take(self, part: Sequence[Entry]) -> list[RecordResult]:
        """Take a part; gives what there is to say of its lines.

        What the database refuses is halved down to the culprit. Raises LostRace,
        FileRunActive, or RunStopped once the part is in.
        """
        try:
            return await self._commit(part)
        except Unstorable:
            if len(part) == 1:
                [entry] = part
                refused = Refused(entry_id(entry) or None, (UNSTORABLE,))
                return await self._commit([replace(entry, content=refused)])
        middle = len(part) // 2
        first = await self.take(part[:middle])
        return [*first, *await self.take(part[middle:])]

    async def bring_names(self, credits: Credits) -> bool:
        """Give names to some of the works that have none; false when all were looked at."""
        for _ in range(ATTEMPTS):
            try:
                async with self._session.begin() as work:
                    after = await self._named(work, credits)
                    if after is None:
                        return False
                    status = await self._keep(work, self.progress, after)
            except Busy:
                continue
            self.progress = after
            self._heed(status)
            return True
        raise LostRace

    async def mark_missing(self, kinds: Sequence[str]) -> int:
        """Mark what is missing of the kinds; gives how much is. Raises MarksLost."""
        async with self._session.begin() as work:
            return await work.book.mark_missing(self.progress, kinds, self._clock())

    async def finish(self) -> None:
        """End the run. Raises RunStopped."""
        run = self.progress.run
        async with self._session.begin() as work:
            await work.book.reopen(run.id, self._clock(), SILENT)
            status = await work.delivery.note(run.ended("finished", self._clock()), self._clock())
            if status != "stopped":
                await work.book.forget(run.id)
        self._heed(status)

    async def fail(self, reason: str) -> RunStatus:
        """Say that the run broke off, and why; it can go on later."""
        now = self._clock()
        async with self._session.begin() as work:
            return await work.delivery.note(self.progress.run.ended("failed", now, reason), now)

    async def _commit(self, part: Sequence[Entry]) -> list[RecordResult]:
        before = self.progress
        for _ in range(ATTEMPTS):
            try:
                async with self._session.begin() as work:
                    taken = await self._taking.take(work, part)
                    refused = kept(before.run, taken)
                    bytes_kept = before.run.kept_bytes + sum(len(each.received or b"") for each in refused)
                    tally = before.tally + taken.tally
                    run = replace(before.run, counts=tally.counts, kept_bytes=bytes_kept)
                    after = replace(before, run=run, position=part[-1].end, tally=tally)
                    status = await self._keep(work, before, after, refused)
            except Busy:
                continue
            self.progress = after
            self._heed(status)
            return list(taken.remarks)
        raise LostRace

    async def _keep(
        self, work: FileWork, before: Progress, after: Progress, refused: Sequence[Kept] = ()
    ) -> RunStatus:
        """Keep how far the run is; gives its status. One that was silent too long was only busy."""
        status = await work.delivery.note(after.run, self._clock(), refused=refused)
        if status in SILENT:
            await work.book.reopen(after.run.id, self._clock(), SILENT)
            status = "running"
        await work.book.advance(before, after)
        return status

    def _heed(self, status: RunStatus) -> None:
        if status == "stopped":
            raise RunStopped

    async def _named(self, work: FileWork, credits: Credits) -> Progress | None:
        before = self.progress
        stored = await work.book.nameless(self._mapping, before.named_until, NAMED_AT_ONCE)
        if not stored:
            return None
        keys = {key for each in stored for key in credits.keys(each.record.payload)}
        names = await self._session.names(keys)
        verdicts = [self._naming(each, credits, names) for each in stored]
        named = [verdict for verdict in verdicts if verdict.candidate.work.creators]
        await work.delivery.write(self._mapping, named)
        tally = before.tally + Tally(works_named=len(named))
        return replace(before, tally=tally, named_until=stored[-1].record.external_id)

    def _naming(self, stored: Stored, credits: Credits, names: Mapping[str, str]) -> Verdict:
        """It does not lead: what editors have corrected stays, only gaps are filled."""
        each = candidate(self._mapping, stored.record, credits, names)
        linked = replace(each, work=replace(each.work, links=()))
        return Verdict(linked, "updated", stored.media_item_id, leads=False)
