"""Muting: curators from whom another one takes no proposals, to any menu."""

from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from msgspec import Struct

from domain.kernel import Actor, Begin, Clock, NewId
from domain.menus.errors import ProposalNotFound
from domain.menus.views import Curator

MOST_SHOWN: Final = 500


class Muted(Struct, frozen=True):
    """Somebody who is not heard, and since when."""

    id: UUID
    curator: Curator | None
    created_at: datetime


class Mutes(Protocol):
    """The actor's own, in a unit of work."""

    async def add(self, mute_id: UUID, proposal_id: UUID, now: datetime) -> None:
        """Whoever made that proposal to the actor; twice is once. Raises ProposalNotFound."""

    async def all(self, limit: int) -> tuple[Muted, ...]:
        """Last muted first."""

    async def remove(self, mute_id: UUID) -> bool:
        """Whether there was one."""


class Muting:
    """The choice of a curator who has heard enough of somebody; what waits already stays."""

    def __init__(self, begin: Begin[Mutes], clock: Clock, new_id: NewId) -> None:
        self._begin = begin
        self._clock = clock
        self._new_id = new_id

    async def mute(self, actor: Actor, proposal_id: UUID) -> None:
        """Whoever made it; asked for twice, it is done once. Raises ProposalNotFound, also for one's own."""
        async with self._begin(actor) as mutes:
            await mutes.add(self._new_id(), proposal_id, self._clock())

    async def muted(self, actor: Actor) -> tuple[Muted, ...]:
        """Last muted first, five hundred at most."""
        async with self._begin(actor) as mutes:
            return await mutes.all(MOST_SHOWN)

    async def hear_again(self, actor: Actor, mute_id: UUID) -> None:
        """Raises ProposalNotFound when nobody is muted by that id."""
        async with self._begin(actor) as mutes:
            if not await mutes.remove(mute_id):
                raise ProposalNotFound
