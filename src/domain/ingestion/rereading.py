"""Reads stored payloads again, by the mapping that their source has now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from domain.ingestion.canonical import Canonical, Release
from domain.ingestion.deciding import Candidate
from domain.ingestion.errors import RecordRejected
from domain.ingestion.mapping import SourceMapping, canonical
from domain.ingestion.records import Received
from domain.kernel import MediaItemId, Problem


class StoredRecord(Struct, frozen=True):
    """A record as it is kept: its payload is an object, or the fields of a file's line as an array."""

    external_id: str
    media_item_id: MediaItemId
    canonical_url: str | None
    payload: Any
    payload_hash: bytes
    fetched_at: datetime


class FileLines(Struct, frozen=True):
    """How lines of a source's files are kept: the names of their fields, and the mapping that reads them."""

    fields: tuple[str, ...]
    mapping: SourceMapping


class Reread(Candidate, frozen=True, kw_only=True):
    """A stored record that was read again; two of one work must not be written in one go."""

    media_item_id: MediaItemId
    mapping_version: int

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return super().keys | {("work", str(self.media_item_id))}


class Rereading(Struct, frozen=True):
    """The mappings of a source: of its records and, where it has files of lines, of those."""

    mapping: SourceMapping
    lines: FileLines | None = None

    @property
    def line_version(self) -> int:
        return self.lines.mapping.version if self.lines else self.mapping.version

    def read(self, index: int, stored: StoredRecord) -> Reread:
        """Raises RecordRejected."""
        mapping, payload = self._known(stored.payload)
        record = Received(
            index=index,
            external_id=stored.external_id,
            payload=payload,
            payload_hash=stored.payload_hash,
            stored=b"",
            notes=(),
            canonical_url=stored.canonical_url,
            fetched_at=stored.fetched_at,
            is_dated=True,
        )
        work, problems = canonical(mapping, record)
        return Reread(
            record, work, problems, media_item_id=stored.media_item_id, mapping_version=mapping.version
        )

    def _known(self, payload: Any) -> tuple[SourceMapping, dict[str, Any]]:
        if isinstance(payload, dict):
            return self.mapping, payload
        if isinstance(payload, list) and self.lines:
            return self.lines.mapping, dict(zip(self.lines.fields, payload, strict=False))
        raise RecordRejected(Problem("/payload", "shape-unknown", "No mapping reads a payload of this form."))


def rereadings(
    mappings: Mapping[str, SourceMapping], lines: Mapping[str, FileLines]
) -> Mapping[str, Rereading]:
    """How to read what is stored of each source."""
    return {name: Rereading(mapping, lines.get(name)) for name, mapping in mappings.items()}


def facts_of(work: Canonical) -> dict[str, Any]:
    """The facts by the names of the catalogue's fields, as the API writes them."""
    return {
        "title": work.title,
        "original_title": work.original_title,
        "media_class": None if work.media_class == work.media_type else work.media_class,
        "release_date": work.release and release_text(work.release),
        "creators": list(work.creators),
        "genres": list(work.genres),
        "language": work.language,
        "country_of_origin": work.country_of_origin,
        "description": work.description,
        "cover_url": work.cover_url,
        "canonical_url": work.canonical_url,
        "is_adult": work.is_adult,
        "popularity": work.popularity,
        **{
            f"details.{name}": list(value) if isinstance(value, tuple) else value
            for name, value in work.details.items()
        },
    }


def release_text(release: Release) -> str:
    """`1979-05-25`, `1979-05` or `1979`, as much as is known."""
    if release.day is None or release.precision == "year":
        return str(release.year)
    month = f"{release.year}-{release.day:%m}"
    return month if release.precision == "month" else f"{month}-{release.day:%d}"
