"""A run: one delivery of records, counted by outcome."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from domain.ingestion.views import RecordResult, ReplayReport, RunKind, RunStatus
from domain.kernel import DomainError, UserId

SILENCE: timedelta = timedelta(minutes=5)
"""A running run that gave no sign of life for so long is dead: its process was killed."""
BROKEN_OFF = "broken-off"
NO_SIGN_OF_LIFE = "no-sign-of-life"


def _nothing_yet() -> dict[str, int]:
    return {"received": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


class Run(Struct, frozen=True):
    """How far a delivery is; every record received is in exactly one of the other counts.

    A retry is always of a run that is none itself, and its records keep their positions there.
    """

    id: UUID
    source_name: str
    kind: RunKind
    mapping_version: int
    requested_by: UserId | None
    started_at: datetime
    status: RunStatus = "running"
    finished_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=_nothing_yet)
    reason: str | None = None
    """Stable code of why it failed."""
    retry_of: UUID | None = None
    kept_bytes: int = 0
    """Bytes of refused records that were kept for a retry, ever."""
    report: ReplayReport | None = None

    def counting(self, results: Iterable[RecordResult], kept_bytes: int = 0) -> "Run":
        fates = Counter(result.outcome for result in results)
        more: dict[str, int] = {"received": fates.total(), **{str(name): n for name, n in fates.items()}}
        counts = {name: count + more.get(name, 0) for name, count in self.counts.items()}
        return replace(self, counts=counts, kept_bytes=self.kept_bytes + kept_bytes)

    def ended(self, status: Literal["finished", "failed"], at: datetime, reason: str | None = None) -> "Run":
        return replace(self, status=status, finished_at=at, reason=reason)


def reason_of(ending: BaseException) -> str:
    """The stable code of what ended a run before its time."""
    if isinstance(ending, DomainError):
        return ending.code
    return "internal" if isinstance(ending, Exception) else BROKEN_OFF
