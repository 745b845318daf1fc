"""`media-menu ingest`: upstream files into the catalogue, with an account of every line."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.duplicates import duplicates
from app.cli.ingest_files import A_FILE, file, musicbrainz, openlibrary
from app.cli.ingest_replay import replay
from app.settings import CannotRun, read_settings

if TYPE_CHECKING:
    from domain.ingestion.imdb_files.account import LoadReport
    from domain.ingestion.progress import Watch


class LoadRefused(CannotRun):
    """The load could not be done; the catalogue is as it was."""


@click.group()
def ingest() -> None:
    """Load upstream files into the catalogue, or read again what came of them."""


for command in (openlibrary, musicbrainz, file, replay, duplicates):
    ingest.add_command(command)


@ingest.command()
@click.option("--basics", type=A_FILE, required=True, help="title.basics.tsv, plain or gzip.")
@click.option("--ratings", type=A_FILE, required=True, help="title.ratings.tsv, plain or gzip.")
@click.option(
    "--types",
    default="movie",
    show_default=True,
    metavar="TYPE,...",
    callback=lambda context, option, value: known_types(value),
    help="Title types to take, as in the files or as IMDb shows them: movie,tvSeries or 'TV Mini Series'.",
)
@click.option(
    "--accept-licence",
    is_flag=True,
    help="You use the data for personal, non-commercial purposes only. Needed once.",
)
@click.option("--dry-run", is_flag=True, help="Say what a load would do, and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="The account as JSON.")
def imdb(
    basics: Path, ratings: Path, types: tuple[str, ...], accept_licence: bool, dry_run: bool, as_json: bool
) -> None:
    """Load IMDb's own files, all of it or nothing. Loading the same files again changes nothing.

    The files are at developer.imdb.com/non-commercial-datasets. The account has every line of both files in
    exactly one column; lines that were rejected or noted are kept with the run.
    """
    from app.cli.ingest_account import print_account, print_json
    from app.cli.ingest_progress import watching
    from app.database import shared_database

    with shared_database(read_settings(os.environ)) as ready, watching() as watch:
        report = load(ready.worker_database_url, basics, ratings, types, accept_licence, dry_run, watch)
    (print_json if as_json else print_account)(report)


def load(
    url: str,
    basics: Path,
    ratings: Path,
    types: tuple[str, ...],
    accept_licence: bool,
    dry_run: bool,
    watch: "Watch",
) -> "LoadReport":
    """Raises LoadRefused, or DatabaseUnavailable."""
    import asyncpg

    from app.database import DatabaseUnavailable
    from app.services import imdb_loading, imdb_order
    from domain.kernel import DomainError

    order = imdb_order(basics, ratings, types, accept_licence=accept_licence, dry_run=dry_run)
    try:
        return asyncio.run(imdb_loading(url)(order, watch))
    except DomainError as refusal:
        raise LoadRefused(refusal.detail) from refusal
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(f"The load broke off and nothing of it was kept: {error}") from error


def known_types(names: str) -> tuple[str, ...]:
    """The types between commas. Raises BadParameter for one that IMDb does not have."""
    from domain.ingestion.imdb_files.title_types import TitleTypeUnknown, wanted_types

    try:
        return tuple(wanted_types(name for name in names.split(",") if name.strip()))
    except TitleTypeUnknown as unknown:
        raise click.BadParameter(unknown.detail) from unknown
