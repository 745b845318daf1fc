"""Keeps where forks come from."""

import msgspec
from msgspec.structs import asdict
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus import tables
from domain.menus.lineage import Lineage


class PgLineages:
    """The credits of forks, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, lineage: Lineage) -> None:
        row = {**asdict(lineage), "courses": msgspec.to_builtins(lineage.courses)}
        await self._connection.execute(insert(tables.menu_lineage), row)
