"""What a person keeps of the work whose page they look at, and their scale of ratings."""

from msgspec import Struct

from app.web.words.states import SCALES, Scale
from domain.accounts.service import AccountService
from domain.kernel import Actor, MediaItemId
from domain.tracking.errors import NONE_SO_FAR, StateNotFound
from domain.tracking.model import State
from domain.tracking.ports import StateReader


class Own(Struct, frozen=True):
    """A person's own state of a work, if they keep one."""

    state: State | None
    scale: Scale

    @property
    def version(self) -> int:
        """The version that a form of this page is meant for."""
        return self.state.version if self.state else NONE_SO_FAR


class OwnStates(Struct, frozen=True):
    """Where it is read."""

    state_reader: StateReader
    accounts: AccountService

    async def of(self, actor: Actor, work_id: MediaItemId) -> Own:
        me = await self.accounts.me(actor)
        try:
            state = await self.state_reader.state(actor, work_id)
        except StateNotFound:
            return Own(None, SCALES[me.rating_scale])
        return Own(state, SCALES[me.rating_scale])
