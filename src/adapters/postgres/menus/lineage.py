"""Keeps where forks come from."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from msgspec.structs import asdict
from sqlalchemy import insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus import kinship_tables
from domain.kernel import MenuId
from domain.menus.errors import NotAFork
from domain.menus.lineage import Lineage

LINEAGE = text("""
    SELECT (to_jsonb(lineage) || jsonb_build_object('courses', lineage.courses || coalesce((
            SELECT jsonb_object_agg(pair.key, pair.value ORDER BY proposal.id)
            FROM menus.proposals proposal, jsonb_each(proposal.courses) pair
            WHERE proposal.fork_id = lineage.menu_id AND proposal.proposer_id = lineage.owner_id
                AND proposal.menu_id = lineage.source_menu_id AND proposal.taken > 0), '{}')))::text
    FROM menus.menu_lineage lineage
    WHERE menu_id = :menu AND owner_id = accounts.current_user_id()""")
"""With the courses that the source has taken over from the fork: they are the same ones from then on."""


class PgLineages:
    """The credits of forks, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, lineage: Lineage) -> None:
        row = {**asdict(lineage), "courses": msgspec.to_builtins(lineage.courses)}
        await self._connection.execute(insert(kinship_tables.menu_lineage), row)

    async def of(self, menu_id: MenuId) -> Lineage:
        return await lineage_of(self._connection, menu_id)

    async def follow(self, menu_id: MenuId, edition: int, courses: Mapping[UUID, UUID]) -> None:
        its = kinship_tables.menu_lineage.c.menu_id == menu_id
        facts = {"source_edition": edition, "courses": msgspec.to_builtins(courses)}
        await self._connection.execute(update(kinship_tables.menu_lineage).where(its).values(facts))


async def lineage_of(connection: AsyncConnection, menu_id: MenuId) -> Lineage:
    """Where the actor's own fork comes from. Raises NotAFork."""
    found = await connection.scalar(LINEAGE, {"menu": menu_id})
    if found is None:
        raise NotAFork
    return msgspec.json.decode(found, type=Lineage)
