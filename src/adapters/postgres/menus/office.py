"""Takes menus down and lets them go again, as media_menu_admin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import msgspec
from msgspec.structs import asdict
from sqlalchemy import delete, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus import office_tables, tables
from adapters.postgres.menus.editions import PgEditions
from adapters.postgres.offices import open_office
from adapters.postgres.transactions import ACT_AS, PgTransactions
from domain.kernel import Actor
from domain.menus.errors import MenuNotFound
from domain.menus.model import Menu
from domain.menus.reports import Ruling
from domain.menus.views import TakeDown

LOCK = text("""
    SELECT id FROM menus.menus menu WHERE slug = :slug AND deleted_at IS NULL
        AND EXISTS (SELECT FROM menus.reports report WHERE report.menu_id = menu.id)
    FOR NO KEY UPDATE""")

REPORTED = text("""
    SELECT json_build_object('id', menu.id, 'owner_id', menu.owner_id, 'slug', menu.slug,
        'title', (SELECT report.title FROM menus.reports report WHERE report.menu_id = menu.id
            ORDER BY report.created_at DESC, report.id DESC LIMIT 1),
        'status', menu.status, 'visibility', menu.visibility, 'version', menu.version,
        'latest_edition', menu.latest_edition, 'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'take_down', (SELECT json_build_object('reason', closed.reason, 'at', closed.at)
            FROM menus.take_downs closed WHERE closed.menu_id = menu.id))::text
    FROM menus.menus menu WHERE menu.id = :menu""")

KEEP = text("""
    INSERT INTO menus.rulings (id, menu_id, slug, title, decision, reason, decided_by, decided_at)
    SELECT :id, report.menu_id, report.slug, report.title, :decision, :reason, :decided_by, :decided_at
    FROM menus.reports report WHERE report.slug = :slug
    ORDER BY report.created_at DESC, report.id DESC LIMIT 1""")

# In the order of their ids: two administrators may decide at once.
SETTLE = text("""
    WITH held AS (
        SELECT id FROM menus.reports WHERE slug = :slug AND ruling_id IS NULL ORDER BY id FOR NO KEY UPDATE)
    UPDATE menus.reports report SET ruling_id = :id FROM held WHERE report.id = held.id""")


class PgMenuOffice:
    """The port Office, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, slug: str) -> Menu:
        """Locks first and reads then: one statement for both would read what stood before the wait."""
        menu_id = await self._connection.scalar(LOCK, {"slug": slug})
        if menu_id is None:
            raise MenuNotFound
        return msgspec.json.decode(await self._connection.scalar(REPORTED, {"menu": menu_id}), type=Menu)

    async def close(self, menu: Menu, take_down: TakeDown) -> None:
        its = tables.menus.c.id == menu.id
        facts = {"status": menu.status, "version": menu.version, "updated_at": menu.updated_at}
        await self._connection.execute(update(tables.menus).where(its).values(facts))
        row = {"menu_id": menu.id, "owner_id": menu.owner_id, **asdict(take_down)}
        await self._connection.execute(insert(office_tables.take_downs), row)

    async def withdraw(self, menu: Menu, at: datetime) -> None:
        """In the name of the curator, whose editions these are."""
        await self._connection.execute(ACT_AS, {"person": menu.owner_id})
        await PgEditions(self._connection).withdraw(menu, at)

    async def let_go(self, menu: Menu) -> None:
        its = office_tables.take_downs.c.menu_id == menu.id
        await self._connection.execute(delete(office_tables.take_downs).where(its))

    async def keep(self, ruling: Ruling) -> int:
        if not (await self._connection.execute(KEEP, asdict(ruling))).rowcount:
            raise MenuNotFound
        settled = await self._connection.execute(SETTLE, {"slug": ruling.slug, "id": ruling.id})
        return settled.rowcount


class PgMenuOffices:
    """Begins units of work of administrators."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    @asynccontextmanager
    async def begin(self, actor: Actor | None) -> AsyncIterator[PgMenuOffice]:
        """Policies of this role ask nobody who acts. Raises OfficeClosed."""
        async with open_office(self._transactions) as connection:
            yield PgMenuOffice(connection)
