"""Lets the works on everybody's menus follow a merge; editions keep what was published."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.catalog.merging import Moved
from domain.kernel import MediaItemId

HOLD = text("SELECT menus.hold_menus_with(:loser)")
FOLLOW = text("SELECT menus.items_follow(:loser)")


class ItemsFollow:
    """The catalogue's port Follows, for places on menus: same place, same note, same version of the menu."""

    table = "menus.course_items"

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, loser_id: MediaItemId) -> None:
        await self._connection.execute(HOLD, {"loser": loser_id})

    async def follow(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> Moved:
        return Moved(await self._connection.scalar(FOLLOW, {"loser": loser_id}) or 0)
