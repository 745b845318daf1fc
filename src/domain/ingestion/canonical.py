"""What a mapping makes of an upstream record: the facts of a work in the catalogue's own words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct

MediaType = Literal["film", "tv", "book", "magazine", "game", "music", "audio", "event"]
Precision = Literal["year", "month", "day"]


class Release(Struct, frozen=True):
    """When it came out, as far as is known; a year before 1 has no date."""

    year: int
    day: date | None = None
    precision: Precision | None = None


class Link(Struct, frozen=True):
    """Who a work is elsewhere."""

    source_name: str
    external_key: str
    url: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.source_name, self.external_key


class Canonical(Struct, frozen=True):
    """Facts of one work; what is null or empty is not known. `details` are of its kind."""

    media_type: MediaType
    title: str
    links: tuple[Link, ...]
    original_title: str | None = None
    description: str | None = None
    release: Release | None = None
    language: str | None = None
    country_of_origin: str | None = None
    creators: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    cover_url: str | None = None
    canonical_url: str | None = None
    popularity: int = 0
    is_adult: bool = False
    metadata: dict[str, Any] = {}
    details: dict[str, Any] = {}


KIND_OF_FACTS: Mapping[MediaType, str] = {
    "film": "moving",
    "tv": "moving",
    "book": "printed",
    "magazine": "printed",
    "game": "game",
    "music": "music",
    "audio": "audio",
    "event": "event",
}
"""Kinds with the same typed facts may stand for one another: a television film is a film to some."""
