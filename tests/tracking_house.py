"""Tracking on a real database, for tests of all layers."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.tracking.reader import PgStateReader
from adapters.postgres.tracking.repository import PgStates
from adapters.postgres.transactions import PgTransactions
from app.retrying import retried
from domain.kernel import Actor, MediaItemId
from domain.tracking.commands import StateQuery, StateWish
from domain.tracking.errors import NONE_SO_FAR
from domain.tracking.model import State
from domain.tracking.service import Tracking
from tests.fakes.accounts import MovableClock


class TrackingHouse:
    """Every use case and reader, with a clock that can be moved."""

    def __init__(self, engine: AsyncEngine) -> None:
        transactions = PgTransactions(engine, {})
        self.clock = MovableClock()
        self.begin = transactions.working_with(PgStates)
        self.tracking = retried(Tracking(self.begin, self.clock))
        self.reader = PgStateReader(transactions)

    async def keep(self, actor: Actor, work: MediaItemId, status: str = "completed", **said: Any) -> State:
        """The first state of a work."""
        wish = StateWish(status=status, **said)  # type: ignore[arg-type]
        return await self.tracking.put(actor, work, NONE_SO_FAR, wish)

    async def kept(self, actor: Actor, **query: Any) -> list[MediaItemId]:
        """The works of a list of states, in its order."""
        found = await self.reader.states(actor, StateQuery(**query))
        return [each.media_item_id for each in found.items]
