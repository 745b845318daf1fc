"""The closing account: every line of a file stands in exactly one column, and the columns add up."""

from collections.abc import Mapping
from typing import ClassVar, Literal
from uuid import UUID

from msgspec import Struct

from domain.ingestion.columns import InColumns
from domain.kernel import Problem

FileName = Literal["title.basics", "title.ratings", "title.akas", "title.crew", "name.basics"]
Outcome = Literal["rejected", "noted"]

COLUMNS = (
    "header",
    "created",
    "updated",
    "unchanged",
    "used",
    "skipped_by_type",
    "without_title",
    "duplicate",
    "rejected",
)

REASONS = 50
"""Kinds of skipped titles that are counted one by one; real files have about a dozen."""


class Remark(Struct, frozen=True):
    """A line that was refused, or taken with a change; `line` counts from 1, the header included."""

    file: FileName
    line: int
    external_id: str | None
    outcome: Outcome
    problems: tuple[Problem, ...]


class Tally:
    """Counts lines while a file is read; those that were staged have no outcome yet."""

    def __init__(self) -> None:
        self.header = 0
        self.staged = 0
        self.skipped: dict[str, int] = {}
        self.without_title = 0
        self.duplicate = 0
        self.rejected: dict[str, int] = {}
        self.noted = 0

    def skip(self, reason: str) -> None:
        known = reason in self.skipped or len(self.skipped) < REASONS
        named = reason[:40] if known else "others"
        self.skipped[named] = self.skipped.get(named, 0) + 1

    def reject(self, reason: str) -> None:
        self.rejected[reason] = self.rejected.get(reason, 0) + 1


class Fates(Struct, frozen=True):
    """What became of the staged lines of one file; those left out are skipped, by reason."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    used: int = 0
    left_out: Mapping[str, int] = {}

    def __add__(self, more: "Fates") -> "Fates":
        """Those of two slices; what is left out is known at the end alone."""
        return Fates(
            self.created + more.created,
            self.updated + more.updated,
            self.unchanged + more.unchanged,
            self.used + more.used,
        )


class Account(InColumns, frozen=True):
    """Lines of one file by what became of them. A rating's line shares the fate of its title.

    Lines of the other files tell whether they changed what a title is called or who made it; a name is `used`
    when a crew has it. `skipped_by_type` also counts what the catalogue does not take from these files.

    `noted` lines are among those taken or duplicate; `skipped_types` and `reasons` say more of two columns.
    """

    columns: ClassVar = COLUMNS

    file: FileName
    lines: int
    header: int
    created: int
    updated: int
    unchanged: int
    used: int
    skipped_by_type: int
    without_title: int
    duplicate: int
    rejected: int
    noted: int
    skipped_types: Mapping[str, int]
    reasons: Mapping[str, int]


class LoadReport(Struct, frozen=True):
    """What a load did. `remarks` are the first ones; all of them are kept with the runs.

    `runs` has the run of each file; it is empty after a dry run, which keeps nothing. `missing` titles are in
    the catalogue and not in title.basics; null when that was not asked, or the file ends in the middle.
    A load that broke off before was merged until the line `resumed_after` of title.basics; else that is 0.
    """

    dry_run: bool
    accounts: tuple[Account, ...]
    remarks: tuple[Remark, ...]
    runs: Mapping[FileName, UUID]
    missing: int | None
    resumed_after: int = 0


class DoesNotAddUp(Exception):
    """A line has vanished or was counted twice: a mistake of ours, after which the load is not finished."""


def close(file: FileName, lines: int, tally: Tally, fates: Fates) -> Account:
    """The account of a file of so many lines. Raises DoesNotAddUp."""
    skipped = {**tally.skipped, **{reason: count for reason, count in fates.left_out.items() if count}}
    account = Account(
        file=file,
        lines=lines,
        header=tally.header,
        created=fates.created,
        updated=fates.updated,
        unchanged=fates.unchanged,
        used=fates.used,
        skipped_by_type=sum(skipped.values()),
        without_title=tally.without_title,
        duplicate=tally.duplicate,
        rejected=sum(tally.rejected.values()),
        noted=tally.noted,
        skipped_types=skipped,
        reasons=tally.rejected,
    )
    if account.total != lines:
        raise DoesNotAddUp(f"{file} has {lines} lines, and {account.total} are accounted for")
    return account
