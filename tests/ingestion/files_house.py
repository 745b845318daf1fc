"""Files of records in the shapes that upstreams document, and loads of them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.file_session import PgFileSessions
from adapters.postgres.ingestion.troubles import PgErrorLog
from adapters.sources.declared import MAPPINGS, REREADINGS
from adapters.sources.files.csv_columns import Declared
from adapters.sources.files.csv_file import CsvFile
from adapters.sources.files.musicbrainz_dump import MusicBrainzDump
from adapters.sources.files.ndjson import RecordLines
from adapters.sources.files.openlibrary_dump import OpenLibraryDump
from app.loads import CREDITS, KINDS
from domain.ingestion.files.account import FileReport
from domain.ingestion.files.entries import RecordFile
from domain.ingestion.files.loading import FileOrder, LoadFile
from domain.ingestion.progress import Watch
from tests.postgres import Database

NOTHING_DECLARED = Declared()
CHANGED = "2010-04-14T02:53:24.620268"


def dumped(kind: str, key: str, record: Mapping[str, Any], changed: str = CHANGED) -> str:
    """A line of Open Library's dumps."""
    place = {"work": "works", "edition": "books", "author": "authors"}.get(kind, "works")
    whole = {"type": {"key": f"/type/{kind}"}, "key": f"/{place}/{key}", "revision": 3, **record}
    return "\t".join(
        (f"/type/{kind}", f"/{place}/{key}", "3", changed, json.dumps(whole, ensure_ascii=False))
    )


def author(number: int, name: str | None = "Stanisław Lem", **facts: Any) -> str:
    return dumped("author", f"OL{number}A", ({"name": name} if name else {}) | facts)


def work(number: int, title: str = "Solaris", authors: Iterable[int] = (), **facts: Any) -> str:
    """As works are today: authors are objects with a role."""
    changed = facts.pop("changed", CHANGED)
    role = {"type": {"key": "/type/author_role"}}
    credits = [{"author": {"key": f"/authors/OL{each}A"}, **role} for each in authors]
    record = {"title": title, **({"authors": credits} if credits else {}), **facts}
    return dumped("work", f"OL{number}W", record, changed)


def edition(number: int, title: str = "Solaris", of: int | None = None, **facts: Any) -> str:
    works = {"works": [{"key": f"/works/OL{of}W"}]} if of else {}
    return dumped("edition", f"OL{number}M", {"title": title, **works, **facts})


def written(path: Path, lines: Iterable[str | bytes]) -> Path:
    """The lines, each with its end."""
    path.write_bytes(b"".join((each.encode() if isinstance(each, str) else each) + b"\n" for each in lines))
    return path


def now() -> datetime:
    return datetime.now(UTC)


async def load(
    database: Database,
    file: RecordFile,
    source_name: str,
    *,
    full: bool = False,
    restart: bool = False,
    dry_run: bool = False,
    watch: Watch = lambda progress: None,
) -> FileReport:
    engine = make_engine(database.url("media_menu_worker"), pool_size=2)
    try:
        errors = PgErrorLog(engine, uuid7, now)
        loading = LoadFile(PgFileSessions(engine, REREADINGS), MAPPINGS, CREDITS, KINDS, now, uuid7, errors)
        return await loading(FileOrder(source_name, file, full, restart, dry_run), watch)
    finally:
        await engine.dispose()


async def load_dump(database: Database, path: Path, **options: Any) -> FileReport:
    return await load(database, OpenLibraryDump(path), "openlibrary", **options)


async def load_musicbrainz(database: Database, path: Path, **options: Any) -> FileReport:
    return await load(database, MusicBrainzDump(path), "musicbrainz", **options)


async def load_records(database: Database, path: Path, **options: Any) -> FileReport:
    return await load(database, RecordLines(path), options.pop("source", "media-menu"), **options)


async def load_csv(
    database: Database,
    path: Path,
    declared: Declared = NOTHING_DECLARED,
    **options: Any,
) -> FileReport:
    return await load(database, CsvFile(path, declared), "media-menu", **options)


def counted(report: FileReport) -> dict[str, int]:
    """The columns that are not zero."""
    [account] = report.accounts
    assert account.total == account.lines
    return {column: count for column, count in account.counts.items() if count}
