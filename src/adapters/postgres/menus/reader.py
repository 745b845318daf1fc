"""Reads menus for curators, for everybody, and for whoever holds a share link: one statement a question."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import asdict
from sqlalchemy import TextClause, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus import documents, public_tables
from adapters.postgres.menus.directory import directory
from adapters.postgres.menus.list_documents import SUMMARIES
from adapters.postgres.menus.public_documents import OWN_EDITION, PUBLIC_EDITIONS, PUBLIC_MENU
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MenuId
from domain.menus.balance import Servings
from domain.menus.browsing import ALL, EVERYTHING, Browsing, DirectoryPlace, MenuOrder, Narrowing
from domain.menus.editions import EditionSummary
from domain.menus.errors import EditionNotFound, MenuGone, MenuNotFound
from domain.menus.sharing import SharedDraft
from domain.menus.views import DirectoryEntry, MenuSummary, MenuView, PublicEdition, PublicMenu

T = TypeVar("T")

IS_GONE = text("SELECT EXISTS (SELECT FROM menus.slugs WHERE slug = :slug AND gone_at IS NOT NULL)")
OPEN_SHARE = text("SELECT menus.open_share(:digest, :visit, :secret, :at, :until)")
VISIT_SHARE = text("""
    SELECT menu_id, owner_id, expires_at, token_id, scope FROM menus.visit_share(:visit, :secret, :at)""")


class PgCuratorReader:
    """A curator's own menus."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def menu(self, actor: Actor, menu_id: MenuId) -> MenuView:
        async with self._transactions.open(actor) as connection:
            menu = await _decoded(connection, documents.WORKING_COPY, MenuView, menu=menu_id)
        if menu is None:
            raise MenuNotFound
        return menu

    async def menus(
        self,
        actor: Actor,
        limit: int,
        after: tuple[datetime | str, UUID] | None,
        order: MenuOrder = "edited",
        narrowing: Narrowing = ALL,
    ) -> tuple[MenuSummary, ...]:
        key, menu_id = after or (None, None)
        facts = {"limit": limit, "key": key, "id": menu_id, **asdict(narrowing)}
        async with self._transactions.open(actor) as connection:
            lines = await _decoded(connection, SUMMARIES[order], tuple[MenuSummary, ...], **facts)
        return lines or ()

    async def editions(self, actor: Actor, menu_id: MenuId) -> tuple[EditionSummary, ...]:
        editions = public_tables.editions
        columns = [editions.c[name] for name in EditionSummary.__struct_fields__]
        mine = (editions.c.menu_id == menu_id) & (editions.c.owner_id == actor.user_id)
        async with self._transactions.open(actor) as connection:
            if await _decoded(connection, documents.WORKING_COPY, MenuView, menu=menu_id) is None:
                raise MenuNotFound
            query = select(*columns).where(mine).order_by(editions.c.number.desc())
            rows = await connection.execute(query)
        return tuple(EditionSummary(**row) for row in rows.mappings())

    async def edition(self, actor: Actor, menu_id: MenuId, number: int) -> PublicMenu:
        async with self._transactions.open(actor) as connection:
            found = await _decoded(connection, OWN_EDITION, PublicMenu, menu=menu_id, number=number)
        if found is None:
            raise EditionNotFound
        return found

    async def servings(self, actor: Actor, menu_id: MenuId) -> Servings:
        async with self._transactions.open(actor) as connection:
            found = await _decoded(connection, documents.SERVINGS, Servings, menu=menu_id)
        if found is None:
            raise MenuNotFound
        return found


class PgPublicReader:
    """Published menus, as anybody reads them."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def menu(self, slug: str, number: int | None = None) -> PublicMenu:
        async with self._transactions.open(None) as connection:
            menu = await _decoded(connection, PUBLIC_MENU, PublicMenu, slug=slug, number=number)
            if menu is None and await connection.scalar(IS_GONE, {"slug": slug}):
                raise MenuGone
        if menu is None:
            raise MenuNotFound
        return menu

    async def editions(self, slug: str) -> tuple[PublicEdition, ...]:
        async with self._transactions.open(None) as connection:
            rows = await connection.execute(PUBLIC_EDITIONS, {"slug": slug})
            found = tuple(PublicEdition(**row) for row in rows.mappings())
            if not found and await connection.scalar(IS_GONE, {"slug": slug}):
                raise MenuGone
        if not found:
            raise MenuNotFound
        return found

    async def directory(
        self, limit: int, after: DirectoryPlace | None = None, browsing: Browsing = EVERYTHING
    ) -> tuple[DirectoryEntry, ...]:
        statement, facts = directory(limit, after, browsing)
        async with self._transactions.open(None) as connection:
            lines = await _decoded(connection, statement, tuple[DirectoryEntry, ...], **facts)
        return lines or ()


class PgSharedDrafts:
    """The doors behind which a shared draft stands."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def open(self, digest: bytes, visit: UUID, secret: bytes, at: datetime, until: datetime) -> bool:
        facts = {"digest": digest, "visit": visit, "secret": secret, "at": at, "until": until}
        async with self._transactions.open(None) as connection:
            return bool(await connection.scalar(OPEN_SHARE, facts))

    async def visit(self, visit: UUID, secret: bytes, at: datetime) -> SharedDraft | None:
        async with self._transactions.open(None) as connection:
            found = await connection.execute(VISIT_SHARE, {"visit": visit, "secret": secret, "at": at})
            row = found.one_or_none()
        return msgspec.convert(row._asdict(), SharedDraft) if row else None


async def _decoded(
    connection: AsyncConnection, statement: TextClause, kind: type[T], **facts: object
) -> T | None:
    document = await connection.scalar(statement, facts)
    return None if document is None else msgspec.json.decode(document, type=kind)
