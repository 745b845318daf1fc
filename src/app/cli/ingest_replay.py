"""`media-menu ingest replay`: what is stored of a source, read again by its present mapping."""

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import click

from app.settings import CannotRun, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.ingestion.runs import Run

LONGEST = 60
"""Characters of a value on the terminal."""


class ReplayRefused(CannotRun):
    """The replay could not be done, or not to its end; what it read stays read."""


@click.command()
@click.option("--source", "source_name", required=True, help="Whose payloads: imdb, tmdb, openlibrary ...")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="The run and its report as JSON.")
def replay(source_name: str, dry_run: bool, as_json: bool) -> None:
    """Read stored payloads again by the mapping that their source has now.

    A work changes where a new record with the same payload would change it; pinned values hold. Records that
    this mapping has read already are left out, so a replay that was stopped is gone on with by another.
    """
    from app.cli.progress import progress
    from app.database import shared_database

    with shared_database(read_settings(os.environ)) as ready, progress("Reading again") as show:
        run = replayed(ready.worker_database_url, source_name, dry_run, show)
    (print_json if as_json else print_report)(run)
    if run.status != "finished":
        raise ReplayRefused("The replay was stopped before its end; start it again to go on.")


def replayed(url: str, source_name: str, dry_run: bool, show: "Callable[[int, int], None]") -> "Run":
    """The run as it ended. Raises ReplayRefused, or DatabaseUnavailable."""
    import asyncpg
    from sqlalchemy.exc import DBAPIError

    from app.database import DatabaseUnavailable
    from domain.kernel import DomainError

    try:
        return asyncio.run(_replayed(url, source_name, dry_run, show))
    except DomainError as refusal:
        raise ReplayRefused(refusal.detail) from refusal
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, DBAPIError) as error:
        raise DatabaseUnavailable(f"The replay broke off; start it again to go on: {error}") from error


async def _replayed(url: str, source_name: str, dry_run: bool, show: "Callable[[int, int], None]") -> "Run":
    from app.services import connected, make_replaying

    async with connected(url) as engine:
        replaying = make_replaying(engine)
        started = run = await replaying.start(source_name, None, dry_run=dry_run)
        waiting = started.report.waiting if started.report else 0
        async for run in replaying.go_on(started.id):
            show(run.counts["received"], waiting)
        return run


def print_json(run: "Run") -> None:
    """One object: the run, with its report."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(run), indent=2).decode() + "\n")


def print_report(run: "Run") -> None:
    """How many records were read and what came of them, then each field with samples."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, report = Console(soft_wrap=True), run.report
    console.print(", ".join(f"{name} {count:,}" for name, count in run.counts.items() if name != "created"))
    if report is None or not report.fields:
        console.print("No field of any work changes.")
        return
    table = Table("field", title="Works that change, by field", title_justify="left")
    for heading in ("works", "before", "after"):
        table.add_column(heading, justify="right" if heading == "works" else "left")
    for field, count in sorted(report.fields.items(), key=lambda each: -each[1]):
        samples = [each for each in report.samples if each.field == field]
        shown = [(field, f"{count:,}"), *[("", "")] * (len(samples) - 1)]
        for (name, works), sample in zip(shown, samples, strict=True):
            table.add_row(name, works, Text(_words(sample.before)), Text(_words(sample.after)))
    console.print(table)
    if report.dry_run:
        console.print("This was a dry run: nothing was changed.")
    console.print(f"Kept as run {run.id}.")


def _words(value: object) -> str:
    if isinstance(value, list):
        return _words(", ".join(map(str, value)))
    words = "nothing" if value is None or value == "" else str(value)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
