"""What is shown of a work: in full, as a search result, and as a suggestion while typing."""

from typing import Any, Literal

import msgspec

from domain.kernel import MediaItemId

MediaType = Literal["film", "tv", "book", "magazine", "game", "music", "audio", "event"]


class ExternalLinkView(msgspec.Struct, frozen=True):
    source_name: str
    external_key: str
    url: str | None = None


class MediaView(msgspec.Struct, frozen=True):
    """One work; `details` holds the typed facts of its kind, `metadata` what has no column yet."""

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


class MediaSuggestion(msgspec.Struct, frozen=True):
    """Enough of a work to pick it from a list."""

    id: MediaItemId
    media_type: MediaType
    title: str
    release_year: int | None
    creators: tuple[str, ...]
    cover_url: str | None
