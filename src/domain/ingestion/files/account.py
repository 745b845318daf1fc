"""The account of a file: every row of it stands in exactly one column, and the columns add up."""

from collections.abc import Mapping
from typing import ClassVar, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from domain.ingestion.columns import InColumns
from domain.ingestion.views import RecordResult
from domain.kernel import Problem

COLUMNS = ("header", "created", "updated", "unchanged", "skipped_by_type", "duplicate", "rejected")
KINDS = 50
"""Kinds of skipped lines that are counted one by one."""


class Tally(Struct, frozen=True, omit_defaults=True):
    """Rows by what became of them, until somewhere in the file; kept with that place.

    `seen` is the number of different ids so far, `new_names` how many names were new or had changed,
    `cut` is 1 when the last row has no end.
    """

    rows: int = 0
    header: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    noted: int = 0
    seen: int = 0
    new_names: int = 0
    works_named: int = 0
    cut: int = 0
    skipped: dict[str, int] = {}
    rejected: dict[str, int] = {}

    def __add__(self, more: "Tally") -> "Tally":
        numbers = {
            name: value + getattr(more, name)
            for name, value in msgspec.structs.asdict(self).items()
            if isinstance(value, int)
        }
        skipped, rejected = _sum(self.skipped, more.skipped), _sum(self.rejected, more.rejected)
        return Tally(**numbers, skipped=skipped, rejected=rejected)

    @property
    def counts(self) -> dict[str, int]:
        """The columns, in order."""
        parts = {"skipped_by_type": sum(self.skipped.values()), "rejected": sum(self.rejected.values())}
        return {column: parts[column] if column in parts else getattr(self, column) for column in COLUMNS}


class Remark(Struct, frozen=True):
    """A line that was refused, or taken with a change; `line` counts from 1, the header included."""

    file: str
    line: int
    external_id: str | None
    outcome: Literal["rejected", "noted"]
    problems: tuple[Problem, ...]


class Account(InColumns, frozen=True):
    """Rows of a file by what became of them; `noted` ones are among those taken or duplicate."""

    columns: ClassVar = COLUMNS

    file: str
    lines: int
    header: int
    created: int
    updated: int
    unchanged: int
    skipped_by_type: int
    duplicate: int
    rejected: int
    noted: int
    skipped_types: Mapping[str, int]
    reasons: Mapping[str, int]


class FileReport(Struct, frozen=True):
    """What a run of a file did, from its beginning: runs that broke off and went on are one.

    `resumed_after` is the line that the last attempt began behind. `remarks` are the first ones of that
    attempt; all of them are kept with the run, which there is none of after a dry run. `works_named` got the
    names of their makers from this file, `missing` records are gone from upstream (null: was not asked).
    """

    dry_run: bool
    accounts: tuple[Account, ...]
    remarks: tuple[Remark, ...]
    runs: Mapping[str, UUID]
    resumed_after: int
    works_named: int
    missing: int | None


class DoesNotAddUp(Exception):
    """A row has vanished or was counted twice: a mistake of ours."""


def close(file: str, tally: Tally) -> Account:
    """Raises DoesNotAddUp."""
    account = Account(
        file=file,
        lines=tally.rows,
        noted=tally.noted,
        skipped_types=tally.skipped,
        reasons=tally.rejected,
        **tally.counts,
    )
    if account.total != tally.rows:
        raise DoesNotAddUp(f"{file} has {tally.rows} rows, and {account.total} are accounted for")
    return account


def remark(file: str, result: RecordResult) -> Remark:
    """What there is to say of one line."""
    outcome: Literal["rejected", "noted"] = "rejected" if result.outcome == "rejected" else "noted"
    return Remark(file, result.index, result.external_id, outcome, result.problems)


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Both together; of too many kinds the later ones are counted as others."""
    both = dict(one)
    for name, count in other.items():
        known = name if name in both or len(both) < KINDS else "others"
        both[known] = both.get(known, 0) + count
    return both
