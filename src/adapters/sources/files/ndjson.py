"""Records one a line, each {external_id, canonical_url?, fetched_at?, payload}, as they are pushed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from adapters.sources.files.lines import TOO_LONG, Line, lines
from adapters.sources.files.opening import identity
from domain.ingestion.errors import RecordRejected
from domain.ingestion.files.entries import Content, Entry, FileIdentity, Position, Skipped
from domain.ingestion.records import external_id_of, read_record

BLANK = Skipped("blank")


class RecordLines:
    """The port RecordFile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def identity(self) -> FileIdentity:
        return identity(self._path, b"ndjson")

    def entries(self, after: Position, now: datetime) -> Iterator[Entry]:
        for line in lines(self._path, after):
            yield Entry(line.number, _content(line, now), line.end, line.bytes_read)


def _content(line: Line, now: datetime) -> Content:
    if line.data is None:
        return line.refused(None, TOO_LONG)
    if not line.data.strip():
        return BLANK
    try:
        return read_record(line.number, line.data, now)
    except RecordRejected as error:
        return line.refused(external_id_of(line.data), *error.problems)
