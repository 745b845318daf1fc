"""Files in IMDb's shape, and a load of them."""

import gzip
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from uuid_utils.compat import uuid7

from adapters.postgres.ingestion.imdb_load import PgImdbStagings
from adapters.sources.imdb_files import ImdbFile
from domain.catalog.titles import title_keys
from domain.ingestion.imdb_files import ratings, titles
from domain.ingestion.imdb_files.account import Account, LoadReport
from domain.ingestion.imdb_files.loading import LoadImdbFiles, LoadOrder
from domain.ingestion.progress import Watch
from tests.postgres import Database

TITLE_HEADER = "\t".join(titles.FIELDS)
RATING_HEADER = "\t".join(ratings.FIELDS)


def title(
    number: int,
    name: str = "Night train",
    original: str | None = None,
    *,
    kind: str = "movie",
    adult: str = "0",
    year: str = "1959",
    end: str = r"\N",
    minutes: str = "99",
    genres: str = "Drama,Mystery",
) -> str:
    """A line of title.basics."""
    return "\t".join((f"tt{number:07d}", kind, name, original or name, adult, year, end, minutes, genres))


def rating(number: int, average: str = "7.6", votes: str = "4021") -> str:
    """A line of title.ratings."""
    return f"tt{number:07d}\t{average}\t{votes}"


class Files:
    """Two files in a directory; lines may be given as text or bytes."""

    def __init__(self, directory: Path) -> None:
        self.basics = directory / "title.basics.tsv"
        self.ratings = directory / "title.ratings.tsv"

    def write(self, titles: Iterable[str | bytes], ratings: Iterable[str | bytes] = ()) -> "Files":
        self.basics.write_bytes(joined(TITLE_HEADER, titles))
        self.ratings.write_bytes(joined(RATING_HEADER, ratings))
        return self

    def compress(self) -> None:
        for path in (self.basics, self.ratings):
            path.write_bytes(gzip.compress(path.read_bytes()))


def joined(header: str, lines: Iterable[str | bytes]) -> bytes:
    everything = [header, *lines]
    return b"".join((each.encode() if isinstance(each, str) else each) + b"\n" for each in everything)


async def load(
    database: Database,
    files: Files,
    *,
    types: tuple[str, ...] = ("movie",),
    accept_licence: bool = True,
    dry_run: bool = False,
    watch: Watch = lambda progress: None,
) -> LoadReport:
    order = LoadOrder(ImdbFile(files.basics), ImdbFile(files.ratings), types, accept_licence, dry_run)
    stagings = PgImdbStagings(database.url("media_menu_worker"))
    return await LoadImdbFiles(stagings, title_keys, lambda: datetime.now(UTC), uuid7)(order, watch)


def counted(account: Account) -> Mapping[str, int]:
    """The columns that are not zero."""
    return {column: count for column, count in account.counts.items() if count}


async def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    """What is really there, as the superuser sees it."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()
