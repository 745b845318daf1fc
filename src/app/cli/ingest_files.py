"""`media-menu ingest openlibrary`, `musicbrainz` and `file`: files of records of any size."""

import asyncio
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.settings import CannotRun, read_settings

if TYPE_CHECKING:
    from domain.ingestion.files.account import FileReport
    from domain.ingestion.files.entries import RecordFile

A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)

OPTIONS = (
    click.option(
        "--full", is_flag=True, help="The file holds all there is: mark works that it lacks as missing."
    ),
    click.option("--restart", is_flag=True, help="Begin anew, instead of where a broken run stopped."),
    click.option("--dry-run", is_flag=True, help="Say what a load would do, and keep nothing."),
    click.option("--json", "as_json", is_flag=True, help="The account as JSON."),
    click.argument("path", metavar="FILE", type=A_FILE),
)


class LoadBroken(CannotRun):
    """The load did not come to its end; what it took is kept."""


def loading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command what all loads of files have in common."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def without_a_database(build: Callable[..., Any]) -> Callable[..., Any]:
    """What is wrong with an order is said before a database is started."""

    @wraps(build)
    def checked(*arguments: Any) -> Any:
        from domain.kernel import DomainError

        try:
            return build(*arguments)
        except DomainError as refusal:
            raise LoadBroken(refusal.detail) from refusal

    return checked


@click.command()
@loading
def openlibrary(path: Path, **options: bool) -> None:
    """Load a dump of Open Library: authors first, then works, then editions.

    The dumps are at openlibrary.org/developers/dumps. Every line says for itself what it is. Run the same
    command again after a break, and it goes on where it was.
    """
    from app.loads import openlibrary_file

    load("openlibrary", openlibrary_file(path), **options)


@click.command()
@loading
def musicbrainz(path: Path, **options: bool) -> None:
    """Load a JSON dump of MusicBrainz: release-group.tar.xz first, then release.tar.xz.

    The lines may be packed (tar.xz, gz) or not.
    """
    from app.loads import musicbrainz_file

    load("musicbrainz", musicbrainz_file(path), **options)


@click.command()
@click.option("--source", "source_name", required=True, help="Whose records: media-menu, tmdb, igdb ...")
@click.option("--format", "form", type=click.Choice(["ndjson", "csv"]), default="ndjson", show_default=True)
@click.option("--mapping", type=A_FILE, help="For CSV: which column goes to which field, as TOML or JSON.")
@loading
def file(source_name: str, form: str, mapping: Path | None, path: Path, **options: bool) -> None:
    """Load records one a line, {"external_id", "payload", ...} as they are pushed, or rows of CSV."""
    from app.loads import ndjson_file

    if mapping and form != "csv":
        raise click.UsageError("--mapping is for --format csv.")
    _check_source(source_name)
    load(source_name, _csv(source_name, path, mapping) if form == "csv" else ndjson_file(path), **options)


def load(
    source_name: str, file: "RecordFile", *, full: bool, restart: bool, dry_run: bool, as_json: bool
) -> None:
    """Load the file and print the account. Raises LoadBroken or DatabaseUnavailable."""
    from app.cli.ingest_account import print_account, print_json
    from app.cli.ingest_progress import watching
    from app.database import shared_database
    from domain.ingestion.files.loading import FileOrder

    without_a_database(file.identity)()
    order = FileOrder(source_name, file, full, restart, dry_run)
    with shared_database(read_settings(os.environ)) as ready, watching() as watch:
        report = asyncio.run(_loaded(ready.worker_database_url, order, watch))
    (print_json if as_json else print_account)(report)


async def _loaded(url: str, order: Any, watch: Any) -> "FileReport":
    import asyncpg
    from sqlalchemy.exc import DBAPIError

    from app.database import DatabaseUnavailable
    from app.loads import file_loading
    from app.services import connected
    from domain.kernel import DomainError

    try:
        async with connected(url, size=2) as engine:
            return await file_loading(engine)(order, watch)
    except DomainError as refusal:
        raise LoadBroken(refusal.detail) from refusal
    except (OSError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        broke = "The load broke off; the same command goes on where it stopped"
        raise DatabaseUnavailable(f"{broke}: {getattr(error, 'orig', error)}") from error


def _check_source(source_name: str) -> None:
    from app.loads import known_sources

    if source_name not in known_sources():
        listed = ", ".join(known_sources())
        raise click.BadParameter(
            f"There is no source {source_name!r}; there are {listed}.", param_hint="--source"
        )


@without_a_database
def _csv(source_name: str, path: Path, mapping: Path | None) -> "RecordFile":
    """The columns are shown before the load, so that a wrong guess is seen."""
    from app.loads import csv_file

    found = csv_file(source_name, path, mapping)
    for name, field in zip(found.layout.header, found.layout.fields, strict=True):
        click.echo(f"Column {name}: {field or 'ignored'}", err=True)
    return found
