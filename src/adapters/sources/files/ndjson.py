"""Records one a line, each {external_id, canonical_url?, fetched_at?, payload}, as they are pushed."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from adapters.sources.files.lines import Line, entries_of
from adapters.sources.files.opening import identity
from domain.ingestion.errors import RecordRejected
from domain.ingestion.files.entries import Content, Entry, FileIdentity, Position
from domain.ingestion.records import external_id_of, read_record


class RecordLines:
    """The port RecordFile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def identity(self) -> FileIdentity:
        return identity(self._path, b"ndjson")

    def entries(self, after: Position, now: datetime) -> Iterator[Entry]:
        yield from entries_of(self._path, after, partial(_content, now))


def _content(now: datetime, line: Line, data: bytes) -> Content:
    try:
        return read_record(line.number, data, now)
    except RecordRejected as error:
        return line.refused(external_id_of(data), *error.problems)
