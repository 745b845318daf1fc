"""What those who push records see: the fate of each, and runs."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal
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


class Difference(msgspec.Struct, frozen=True):
    """What a replay makes of one field of a work."""

    media_item_id: MediaItemId
    field: str
    before: Any
    after: Any


SAMPLES = 5
"""Of each field."""


class ReplayReport(msgspec.Struct, frozen=True):
    """How far a replay is, and what it changes: in how many records' works which field, with samples.

    `waiting` is how many records another mapping had read when it began; `after` is the external id of the
    last one that was read again.
    """

    dry_run: bool
    waiting: int
    after: str = ""
    fields: dict[str, int] = {}
    samples: tuple[Difference, ...] = ()

    def counting(self, differences: Iterable[Difference], after: str) -> "ReplayReport":
        """The report with these too."""
        fields, samples = Counter(self.fields), list(self.samples)
        shown = Counter(sample.field for sample in samples)
        for each in differences:
            fields[each.field] += 1
            if shown[each.field] < SAMPLES:
                shown[each.field] += 1
                samples.append(each)
        return msgspec.structs.replace(self, after=after, fields=dict(fields), samples=tuple(samples))


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
    """A run with all its reasons, the first hundred records that need a look, and the report of a replay."""

    reasons: tuple[ReasonCount, ...]
    retryable: int
    """Refused records that a retry would take through again."""
    retries: tuple[UUID, ...]
    records: tuple[RunRecordView, ...]
    report: ReplayReport | None = None


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
