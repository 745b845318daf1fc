"""MusicBrainz' JSON dumps: a release group or a release a line, as web service 2 gives them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

from adapters.sources.files.lines import Line, entries_of, first_line
from adapters.sources.files.opening import identity
from domain.ingestion.errors import RecordRejected, WrongFile
from domain.ingestion.files.entries import Content, Entry, FileIdentity, Position, Skipped
from domain.ingestion.records import read_payload
from domain.kernel import Problem

Given = msgspec.Raw | UnsetType
OTHER = Skipped("neither release group nor release")


class Beginning(Struct):
    """The fields that tell what a line speaks of: nothing in it says so."""

    id: str = ""
    primary_type: Given = field(default=UNSET, name="primary-type")
    secondary_types: Given = field(default=UNSET, name="secondary-types")
    media: Given = UNSET
    label_info: Given = field(default=UNSET, name="label-info")
    release_group: Given = field(default=UNSET, name="release-group")
    release_events: Given = field(default=UNSET, name="release-events")

    @property
    def kind(self) -> str | None:
        if self.primary_type is not UNSET or self.secondary_types is not UNSET:
            return "release-group"
        of_release = (self.media, self.label_info, self.release_group, self.release_events)
        return "release" if any(each is not UNSET for each in of_release) else None


decode_beginning = msgspec.json.Decoder(Beginning).decode


class MusicBrainzDump:
    """The port RecordFile; the file may still be in its archive."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def identity(self) -> FileIdentity:
        found = identity(self._path, b"musicbrainz")
        if not first_line(self._path).lstrip().startswith(b"{"):
            raise WrongFile(f"{self._path} is no JSON dump of MusicBrainz: its lines are JSON objects.")
        return found

    def entries(self, after: Position, now: datetime) -> Iterator[Entry]:
        yield from entries_of(self._path, after, partial(_content, now))


def _content(now: datetime, line: Line, data: bytes) -> Content:
    try:
        beginning = decode_beginning(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return line.refused(None, Problem("", "malformed-json", "The line is not a JSON object."))
    kind = beginning.kind
    if kind is None:
        return OTHER
    external_id = f"{kind}/{beginning.id[:100]}"
    try:
        return read_payload(line.number, external_id, data, now)
    except RecordRejected as error:
        return line.refused(external_id, *error.problems)
