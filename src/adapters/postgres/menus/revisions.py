"""Keeps states of working copies and reads them; works by their ids, so that a merge rewrites none."""

from collections.abc import Collection, Mapping

import msgspec
from msgspec.structs import asdict
from sqlalchemy import delete, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus import tables
from adapters.postgres.menus.revision_documents import REVISION, REVISIONS
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MediaItemId, MenuId
from domain.menus.errors import MenuNotFound, RevisionNotFound
from domain.menus.revisions import MOST_REVISIONS, Revision, RevisionMark, RevisionSummary, RevisionView

NEWEST = text("""
    SELECT version, kept_at FROM menus.revisions
    WHERE menu_id = :menu AND owner_id = accounts.current_user_id() ORDER BY version DESC LIMIT 1""")

MAKE_ROOM = text("""
    DELETE FROM menus.revisions
    WHERE menu_id = :menu AND owner_id = accounts.current_user_id() AND version <= (
        SELECT version FROM menus.revisions
        WHERE menu_id = :menu AND owner_id = accounts.current_user_id()
        ORDER BY version DESC OFFSET :most LIMIT 1)""")

MERGED = text(
    "SELECT id, merged_into FROM catalog.media_items WHERE id = ANY(:ids) AND merged_into IS NOT NULL"
)


class PgRevisions:
    """Kept states, on one connection in one transaction that holds the menu's row."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(self, menu_id: MenuId) -> RevisionMark | None:
        found = (await self._connection.execute(NEWEST, {"menu": menu_id})).one_or_none()
        return None if found is None else RevisionMark(*found)

    async def view(self, menu_id: MenuId, version: int) -> RevisionView:
        return await _view(self._connection, menu_id, version)

    async def keep(self, revision: Revision) -> None:
        await self._connection.execute(insert(tables.revisions), asdict(revision))
        await self._connection.execute(MAKE_ROOM, {"menu": revision.menu_id, "most": MOST_REVISIONS})

    async def forget(self, menu_id: MenuId) -> None:
        await self._connection.execute(delete(tables.revisions).where(tables.revisions.c.menu_id == menu_id))


class PgHistoryReader:
    """The past of a curator's own menus."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def revisions(
        self, actor: Actor, menu_id: MenuId, limit: int, before: int | None
    ) -> tuple[RevisionSummary, ...]:
        facts = {"menu": menu_id, "limit": limit, "before": before}
        async with self._transactions.open(actor) as connection:
            lines = await connection.scalar(REVISIONS, facts)
        if lines is None:
            raise MenuNotFound
        return msgspec.json.decode(lines, type=tuple[RevisionSummary, ...])

    async def revision(self, actor: Actor, menu_id: MenuId, version: int) -> RevisionView:
        async with self._transactions.open(actor) as connection:
            return await _view(connection, menu_id, version)

    async def standing(
        self, actor: Actor | None, works: Collection[MediaItemId]
    ) -> Mapping[MediaItemId, MediaItemId]:
        async with self._transactions.open(actor) as connection:
            merged = await connection.execute(MERGED, {"ids": list(works)})
        return {MediaItemId(row.id): MediaItemId(row.merged_into) for row in merged}


async def _view(connection: AsyncConnection, menu_id: MenuId, version: int) -> RevisionView:
    document = await connection.scalar(REVISION, {"menu": menu_id, "version": version})
    if document is None:
        raise RevisionNotFound
    return msgspec.json.decode(document, type=RevisionView)
