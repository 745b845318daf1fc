"""Files in IMDb's shape, and a load of them."""

import asyncio
import gzip
from collections.abc import Coroutine, Iterable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg
from uuid_utils.compat import uuid7

from adapters.postgres.ingestion.imdb_load import PgImdbStagings
from adapters.postgres.ingestion.imdb_slices import TITLES_AT_ONCE
from adapters.postgres.ingestion.imdb_under_way import PgOpenRuns
from adapters.sources.imdb_files import ImdbFile
from app.imdb_loads import LateErrorLog, now
from domain.catalog.titles import title_keys
from domain.ingestion.imdb_files import akas, ratings, titles
from domain.ingestion.imdb_files import crew as crews
from domain.ingestion.imdb_files.account import Account, LoadReport
from domain.ingestion.imdb_files.loading import LoadImdbFiles
from domain.ingestion.imdb_files.order import CrewFiles, LoadOrder
from domain.ingestion.imdb_files.title_rows import TitleKeys
from domain.ingestion.progress import Watch
from tests.postgres import Database

TITLE_HEADER = "\t".join(titles.FIELDS)
RATING_HEADER = "\t".join(ratings.FIELDS)
AKA_HEADER = "\t".join(akas.FIELDS)
CREW_HEADER = "\t".join(crews.FIELDS)
NAME_HEADER = "\t".join(crews.NAME_FIELDS)


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


def aka(
    number: int,
    ordering: int | str = 1,
    name: str = "Pociąg",
    region: str = "PL",
    language: str = r"\N",
    *,
    types: str = r"\N",
    attributes: str = r"\N",
    is_original: str = "0",
) -> str:
    """A line of title.akas."""
    fields = (f"tt{number:07d}", str(ordering), name, region, language, types, attributes, is_original)
    return "\t".join(fields)


def crew(number: int, directors: str = r"\N", writers: str = r"\N") -> str:
    """A line of title.crew; people are ids between commas."""
    return f"tt{number:07d}\t{directors}\t{writers}"


def person(number: int, name: str) -> str:
    """A line of name.basics."""
    return f"nm{number:07d}\t{name}\t1922\t2007\tdirector,writer\ttt0053168,tt0051045"


Lines = Iterable[str | bytes]


class Files:
    """Files in a directory; lines may be given as text or bytes. Those of `beside` are there once written."""

    def __init__(self, directory: Path) -> None:
        self.basics = directory / "title.basics.tsv"
        self.ratings = directory / "title.ratings.tsv"
        self.akas = directory / "title.akas.tsv"
        self.crew = directory / "title.crew.tsv"
        self.names = directory / "name.basics.tsv"

    def write(self, titles: Lines, ratings: Lines = ()) -> "Files":
        self.basics.write_bytes(joined(TITLE_HEADER, titles))
        self.ratings.write_bytes(joined(RATING_HEADER, ratings))
        return self

    def beside(
        self, *, akas: Lines | None = None, crew: Lines | None = None, names: Lines | None = None
    ) -> "Files":
        given = (
            (self.akas, AKA_HEADER, akas),
            (self.crew, CREW_HEADER, crew),
            (self.names, NAME_HEADER, names),
        )
        for path, header, lines in given:
            if lines is not None:
                path.write_bytes(joined(header, lines))
        return self

    def compress(self) -> None:
        for path in (self.basics, self.ratings):
            path.write_bytes(gzip.compress(path.read_bytes()))


def joined(header: str, lines: Lines) -> bytes:
    everything = [header, *lines]
    return b"".join((each.encode() if isinstance(each, str) else each) + b"\n" for each in everything)


async def load(
    database: Database,
    files: Files,
    *,
    accept_licence: bool = True,
    watch: Watch = lambda progress: None,
    keys: TitleKeys = title_keys,
    at_once: int = TITLES_AT_ONCE,
    **options: Any,
) -> LoadReport:
    """Loads the files that were written."""
    order = LoadOrder(
        basics=ImdbFile(files.basics),
        ratings=ImdbFile(files.ratings),
        akas=ImdbFile(files.akas) if files.akas.exists() else None,
        crew=CrewFiles(ImdbFile(files.crew), ImdbFile(files.names)) if files.crew.exists() else None,
        accept_licence=accept_licence,
        **options,
    )
    return await loading(database, keys, at_once)(order, watch)


def loading(database: Database, keys: TitleKeys = title_keys, at_once: int = TITLES_AT_ONCE) -> LoadImdbFiles:
    url = database.url("media_menu_worker")
    stagings = PgImdbStagings(url, at_once)
    return LoadImdbFiles(stagings, PgOpenRuns(url), keys, now, uuid7, LateErrorLog(url))


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


def run_in_thread(work: Coroutine[None, None, None]) -> None:
    """Runs a coroutine to its end while the loop of the load stands still."""
    thread = Thread(target=asyncio.run, args=(work,))
    thread.start()
    thread.join()
