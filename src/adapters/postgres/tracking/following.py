"""Lets everybody's states follow a merge."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.catalog.merging import Moved
from domain.kernel import MediaItemId

FOLLOW = text("SELECT tracking.states_follow(:loser)")


class StatesFollow:
    """The catalogue's port Follows, for states: of two of one person that of the survivor leads."""

    table = "tracking.user_item_states"

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, loser_id: MediaItemId) -> None:
        """Nothing stands above a state but the work itself."""

    async def follow(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> Moved:
        return Moved(await self._connection.scalar(FOLLOW, {"loser": loser_id}) or 0)
