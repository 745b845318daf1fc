"""A run: one delivery of records, counted by outcome."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from domain.ingestion.views import RecordResult
from domain.kernel import UserId

RunKind = Literal["push", "file", "connector", "replay"]
"""How records came: sent to us, from a file, asked for, or kept from before."""


def _nothing_yet() -> dict[str, int]:
    return {"received": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


class Run(Struct, frozen=True):
    """How far a delivery is; every record received is in exactly one of the other counts."""

    id: UUID
    source_name: str
    kind: RunKind
    mapping_version: int
    requested_by: UserId | None
    started_at: datetime
    status: Literal["running", "finished", "failed"] = "running"
    finished_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=_nothing_yet)

    def counting(self, results: Iterable[RecordResult]) -> "Run":
        fates = Counter(result.outcome for result in results)
        more: dict[str, int] = {"received": fates.total(), **{str(name): n for name, n in fates.items()}}
        return replace(self, counts={name: count + more.get(name, 0) for name, count in self.counts.items()})

    def ended(self, status: Literal["finished", "failed"], at: datetime) -> "Run":
        return replace(self, status=status, finished_at=at)
