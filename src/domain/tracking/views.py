"""What people see of what they keep: states in a list, with enough of each work to know it."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from domain.kernel import MediaItemId
from domain.tracking.commands import Position
from domain.tracking.model import State, Status


class TrackedWork(Struct, frozen=True):
    """Enough of a work to know it by."""

    id: MediaItemId
    media_type: str
    title: str
    release_year: int | None
    creators: tuple[str, ...]
    cover_url: str | None


class StateLine(State, frozen=True, kw_only=True):
    """A state in a list, with its work."""

    media: TrackedWork


class StatesFound(Struct, frozen=True):
    """Some states in order; `next` is where the following page begins, if there is one."""

    items: tuple[StateLine, ...]
    next: Position | None = None


Statuses = Mapping[UUID, Status | None]
"""By the id of a work as somebody named it, a merged one too: of every work that one may keep a state of."""
