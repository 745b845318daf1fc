"""A source as it introduces itself, and a record as it gives it."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from domain.ingestion.canonical import MediaType


class SourceCard(Struct, frozen=True, kw_only=True):
    """`attribution` has to stand wherever its results are shown; `needs` are settings that it lacks."""

    source_name: str
    title: str
    media_types: tuple[MediaType, ...]
    url: str
    attribution: str
    needs: tuple[str, ...] = ()


class Fetched(Struct, frozen=True):
    """One record of a source, with the time it was given."""

    external_id: str
    canonical_url: str | None
    fetched_at: datetime
    payload: dict[str, Any]

    def as_pushed(self) -> bytes:
        """As the push API takes it."""
        return msgspec.json.encode(self)
