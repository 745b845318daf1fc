"""What ingestion asks of the world: a catalogue to write to, a book of runs, and lists to read them from."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.deciding import Candidate, Known, Verdict
from domain.ingestion.kept import Refused
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.rereading import Rereading, StoredRecord
from domain.ingestion.runs import Run
from domain.ingestion.views import (
    Difference,
    Noted,
    RecordResult,
    RunDetail,
    RunKind,
    RunRecordView,
    RunStatus,
    RunView,
    TroubleCount,
    TroubleView,
)
from domain.jobs import JobQueue
from domain.kernel import Actor, Page


class Delivery(Protocol):
    """One transaction of a run."""

    async def known(self, source_name: str, candidates: Collection[Candidate]) -> Known:
        """What is there of these records; other deliveries of the source wait until this one ends."""

    async def write(self, mapping: SourceMapping, verdicts: Sequence[Verdict]) -> None:
        """Write what was decided. Raises LostRace, at the latest when the transaction ends, or Unstorable."""

    async def open(self, run: Run) -> None:
        """Keep a new run. Raises RetryRunning."""

    async def note(
        self, run: Run, at: datetime, results: Sequence[RecordResult] = (), refused: Sequence[Refused] = ()
    ) -> RunStatus:
        """Keep how far the run is, as a sign of life, and what needs a look; gives the status it has now.

        Somebody else may have ended the run meanwhile: then it keeps that status, and only counts change.
        """


class RunBook(Protocol):
    """One transaction on runs as such."""

    async def get(self, actor: Actor, run_id: UUID) -> Run:
        """A person's own, or any for editors. Raises RunNotFound."""

    async def stop(self, run_id: UUID, at: datetime) -> None:
        """Ends a run that is running; leaves any other as it is."""

    async def give_up(self, silent_since: datetime, at: datetime, reason: str) -> Sequence[Run]:
        """Fails running runs that were last heard of before that."""

    async def retryable(self, run_id: UUID, after: int, most: int) -> Sequence[tuple[int, bytes]]:
        """Refused records that were kept, from behind that position on, with their positions."""

    async def forget(self, ended_before: datetime) -> int:
        """Drops kept records of runs that ended before that; gives their number."""


class RunQuery(Struct, frozen=True):
    """Which runs, newest first; `before` is the last id of the page before, a requester a username."""

    limit: int
    before: UUID | None = None
    source_name: str | None = None
    kind: RunKind | None = None
    status: RunStatus | None = None
    requester: str | None = None


class RecordQuery(Struct, frozen=True):
    """Which records of a run, by position; `after` is the last position of the page before."""

    limit: int
    after: int | None = None
    outcome: Noted | None = None
    reason: str | None = None


class Replay(Delivery, Protocol):
    """One transaction of a replay."""

    @property
    def jobs(self) -> JobQueue:
        """What workers are to do once the transaction ends."""

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


class RunReader(Protocol):
    """What became of deliveries: a person sees their own, editors and admins see all."""

    async def runs(self, actor: Actor, query: RunQuery) -> Page[RunView]:
        """Newest first; the page's cursor is the id of its last run."""

    async def run(self, actor: Actor, run_id: UUID) -> RunDetail:
        """Raises RunNotFound."""

    async def records(self, actor: Actor, run_id: UUID, query: RecordQuery) -> Page[RunRecordView]:
        """The page's cursor is the position of its last record. Raises RunNotFound."""

    async def choices(self) -> tuple[Sequence[str], Sequence[str]]:
        """Sources that had runs, and usernames of those who wanted them."""


class TroubleQuery(Struct, frozen=True):
    """Which troubles, newest first; `before` is the time and id of the last one of the page before."""

    limit: int
    since: datetime
    before: tuple[datetime, UUID] | None = None
    source_name: str | None = None
    code: str | None = None
    day: date | None = None


class TroubleReader(Protocol):
    """What administrators see of troubles. Raises AdminRoleMissing where the service has no such role."""

    async def troubles(self, query: TroubleQuery) -> Sequence[TroubleView]:
        """Newest first, at most `limit`."""

    async def by_day(self, since: datetime) -> Sequence[TroubleCount]:
        """Counts of days, in UTC, and sources; days without troubles are left out."""

    async def choices(self, since: datetime) -> tuple[Sequence[str], Sequence[str]]:
        """Sources and codes that there are, in order."""


class ErrorMonths(Protocol):
    """The months that errors are kept in."""

    async def keep_in_shape(self, now: datetime) -> None:
        """Room for this month and the next two; months whose last day is 90 days ago go."""
