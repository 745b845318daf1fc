"""Writes editions; whatever changes what readers see is announced to every worker, at commit."""

from datetime import datetime

from msgspec.structs import asdict
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus import public_tables, tables
from domain.kernel import MenuId, UserId
from domain.menus.editions import Edition
from domain.menus.model import Menu

NEXT_APPEARANCE = public_tables.editions.c.appearance + 1

CHANNEL = "menus_changed"

NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :slug)")
"""Tells every worker, at commit, to forget what it has rendered of a menu."""

REFRESH_KIN = text("SELECT menus.refresh_kin(:menu)")

REFRESH_NAME = text("SELECT menus.refresh_name()")

FOUND_BY = text("""
    SELECT visibility FROM menus.editions
    WHERE menu_id = :menu AND owner_id = accounts.current_user_id()
        AND is_current AND withdrawn_at IS NULL""")


class PgEditions:
    """Frozen publications, on one connection in one transaction.

    Credits and counts of forks are looked after first: menus that tell of one another take turns there.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def publish(self, edition: Edition) -> None:
        found_by = await self._connection.scalar(FOUND_BY, {"menu": edition.menu_id})
        if found_by != edition.visibility:
            await self._refresh_kin(edition.menu_id)
        await self._change(
            edition,
            is_current=False,
            withdrawn_at=None,
            visibility=edition.visibility,
            appearance=NEXT_APPEARANCE,
        )
        row = {**asdict(edition), "document": edition.document, "is_current": True, "appearance": 1}
        await self._connection.execute(insert(public_tables.editions), row)
        await self._connection.execute(NOTIFY, {"slug": edition.slug})

    async def withdraw(self, menu: Menu, at: datetime) -> None:
        await self._refresh_kin(menu.id)
        await self._change(menu, withdrawn_at=at)
        # No look-up would find them any more, but what was taken back should not lie about either.
        its_bytes = public_tables.renderings.c.menu_id == menu.id
        await self._connection.execute(delete(public_tables.renderings).where(its_bytes))
        if menu.deleted_at is not None and menu.latest_edition is not None:
            gone = update(tables.slugs).where(tables.slugs.c.slug == menu.slug).values(gone_at=at)
            await self._connection.execute(gone)
        await self._connection.execute(NOTIFY, {"slug": menu.slug})

    async def show(self, menu: Menu) -> None:
        await self._refresh_kin(menu.id)
        await self._change(menu, visibility=menu.visibility, appearance=NEXT_APPEARANCE)
        await self._connection.execute(NOTIFY, {"slug": menu.slug})

    async def _refresh_kin(self, menu_id: MenuId) -> None:
        await self._connection.execute(REFRESH_KIN, {"menu": menu_id})

    async def _change(self, menu: Menu | Edition, **facts: object) -> None:
        menu_id = menu.id if isinstance(menu, Menu) else menu.menu_id
        editions = public_tables.editions.c
        its = (editions.menu_id == menu_id) & (editions.owner_id == menu.owner_id)
        # In the order that menus.show_again takes them: two updates that meet half-way would wait for ever.
        in_turn = select(editions.number).where(its).order_by(editions.number).with_for_update(key_share=True)
        await self._connection.execute(in_turn)
        await self._connection.execute(update(public_tables.editions).where(its).values(**facts))


class PgCuratorNames:
    """Where curators' names stand in public, for the context that owns the names."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def refresh_name(self, user_id: UserId) -> None:
        """Have everything that shows the actor's name rendered again: their menus, and credits elsewhere."""
        await self._connection.execute(REFRESH_NAME)
