"""What is shown of a work: in full, as a search result, and as a suggestion while typing."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from domain.credits import Credits
from domain.kernel import MediaItemId

MediaType = Literal["film", "tv", "book", "magazine", "game", "music", "audio", "event"]


class ExternalLinkView(msgspec.Struct, frozen=True):
    source_name: str
    external_key: str
    url: str | None = None


class TitleView(msgspec.Struct, frozen=True):
    """What a work is called somewhere; `region` is a country, or a part of the world."""

    title: str
    language: str | None = None
    region: str | None = None


class MediaView(msgspec.Struct, frozen=True):
    """One work; `details` holds the typed facts of its kind, `metadata` what has no column yet.

    `media_class` is a path such as `film.short`, the kind alone when no more is known. `credits` name people
    and makers by role, in order; `titles` is what all sources call the work, also in other languages.

    `release_date` is `1979`, `1979-05` or `1979-05-25`, as far as it is known; `is_custom` marks an item
    that a person made. `tags` are everybody's, `own_tags` the viewer's. `missing_since` says since when the
    upstream that made it has it no longer.
    """

    id: MediaItemId
    media_type: MediaType
    title: str
    original_title: str | None
    release_year: int | None
    creators: tuple[str, ...]
    description: str | None
    cover_url: str | None
    genres: tuple[str, ...]
    language: str | None
    external_links: tuple[ExternalLinkView, ...]
    metadata: dict[str, Any]
    details: dict[str, Any]
    release_date: str | None = None
    country_of_origin: str | None = None
    canonical_url: str | None = None
    popularity: int = 0
    tags: tuple[str, ...] = ()
    is_custom: bool = False
    own_tags: tuple[str, ...] = ()
    missing_since: datetime | None = None
    media_class: str = ""
    credits: Credits = ()
    titles: tuple[TitleView, ...] = ()


class MediaSuggestion(msgspec.Struct, frozen=True):
    """Enough of a work to pick it from a list."""

    id: MediaItemId
    media_type: MediaType
    title: str
    release_year: int | None
    creators: tuple[str, ...]
    cover_url: str | None


class ClassView(msgspec.Struct, frozen=True):
    """A class with those below it; `works` counts them all, in round numbers where `is_exact` is false."""

    path: str
    works: int
    is_exact: bool
    classes: tuple["ClassView", ...] = ()


class SourceView(msgspec.Struct, frozen=True):
    """One upstream record that speaks of a work; `leads` marks the one that made it.

    `missing_since` says since when upstream has the record no longer.
    """

    source_name: str
    external_id: str
    canonical_url: str | None
    leads: bool
    mapping_version: int
    fetched_at: datetime
    first_seen_at: datetime
    payload_notes: tuple[str, ...]
    raw_payload: Any
    missing_since: datetime | None = None


EDITOR = "editor"
"""The name of people among the sources of a value."""


class SaidView(msgspec.Struct, frozen=True):
    """A value of a field that somebody gives: a record of a source, or `editor` without an external id."""

    value: Any
    source_name: str
    external_id: str | None
    seen_at: datetime


class FieldView(msgspec.Struct, frozen=True):
    """A field of a work: the value that stands, who says so since when, and what others say.

    `source_name` is null when nobody says so any more: a record said it once, and no record takes a value
    away. A pinned value stands whatever sources say.
    """

    field: str
    value: Any
    pinned: bool
    source_name: str | None
    external_id: str | None
    seen_at: datetime | None
    competing: tuple[SaidView, ...]
    set_by_viewer: bool = False


class WorkSources(msgspec.Struct, frozen=True):
    """Where a work comes from: each record that speaks of it, and who says what of each field."""

    items: tuple[SourceView, ...]
    fields: tuple[FieldView, ...]
    next_cursor: None = None
