"""What those who push records see: the fate of each, and runs."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from domain.kernel import MediaItemId, Problem

Outcome = Literal["created", "updated", "unchanged", "rejected"]
RunKind = Literal["push", "file", "connector", "replay"]
RunStatus = Literal["running", "finished", "failed", "stopped"]
Noted = Literal["rejected", "conflict", "noted"]
Retry = Literal["possible", "taken", "too-large", "unreadable", "no-room", "expired", "original"]
"""Whether a refused record can be taken through again: `possible`; `taken` by a retry already; `original`: it
is a retry's, and the run that was retried keeps it; or why its bytes are not there (any more)."""


class RecordResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one record; `problems` of a record that was taken say what had to be left out."""

    index: int
    external_id: str | None
    outcome: Outcome
    media_item_id: MediaItemId | None = None
    problems: tuple[Problem, ...] = ()


class RunReport(msgspec.Struct, frozen=True):
    """The closing account of a push: every record received is in exactly one count."""

    run_id: UUID
    received: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    results: tuple[RecordResult, ...]


class RunView(msgspec.Struct, frozen=True):
    """A delivery. `reason` is the code of why it failed; `retry_of` the run whose records it takes again."""

    id: UUID
    source_name: str
    kind: RunKind
    mapping_version: int
    status: RunStatus
    reason: str | None
    counts: dict[str, int]
    requested_by: str | None
    """Username; null for the operator at the command line and for erased people."""
    retry_of: UUID | None
    started_at: datetime
    heard_at: datetime
    finished_at: datetime | None
    duration_seconds: float


class RunRecordView(msgspec.Struct, frozen=True):
    """A record that was refused, that points at two works, or that had to be changed."""

    position: int
    external_id: str | None
    outcome: Noted
    reason: str
    problems: tuple[Problem, ...]
    media_item_id: MediaItemId | None
    retry: Retry | None


class ReasonCount(msgspec.Struct, frozen=True):
    """How many records of a run met that outcome for that reason."""

    outcome: Noted
    reason: str
    count: int


class RunDetail(RunView, frozen=True, kw_only=True):
    """A run with all its reasons counted, and the first hundred records that need a look."""

    reasons: tuple[ReasonCount, ...]
    retryable: int
    """Refused records that a retry would take through again."""
    retries: tuple[UUID, ...]
    records: tuple[RunRecordView, ...]


class TroubleView(msgspec.Struct, frozen=True):
    """Something that went wrong with an upstream, or in a run beyond single records."""

    id: UUID
    at: datetime
    kind: Literal["run", "upstream"]
    source_name: str
    host: str | None
    code: str
    message: str
    run_id: UUID | None


class TroubleCount(msgspec.Struct, frozen=True):
    """How many troubles a source had on a day, in UTC."""

    day: date
    source_name: str
    count: int
