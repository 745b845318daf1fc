"""One run of a file: its parts one after another, each kept together with how far the run is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.ingestion.deciding import Verdict
from domain.ingestion.errors import LostRace, Unstorable
from domain.ingestion.files.account import Tally
from domain.ingestion.files.entries import Entry, Refused
from domain.ingestion.files.ports import Credits, FileSession, FileWork, Progress, Stored
from domain.ingestion.files.reading import candidate
from domain.ingestion.files.taking import Taking, entry_id
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.service import ATTEMPTS, UNSTORABLE
from domain.ingestion.views import RecordResult
from domain.kernel import Busy, NewId

NAMED_AT_ONCE = 1_000


class Running:
    """`progress` is what the database has of the run, at any moment."""

    def __init__(
        self, session: FileSession, mapping: SourceMapping, progress: Progress, new_id: NewId
    ) -> None:
        self.progress = progress
        self._session = session
        self._mapping = mapping
        self._taking = Taking(mapping, progress.run.id, new_id)

    async def take(self, part: Sequence[Entry]) -> list[RecordResult]:
        """Take a part; gives what there is to say of its lines.

        What the database refuses is halved down to the culprit. Raises LostRace or FileRunActive.
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
                    if after is not None:
                        await work.book.advance(self.progress, after)
            except Busy:
                continue
            self.progress = after or self.progress
            return after is not None
        raise LostRace

    async def finish(self, kinds: Sequence[str] | None, at: datetime) -> int | None:
        """End the run, and mark what is missing of the kinds. Raises MarksLost."""
        ended = self.progress.run.ended("finished", at)
        async with self._session.begin() as work:
            missing = await work.book.close(self.progress, kinds, at)
            await work.delivery.note(ended, ())
        return missing

    async def fail(self, at: datetime) -> None:
        """Say that the run broke off; it can go on later."""
        async with self._session.begin() as work:
            await work.delivery.note(self.progress.run.ended("failed", at), ())

    async def _commit(self, part: Sequence[Entry]) -> list[RecordResult]:
        before = self.progress
        for _ in range(ATTEMPTS):
            try:
                async with self._session.begin() as work:
                    taken = await self._taking.take(work, part)
                    tally = before.tally + taken.tally
                    run = replace(before.run, counts=tally.counts)
                    after = replace(before, run=run, position=part[-1].end, tally=tally)
                    await work.delivery.note(run, taken.remarks)
                    await work.book.advance(before, after)
            except Busy:
                continue
            self.progress = after
            return list(taken.remarks)
        raise LostRace

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
