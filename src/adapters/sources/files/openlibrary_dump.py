"""Open Library's dumps of works, editions and authors: type, key, revision, time and JSON, between tabs."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from adapters.sources.files.lines import BLANK, TOO_LONG, Line, first_line, lines
from adapters.sources.files.opening import identity
from adapters.sources.openlibrary import references
from domain.ingestion.errors import RecordRejected, Unusable, WrongFile
from domain.ingestion.files.entries import Content, Entry, FileIdentity, Named, Position, Skipped
from domain.ingestion.records import EARLIEST, read_payload
from domain.ingestion.transformations.texts import name
from domain.kernel import Problem

FIELDS = 5
RECORDS = frozenset({b"/type/work", b"/type/edition"})
AUTHOR = b"/type/author"
AUTHOR_KEY = re.compile(r"OL[0-9]+A")
LONGEST_ID = 200


class AuthorLine(Struct):
    """Of an author what is needed; old records have the one name, others the other."""

    name: Any = None
    personal_name: Any = None


decode_author = msgspec.json.Decoder(AuthorLine).decode


class OpenLibraryDump:
    """The port RecordFile. Which dump it is, each line says for itself."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def identity(self) -> FileIdentity:
        found = identity(self._path, b"openlibrary")
        first = first_line(self._path)
        if not first.startswith(b"/type/") or first.count(b"\t") < FIELDS - 1:
            raise WrongFile(
                f"{self._path} is no dump of Open Library: its lines begin with /type/work, /type/edition or "
                "/type/author, a key, a revision and a time, separated by tabs."
            )
        return found

    def entries(self, after: Position, now: datetime) -> Iterator[Entry]:
        for line in lines(self._path, after):
            yield Entry(line.number, _content(line, now), line.end, line.bytes_read)


class OpenLibraryCredits:
    """The port Credits: authors of works and editions are keys in every record of a dump."""

    def keys(self, payload: Mapping[str, Any]) -> tuple[str, ...]:
        """Each once: real editions repeat two authors hundreds of times."""
        given = payload.get("authors")
        return references(given) or () if isinstance(given, list) else ()

    def named(self, payload: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
        """Authors of a record that has their names already are left as they are."""
        keys = self.keys(payload)
        if not keys or any(isinstance(each, dict) and "name" in each for each in payload["authors"]):
            return dict(payload)
        authors = [{"key": key, "name": names[key]} if key in names else {"key": key} for key in keys]
        return {**payload, "authors": authors}


def _content(line: Line, now: datetime) -> Content:
    if not line.data:
        return BLANK if line.data == b"" else line.refused(None, TOO_LONG)
    fields = line.data.split(b"\t", FIELDS - 1)
    if len(fields) < FIELDS:
        problem = Problem("", "wrong-field-count", f"{len(fields)} fields instead of {FIELDS}")
        return line.refused(None, problem)
    kind, path, _, changed, payload = fields
    key = path.rpartition(b"/")[2].decode(errors="replace")[:LONGEST_ID]
    if kind == AUTHOR:
        return _author(line, key, payload)
    if kind not in RECORDS:
        return Skipped(kind.removeprefix(b"/type/").decode(errors="replace")[:40])
    try:
        return read_payload(line.number, key, payload, now, None, _moment(changed, now))
    except RecordRejected as error:
        return line.refused(key, *error.problems)


def _author(line: Line, key: str, payload: bytes) -> Content:
    try:
        given = decode_author(payload)
        found = _name(given.name) or _name(given.personal_name)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return line.refused(key, Problem("/payload", "malformed-json", "The record is not valid JSON."))
    except Unusable as error:
        return line.refused(key, Problem("/payload/name", error.code, error.message))
    if not AUTHOR_KEY.fullmatch(key):
        problem = Problem("/external_id", "external-id-invalid", "An author's key is OL, digits, A.")
        return line.refused(key, problem)
    if not found:
        return line.refused(key, Problem("/payload/name", "name-missing", "The author has no name."))
    return Named(key, found)


def _name(given: Any) -> str | None:
    return name(given.replace("\0", "") if isinstance(given, str) else given)


def _moment(changed: bytes, now: datetime) -> datetime | None:
    """When the record last changed, in UTC; dumps name no zone."""
    try:
        moment = datetime.fromisoformat(changed.decode()).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if EARLIEST <= moment <= now else None
