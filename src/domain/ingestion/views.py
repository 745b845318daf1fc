"""What those who push records see: the fate of each, and runs."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
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
    outcome: Literal["rejected", "conflict", "noted"]
    reason: str
    problems: tuple[Problem, ...]
    media_item_id: MediaItemId | None


class RunDetail(RunView, frozen=True, kw_only=True):
    """A run with its records that need a look, the first thousand of them; a replay has a report."""

    records: tuple[RunRecordView, ...]
    report: ReplayReport | None = None
