"""What those who push records see: the fate of each, and runs."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from domain.kernel import MediaItemId, Problem

Outcome = Literal["created", "updated", "unchanged", "rejected"]


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
    id: UUID
    source_name: str
    kind: Literal["push", "file", "connector", "replay"]
    mapping_version: int
    status: Literal["running", "finished", "failed"]
    counts: dict[str, int]
    started_at: datetime
    finished_at: datetime | None


class RunRecordView(msgspec.Struct, frozen=True):
    """A record that was refused, that points at two works, or that had to be changed."""

    position: int
    external_id: str | None
    outcome: Literal["rejected", "conflict", "noted"]
    reason: str
    problems: tuple[Problem, ...]
    media_item_id: MediaItemId | None


class RunDetail(RunView, frozen=True, kw_only=True):
    """A run with its records that need a look, the first thousand of them."""

    records: tuple[RunRecordView, ...]
