"""What pages show besides menus and works: who is looking, sessions, keys, share links, a conflict."""

from datetime import datetime
from uuid import UUID

import msgspec

from domain.catalog.views import MediaSuggestion, MediaView


class Viewer(msgspec.Struct, frozen=True):
    """The person who is signed in."""

    username: str
    display_name: str
    time_zone: str = "UTC"


class Profile(msgspec.Struct, frozen=True):
    """What a person can change about themselves; the e-mail address is only shown."""

    email: str
    username: str
    display_name: str
    country_code: str
    locale: str
    time_zone: str


class SessionLine(msgspec.Struct, frozen=True):
    """One place where the person is signed in; `device` is the browser's own words, or empty."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    device: str
    is_current: bool


class ApiKeyLine(msgspec.Struct, frozen=True):
    """An API key without its secret."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None


class ShareLine(msgspec.Struct, frozen=True):
    """A share link without its secret."""

    id: UUID
    label: str
    expires_at: datetime
    use_count: int
    max_uses: int | None = None
    last_used_at: datetime | None = None


class Search(msgspec.Struct, frozen=True):
    """A search of the catalogue and what it found; `media_type` is empty for every kind."""

    q: str = ""
    media_type: str = ""
    results: tuple[MediaSuggestion | MediaView, ...] = ()
    next_cursor: str | None = None


class SourceLine(msgspec.Struct, frozen=True):
    """A place a work's facts came from."""

    source_name: str
    external_id: str
    canonical_url: str | None
    fetched_at: datetime


class StaleEdit(msgspec.Struct, frozen=True):
    """An edit that came too late: what was typed, and what stands there now, by field name.

    `action` and `hidden` are the path and the other fields of the refused form, to send it again.
    """

    action: str
    typed: dict[str, str]
    present: dict[str, str]
    hidden: dict[str, str] = {}
