"""What ingestion asks of the world: a catalogue to write to, and a book of runs."""

from collections.abc import Collection, Sequence
from typing import Protocol
from uuid import UUID

from domain.ingestion.deciding import Candidate, Known, Verdict
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.runs import Run
from domain.ingestion.views import RecordResult, RunDetail, RunView
from domain.kernel import Actor, Page


class Delivery(Protocol):
    """One transaction of a run."""

    async def known(self, source_name: str, candidates: Collection[Candidate]) -> Known:
        """What is there of these records; other deliveries of the source wait until this one ends."""

    async def write(self, mapping: SourceMapping, verdicts: Sequence[Verdict]) -> None:
        """Write what was decided. Raises LostRace, at the latest when the transaction ends, or Unstorable."""

    async def note(self, run: Run, results: Sequence[RecordResult]) -> None:
        """Keep the run as it stands now, and those of the results that need a look."""


class RunReader(Protocol):
    """What became of deliveries: a person sees their own, editors and admins see all."""

    async def runs(self, actor: Actor, limit: int, before: UUID | None) -> Page[RunView]:
        """Newest first; the page's cursor is the id of its last run."""

    async def run(self, actor: Actor, run_id: UUID) -> RunDetail:
        """Raises RunNotFound."""
