"""What pages show besides the domain's documents: who is looking, a search, an edit that came too late."""

import msgspec

from domain.catalog.views import MediaSuggestion, MediaView
from domain.ingestion.upstream.views import UpstreamView
from domain.kernel import MediaItemId, Role


class Viewer(msgspec.Struct, frozen=True):
    """The person who is signed in."""

    username: str
    display_name: str
    time_zone: str = "UTC"
    role: Role = "user"


class Search(msgspec.Struct, frozen=True):
    """A search of the catalogue and what it found; `media_type`, `tag` and the like are empty for any."""

    q: str = ""
    media_type: str = ""
    media_class: str = ""
    creator: str = ""
    tag: str = ""
    year_from: int | None = None
    year_to: int | None = None
    genre: str = ""
    language: str = ""
    sort: str = ""
    results: tuple[MediaSuggestion | MediaView, ...] = ()
    next_cursor: str | None = None


class FoundElsewhere(msgspec.Struct, frozen=True):
    """A work as an upstream tells of it, with what a line of facts is made of."""

    external_id: str
    media_type: str
    title: str
    release_year: int | None
    creators: tuple[str, ...]
    canonical_url: str | None
    media_item_id: MediaItemId | None


class Elsewhere(msgspec.Struct, frozen=True):
    """A search of one upstream: `sources` are all that could be asked, `refused` what stood against it."""

    source: UpstreamView
    sources: tuple[UpstreamView, ...]
    q: str = ""
    media_type: str = ""
    results: tuple[FoundElsewhere, ...] = ()
    refused: str = ""


class StaleEdit(msgspec.Struct, frozen=True):
    """An edit that came too late: what was typed, and what stands there now, by field name.

    `action` and `hidden` are the path and the other fields of the refused form, so that it can be sent again.
    """

    action: str
    typed: dict[str, str]
    present: dict[str, str]
    hidden: dict[str, str] = {}
