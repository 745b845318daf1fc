"""What a mapping makes of an upstream record: the facts of a work in the catalogue's own words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from domain.credits import Credits

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


class Title(Struct, frozen=True):
    """What a work is called somewhere; `region` is a country, or a part of the world."""

    title: str
    language: str | None = None
    region: str | None = None


class Canonical(Struct, frozen=True):
    """Facts of one work; what is null or empty is not known. `details` are of its kind.

    `credits` are complete: they name the creators and the makers in `details` too.
    """

    media_type: MediaType
    title: str
    links: tuple[Link, ...]
    media_class: str | None = None
    credits: Credits = ()
    titles: tuple[Title, ...] = ()
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

DETAILS: Mapping[MediaType, tuple[str, ...]] = {
    "film": ("runtime_minutes", "directors", "seasons", "episodes", "avg_rating", "num_votes"),
    "tv": ("runtime_minutes", "directors", "seasons", "episodes", "avg_rating", "num_votes"),
    "book": ("authors", "isbn13", "publisher", "page_count", "edition"),
    "magazine": ("authors", "isbn13", "publisher", "page_count", "edition"),
    "game": ("developers", "publishers", "platforms", "engine", "playtime_hours"),
    "music": ("artists", "label", "track_count", "duration_minutes", "release_type"),
    "audio": (),
    "event": (),
}
"""The typed facts of each kind."""
