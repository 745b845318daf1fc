"""What people say of works. In a change, what is left out stays and what is null is cleared."""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from domain.tracking.model import ProgressUnit, Status

Sort = Literal["updated", "rating", "title"]
Position = tuple[float | str | datetime, ...]
"""Where a page ended: the sort values of its last row and its id."""


class StateWish(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole state. A date that is left out is noted when the status reaches it, else kept."""

    status: Status
    rating: float | None = None
    is_favorite: bool = False
    notes: str | None = None
    progress: int | None = None
    progress_unit: ProgressUnit | None = None
    started_at: datetime | UnsetType | None = UNSET
    completed_at: datetime | UnsetType | None = UNSET


class StateChange(Struct, frozen=True, forbid_unknown_fields=True):
    """A merge patch."""

    status: Status | UnsetType = UNSET
    rating: float | UnsetType | None = UNSET
    is_favorite: bool | UnsetType = UNSET
    notes: str | UnsetType | None = UNSET
    progress: int | UnsetType | None = UNSET
    progress_unit: ProgressUnit | UnsetType | None = UNSET
    started_at: datetime | UnsetType | None = UNSET
    completed_at: datetime | UnsetType | None = UNSET


class StateQuery(Struct, frozen=True):
    """Which states, in which order: last changed first, best first (without a rating last), by title."""

    status: Status | None = None
    media_type: str | None = None
    is_favorite: bool | None = None
    rating_min: float | None = None
    sort: Sort = "updated"
    limit: int = 20
    after: Position | None = None
