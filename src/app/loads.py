"""Puts adapters behind the load of a file: what each command reads, and how."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.ingestion.file_session import PgFileSessions
from adapters.postgres.ingestion.troubles import PgErrorLog
from adapters.sources.declared import MAPPINGS, REREADINGS
from adapters.sources.files.csv_columns import Declared, read_declared
from adapters.sources.files.csv_file import CsvFile
from adapters.sources.files.musicbrainz_dump import MusicBrainzDump
from adapters.sources.files.ndjson import RecordLines
from adapters.sources.files.openlibrary_dump import OpenLibraryCredits, OpenLibraryDump
from app.services import new_id, now
from domain.ingestion.errors import FormatInvalid
from domain.ingestion.files.entries import RecordFile
from domain.ingestion.files.loading import LoadFile
from domain.ingestion.files.ports import Credits

CREDITS: Mapping[str, Credits] = {"openlibrary": OpenLibraryCredits()}
KINDS: Mapping[str, Sequence[str]] = {
    "openlibrary": ("OL%W", "OL%M"),
    "musicbrainz": ("release-group/%", "release/%"),
    "tmdb": ("movie/%", "tv/%"),
}
"""Patterns of the ids of each kind of record: a full file of works says nothing of editions."""

CSV_SOURCE = "media-menu"


def file_loading(engine: AsyncEngine) -> LoadFile:
    """The load of a file into the database of an engine with two connections, of the worker role."""
    return LoadFile(
        PgFileSessions(engine, REREADINGS),
        MAPPINGS,
        CREDITS,
        KINDS,
        now,
        new_id,
        PgErrorLog(engine, new_id, now),
    )


def openlibrary_file(path: Path) -> RecordFile:
    return OpenLibraryDump(path)


def musicbrainz_file(path: Path) -> RecordFile:
    return MusicBrainzDump(path)


def ndjson_file(path: Path) -> RecordFile:
    return RecordLines(path)


def csv_file(source_name: str, path: Path, declared: Path | None) -> CsvFile:
    """Raises FormatInvalid, ColumnsInvalid or FileUnreadable."""
    if source_name != CSV_SOURCE:
        raise FormatInvalid(f"Rows of CSV are read as records of {CSV_SOURCE}, not of {source_name}.")
    return CsvFile(path, read_declared(declared) if declared else Declared())


def known_sources() -> tuple[str, ...]:
    """Names that records can be loaded of."""
    return tuple(sorted(MAPPINGS))
