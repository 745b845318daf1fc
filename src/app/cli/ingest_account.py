"""Prints the closing account of a load, for people and for programs."""

import sys

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.ingestion.files.account import Account as FileAccount
from domain.ingestion.files.account import FileReport
from domain.ingestion.files.account import Remark as FileRemark
from domain.ingestion.imdb_files.account import Account as ImdbAccount
from domain.ingestion.imdb_files.account import LoadReport
from domain.ingestion.imdb_files.account import Remark as ImdbRemark

Report = LoadReport | FileReport
Account = ImdbAccount | FileAccount
Remark = ImdbRemark | FileRemark

REMARKS_PRINTED = 20

WORDS = {
    "header": "header",
    "created": "created",
    "updated": "updated",
    "unchanged": "unchanged",
    "used": "used",
    "skipped_by_type": "skipped by type",
    "without_title": "without a title",
    "duplicate": "duplicate",
    "rejected": "rejected",
}

RARE = frozenset({"used"})
"""Columns that only some files fill: not shown while they are empty."""


def print_json(report: Report) -> None:
    """One object: `accounts` with the columns, `remarks` (the first thousand), `runs`."""
    answer = {**msgspec.to_builtins(report), "sums": {each.file: each.total for each in report.accounts}}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n")


def print_account(report: Report) -> None:
    """A table in which every line of a file is counted once, and what there is to say of single lines."""
    console = Console(soft_wrap=True)
    console.print(_table(report))
    for account in report.accounts:
        _print_parts(console, account)
    for remark in report.remarks[:REMARKS_PRINTED]:
        console.print(Text(_words(remark)))
    more = sum(each.noted + each.rejected for each in report.accounts) - REMARKS_PRINTED
    if more > 0:
        where = "--json shows more of them" if report.dry_run else "all of them are kept with the run"
        console.print(f"... and {more:,} more lines; {where}.")
    if report.resumed_after:
        console.print(f"An earlier run broke off; this one went on behind line {report.resumed_after:,}.")
    if isinstance(report, FileReport) and report.works_named:
        console.print(f"{report.works_named:,} works that were there got the names of their authors.")
    if report.missing is not None:
        console.print(f"{report.missing:,} records are missing: upstream had them once.")
    if report.dry_run:
        console.print("This was a dry run: nothing was kept.")
    for file, run in report.runs.items():
        console.print(f"Kept as run {run} ({file}).")


def _table(report: Report) -> Table:
    table = Table("lines", title="What became of every line", title_justify="left")
    for account in report.accounts:
        table.add_column(account.file, justify="right")
    for column in report.accounts[0].counts:
        if column not in RARE or any(getattr(each, column) for each in report.accounts):
            table.add_row(WORDS[column], *(f"{getattr(each, column):,}" for each in report.accounts))
    table.add_section()
    table.add_row("sum", *(f"{each.total:,}" for each in report.accounts))
    table.add_row("lines in the file", *(f"{each.lines:,}" for each in report.accounts))
    return table


def _print_parts(console: Console, account: Account) -> None:
    for name, parts in (("skipped", account.skipped_types), ("rejected", account.reasons)):
        if parts:
            largest_first = sorted(parts.items(), key=lambda part: -part[1])
            listed = ", ".join(f"{part} {count:,}" for part, count in largest_first)
            console.print(Text(f"{account.file}, {name}: {listed}"))


def _words(remark: Remark) -> str:
    said = "; ".join(f"{each.code} {each.pointer} {each.message}" for each in remark.problems)
    return f"{remark.file} line {remark.line:,}: {remark.outcome} {remark.external_id or ''}: {said}"
