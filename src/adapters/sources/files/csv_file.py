"""CSV files of any dialect as records of the shape media-menu."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from adapters.sources.files.csv_columns import Declared, fields_of
from adapters.sources.files.csv_rows import BadLine, Row, Rows, decoded, delimiter_of
from adapters.sources.files.lines import BLANK, lines
from adapters.sources.files.opening import identity
from domain.ingestion.errors import RecordRejected, WrongFile
from domain.ingestion.files.entries import Content, Entry, FileIdentity, Heading, Position
from domain.ingestion.records import read_payload
from domain.kernel import Problem

LISTS = frozenset({"creators", "genres"}) | {
    f"details.{name}" for name in ("directors", "authors", "developers", "publishers", "platforms", "artists")
}
BETWEEN_NAMES = re.compile(r"[;|\n]")
GUARDED = re.compile('="([^"]*)"')
BETWEEN_GENRES = re.compile(r"[;|,\n]")

KINDS = {
    "movie": "film", "movies": "film", "feature": "film", "tv movie": "film", "short": "film",
    "tv series": "tv", "tvseries": "tv", "series": "tv", "show": "tv", "tv show": "tv", "serial": "tv",
    "books": "book", "novel": "book", "książka": "book", "comic": "book", "periodical": "magazine",
    "video game": "game", "videogame": "game", "games": "game", "gra": "game", "album": "music",
    "record": "music", "single": "music", "ep": "music", "płyta": "music", "muzyka": "music",
    "audiobook": "audio", "podcast": "audio", "concert": "event", "festival": "event",
}  # fmt: skip
MAKERS = {
    "film": "details.directors",
    "tv": "details.directors",
    "book": "details.authors",
    "magazine": "details.authors",
    "game": "details.developers",
    "music": "details.artists",
}
FLAGS = {
    "true": True,
    "yes": True,
    "tak": True,
    "1": True,
    "false": False,
    "no": False,
    "nie": False,
    "0": False,
}
TMDB_KINDS = {"film": "movie", "tv": "tv"}


class Layout(Struct, frozen=True):
    """How the file is written: what parts its columns, and what they are."""

    delimiter: str
    header: tuple[str, ...]
    fields: tuple[str | None, ...]
    heading: Position
    """Where the header ends."""


class CsvFile:
    """The port RecordFile."""

    def __init__(self, path: Path, declared: Declared) -> None:
        self._path = path
        self._declared = declared

    def identity(self) -> FileIdentity:
        """Raises WrongFile for a header that cannot be used."""
        read_how = msgspec.json.encode((self.layout.fields, self._declared.values))
        return identity(self._path, b"csv" + read_how)

    @cached_property
    def layout(self) -> Layout:
        """Raises FileUnreadable or WrongFile."""
        delimiter = self._delimiter()
        for row in Rows(lines(self._path, Position()), delimiter):
            if row.problem:
                raise WrongFile(f"{self._path}: the header cannot be read. {row.problem.message}")
            if not row.is_blank:
                header = tuple(cell.strip() for cell in row.cells)
                return Layout(delimiter, header, fields_of(header, self._declared), row.last.end)
        raise WrongFile(f"{self._path} is empty.")

    def entries(self, after: Position, now: datetime) -> Iterator[Entry]:
        for row in Rows(lines(self._path, after), self.layout.delimiter):
            yield Entry(row.first.number, self._content(row, now), row.last.end, row.last.bytes_read)

    def _delimiter(self) -> str:
        for line in lines(self._path, Position()):
            if line.data != b"":
                try:
                    return delimiter_of(decoded(line))
                except BadLine as error:
                    raise WrongFile(f"{self._path}: {error.problem.message}") from error
        raise WrongFile(f"{self._path} is empty.")

    def _content(self, row: Row, now: datetime) -> Content:
        if row.last.end <= self.layout.heading:
            return Heading() if row.last.end == self.layout.heading else BLANK
        if row.problem:
            return row.last.refused(None, row.problem)
        if row.is_blank:
            return BLANK
        if any(cell.strip() for cell in row.cells[len(self.layout.fields) :]):
            words = f"{len(row.cells)} cells, and the header has {len(self.layout.fields)}."
            return row.last.refused(None, Problem("", "row-too-wide", words))
        return self._record(row, now)

    def _record(self, row: Row, now: datetime) -> Content:
        given: dict[str, str] = {}
        for field, cell in zip(self.layout.fields, map(_unguarded, row.cells), strict=False):
            if field and cell:
                given.setdefault(field, cell)
        facts = placed({**self._declared.values, **given})
        external_id = facts.pop("external_id", None) or own_id(facts)
        try:
            fetched_at = moment(facts.pop("fetched_at", None))
            payload = msgspec.json.encode(facts)
            return read_payload(row.first.number, external_id, payload, now, None, fetched_at)
        except RecordRejected as error:
            return row.last.refused(external_id[:200], *error.problems)


def placed(given: Mapping[str, str]) -> dict[str, Any]:
    """Cells by field as a payload, with external_id and fetched_at beside."""
    kind = KINDS.get(given.get("media_type", "").lower(), given.get("media_type", "").lower())
    facts: dict[str, Any] = {}
    for field, cell in {**given, "media_type": kind}.items():
        place = _place(field, kind)
        group, _, name = place.partition(".")
        value = _value(place, cell, kind)
        if name:
            facts.setdefault(group, {})[name] = value
        else:
            facts[place] = value
    return facts


def own_id(facts: Mapping[str, Any]) -> str:
    """For a row without an id: one of its ids elsewhere, or else what it says of the work."""
    details = facts.get("details", {})
    elsewhere = {**facts.get("external_ids", {}), "isbn": details.get("isbn13")}
    for source_name, key in elsewhere.items():
        if key:
            return f"{source_name}:{re.sub(r'[^0-9A-Za-z/._-]', '', str(key))}"
    makers = details.get(MAKERS.get(facts["media_type"], "").removeprefix("details."), facts.get("creators"))
    said = (
        facts["media_type"],
        facts.get("title"),
        facts.get("release_year"),
        facts.get("release_date"),
        makers,
    )
    return f"row:{sha256(msgspec.json.encode([*said, makers])).hexdigest()[:24]}"


def moment(text: str | None) -> datetime | None:
    """Raises RecordRejected."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError as error:
        problem = Problem("/fetched_at", "time-invalid", "A time is like 2026-01-31T12:00:00Z.")
        raise RecordRejected(problem) from error


def _unguarded(cell: str) -> str:
    """What stands in a cell, without the `="..."` that keeps spreadsheets from making a number of it."""
    guarded = GUARDED.fullmatch(cell.strip())
    return (guarded[1] if guarded else cell).strip()


def _place(field: str, kind: str) -> str:
    if field == "makers":
        return MAKERS.get(kind, "creators")
    if field == "isbn":
        return "details.isbn13" if kind in {"book", "magazine"} else "external_ids.isbn"
    return field


def _value(place: str, cell: str, kind: str) -> Any:
    if place in LISTS:
        between = BETWEEN_GENRES if place == "genres" else BETWEEN_NAMES
        return [name.strip() for name in between.split(cell) if name.strip()]
    if place == "is_adult":
        return FLAGS.get(cell.lower(), cell)
    if place == "external_ids.tmdb" and cell.isdigit():
        return f"{TMDB_KINDS.get(kind, kind)}/{cell}"
    return cell
