"""What ingestion asks of the world: a catalogue to write to, and a book of runs."""

from collections.abc import Collection, Sequence
from typing import Protocol
from uuid import UUID

from domain.ingestion.deciding import Candidate, Known, Verdict
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.rereading import Rereading, StoredRecord
from domain.ingestion.runs import Run
from domain.ingestion.views import Difference, RecordResult, RunDetail, RunView
from domain.kernel import Actor, Page


class Delivery(Protocol):
    """One transaction of a run."""

    async def known(self, source_name: str, candidates: Collection[Candidate]) -> Known:
        """What is there of these records; other deliveries of the source wait until this one ends."""

    async def write(self, mapping: SourceMapping, verdicts: Sequence[Verdict]) -> None:
        """Write what was decided. Raises LostRace, at the latest when the transaction ends, or Unstorable."""

    async def note(self, run: Run, results: Sequence[RecordResult]) -> None:
        """Keep the run as it stands now, and those of the results that need a look."""


class Replay(Delivery, Protocol):
    """One transaction of a replay."""

    async def going(self, run_id: UUID) -> Run | None:
        """The run, locked until the transaction ends; nothing when it was stopped or is not there."""

    async def waiting(self, source_name: str, source: Rereading) -> int:
        """How many records another mapping has read than the one that the source has now."""

    async def stored(
        self, source_name: str, source: Rereading, after: str, most: int
    ) -> Sequence[StoredRecord]:
        """The next of those behind that external id, in order: as many as fit into memory with ease, and one
        at least. Other deliveries of the source wait until the transaction ends.
        """

    async def differences(self, verdicts: Sequence[Verdict]) -> Sequence[Difference]:
        """What these would change, by the rules of writing and with pins held. Raises Unstorable."""

    def brings_links(self, verdict: Verdict) -> bool:
        """Whether the record names ids that nobody knew when `known` was asked."""

    async def rewrite(self, verdicts: Sequence[Verdict]) -> None:
        """Write what these say of works. Raises LostRace and Unstorable as `write` does."""

    async def mark_read(self, source_name: str, version: int, external_ids: Sequence[str]) -> None:
        """Remember which version of the mapping read these last."""


class ReplayQueue(Protocol):
    """Has replays done by whoever has time, soon."""

    async def put(self, run_id: UUID) -> None:
        """The run has been started; somebody goes on with it."""


class RunReader(Protocol):
    """What became of deliveries: a person sees their own, editors and admins see all."""

    async def runs(self, actor: Actor, limit: int, before: UUID | None) -> Page[RunView]:
        """Newest first; the page's cursor is the id of its last run."""

    async def run(self, actor: Actor, run_id: UUID) -> RunDetail:
        """Raises RunNotFound."""
