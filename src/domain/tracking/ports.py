"""What tracking asks of the world: somewhere to keep states, and ways to read them."""

from collections.abc import Collection
from typing import Any, Protocol
from uuid import UUID

from msgspec import Struct

from domain.kernel import Actor, MediaItemId
from domain.tracking.commands import StateQuery
from domain.tracking.model import State
from domain.tracking.views import StatesFound, Statuses


class StandingWork(Struct, frozen=True):
    """The work that a state is of, itself or the one that it was merged into, and what it is called now."""

    id: MediaItemId
    snapshot: dict[str, Any]


class States(Protocol):
    """States of the actor, in a unit of work."""

    async def standing(self, actor: Actor, work_id: MediaItemId) -> StandingWork:
        """The work that stands for that id; it is not merged until the unit of work ends.

        Raises WorkNotFound.
        """

    async def get(self, actor: Actor, work_id: MediaItemId) -> State | None:
        """The state of a standing work, locked until the unit of work ends."""

    async def add(self, actor: Actor, state: State) -> None:
        """Keep the first state of a work. Raises StateExists when somebody was quicker."""

    async def save(self, actor: Actor, state: State) -> None:
        """Write the next version of a state that was locked."""

    async def drop(self, actor: Actor, work_id: MediaItemId) -> None:
        """Forget a state that was locked."""


class StateReader(Protocol):
    """A person's own states. A merged work is asked for as the one that stands for it."""

    async def state(self, actor: Actor, work_id: MediaItemId) -> State:
        """Raises StateNotFound."""

    async def states(self, actor: Actor, query: StateQuery) -> StatesFound:
        """At most `limit` of them, from behind `after` on."""

    async def statuses(self, actor: Actor, works: Collection[UUID]) -> Statuses:
        """How far the actor is with works; those that they may not keep a state of are left out."""
