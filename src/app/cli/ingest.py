"""`media-menu ingest`: upstream files into the catalogue, with an account of every line."""

import asyncio
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from app.cli.duplicates import duplicates
from app.cli.ingest_files import A_FILE, file, musicbrainz, openlibrary
from app.cli.ingest_replay import replay
from app.settings import CannotRun, read_settings

if TYPE_CHECKING:
    from domain.ingestion.imdb_files.account import LoadReport
    from domain.ingestion.progress import Watch


class LoadRefused(CannotRun):
    """The load did not come to its end; what it merged stays."""


@click.group()
def ingest() -> None:
    """Load upstream files into the catalogue, or read again what came of them."""


for command in (openlibrary, musicbrainz, file, replay, duplicates):
    ingest.add_command(command)


@ingest.command()
@click.option("--basics", type=A_FILE, required=True, help="title.basics.tsv, plain or gzip.")
@click.option("--ratings", type=A_FILE, required=True, help="title.ratings.tsv, plain or gzip.")
@click.option("--akas", type=A_FILE, help="title.akas.tsv: what the titles are called elsewhere.")
@click.option("--crew", type=A_FILE, help="title.crew.tsv: directors and writers; needs --names.")
@click.option("--names", type=A_FILE, help="name.basics.tsv: what they are called; needs --crew.")
@click.option(
    "--types",
    default="movie",
    show_default=True,
    metavar="TYPE,...",
    callback=lambda context, option, value: known_types(value),
    help="Title types to take, as in the files or as IMDb shows them: movie,tvSeries or 'TV Mini Series'.",
)
@click.option(
    "--regions",
    default="",
    metavar="REGION,...",
    callback=lambda context, option, value: known_regions(value),
    help="Of --akas, only titles of these regions: PL,GB,US. All of them unless it is given.",
)
@click.option(
    "--full/--part",
    "is_full",
    default=True,
    help="Whether title.basics is whole, as IMDb gives it: then what it lacks is marked as missing.",
)
@click.option(
    "--accept-licence",
    is_flag=True,
    help="You use the data for personal, non-commercial purposes only. Needed once.",
)
@click.option("--dry-run", is_flag=True, help="Say what a load would do, and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="The account as JSON.")
def imdb(*, as_json: bool, **order: Any) -> None:
    """Load IMDb's own files. Loading the same files again changes nothing.

    Nothing is written before all files were read. A load that is stopped or killed later keeps what it has
    merged; the same command goes on behind that.

    The files are at developer.imdb.com/non-commercial-datasets. The account has every line of every file in
    exactly one column; lines that were rejected or noted are kept with the run.
    """
    from app.cli.ingest_account import print_account, print_json
    from app.cli.ingest_progress import watching
    from app.database import shared_database

    if bool(order["crew"]) != bool(order["names"]):
        raise click.UsageError(
            "--crew and --names go together: one has the people, the other what they are called."
        )
    if order["regions"] and not order["akas"]:
        raise click.UsageError("--regions is for --akas.")
    with shared_database(read_settings(os.environ)) as ready, watching() as watch:
        report = load(ready.worker_database_url, watch, order)
    (print_json if as_json else print_account)(report)


def load(url: str, watch: "Watch", order: Mapping[str, Any]) -> "LoadReport":
    """Raises LoadRefused, or DatabaseUnavailable."""
    import asyncpg

    from app.database import DatabaseUnavailable
    from app.imdb_loads import imdb_loading, imdb_order
    from domain.kernel import DomainError

    try:
        return asyncio.run(imdb_loading(url)(imdb_order(**order), watch))
    except DomainError as refusal:
        raise LoadRefused(refusal.detail) from refusal
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(
            f"The load broke off. What it merged stays, and the same command goes on behind it. {error}"
        ) from error


def known_regions(codes: str) -> frozenset[str]:
    """The regions between commas. Raises BadParameter for what is no code of one."""
    from domain.ingestion.imdb_files.akas import REGION

    named = frozenset(code.strip().upper() for code in codes.split(",") if code.strip())
    for code in sorted(named):
        if not REGION.fullmatch(code):
            raise click.BadParameter(f"Not a code of a region: {code}.")
    return named


def known_types(names: str) -> tuple[str, ...]:
    """The types between commas. Raises BadParameter for one that IMDb does not have."""
    from domain.ingestion.imdb_files.title_types import TitleTypeUnknown, wanted_types

    try:
        return tuple(wanted_types(name for name in names.split(",") if name.strip()))
    except TitleTypeUnknown as unknown:
        raise click.BadParameter(unknown.detail) from unknown
