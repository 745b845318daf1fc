"""Writes menus, editions and share links; statements name the owner, and policies check it again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

import msgspec
from msgspec.structs import asdict
from sqlalchemy import TextClause, Uuid, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.constraints import Refusals
from adapters.postgres.menus import documents, tables
from adapters.postgres.menus.content import WRITE_CONTENT, content_of
from adapters.postgres.menus.revisions import PgRevisions
from domain.kernel import MediaItemId, MenuId, Stale, UserId
from domain.menus.editions import Edition
from domain.menus.errors import AlreadyPaired, IdTaken, MenuNotFound, ShareTokenNotFound, WorkUnknown
from domain.menus.model import Menu
from domain.menus.sharing import ShareLink
from domain.menus.views import MenuView

REFUSALS: Refusals = {
    "courses_pk": IdTaken,
    "course_items_pk": IdTaken,
    "menu_item_pairings_pk": IdTaken,
    "course_items_menu_id_item_key_uq": IdTaken,
    "menu_item_pairings_two_works_uq": AlreadyPaired,
    "course_items_media_item_id_fk": partial(WorkUnknown, "/media_item_id"),
}

ME = func.accounts.current_user_id(type_=Uuid)

NEXT_APPEARANCE = tables.editions.c.appearance + 1

CHANNEL = "menus_changed"

NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :slug)")
"""Tells every worker, at commit, to forget what it has rendered of a menu."""

LOCK = text("""
    SELECT version FROM menus.menus
    WHERE id = :menu AND owner_id = accounts.current_user_id() AND deleted_at IS NULL
    FOR NO KEY UPDATE""")

ARCHIVE = text("""
    UPDATE menus.menus SET archived_at = CASE WHEN CAST(:at AS timestamptz) IS NOT NULL
        THEN coalesce(archived_at, CAST(:at AS timestamptz)) END
    WHERE id = :menu AND owner_id = accounts.current_user_id() AND deleted_at IS NULL
    RETURNING id""")

# Whoever holds a work so keeps it from being merged; of one that was, the row says into which.
USABLE_WORKS = text("""
    SELECT id, merged_into FROM catalog.media_items
    WHERE id = ANY(:ids) AND (origin <> 'custom' OR owner_id = accounts.current_user_id())
    ORDER BY id FOR KEY SHARE""")


class PgMenus:
    """Working copies, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, menu: Menu) -> None:
        await self._connection.execute(insert(tables.slugs), {"slug": menu.slug, "menu_id": menu.id})
        await self._connection.execute(insert(tables.menus), _row(menu))
        if menu.courses:
            await self._connection.execute(WRITE_CONTENT, content_of(menu))

    async def get(self, menu_id: MenuId, version: int | None) -> Menu:
        """Locks first and reads then: one statement for both would read what stood before the wait."""
        current = await self._connection.scalar(LOCK, {"menu": menu_id})
        if current is None:
            raise MenuNotFound
        if version is not None and version != current:
            raise Stale(current)
        document = await self._connection.scalar(documents.AGGREGATE, {"menu": menu_id})
        return msgspec.json.decode(document, type=Menu)

    async def save(self, menu: Menu) -> None:
        mine = (tables.menus.c.id == menu.id) & (tables.menus.c.owner_id == menu.owner_id)
        await self._connection.execute(update(tables.menus).where(mine).values(_row(menu)))
        await self._connection.execute(WRITE_CONTENT, content_of(menu))

    async def archive(self, menu_id: MenuId, at: datetime | None) -> None:
        """Asked for twice, it keeps the moment of the first time."""
        if await self._connection.scalar(ARCHIVE, {"menu": menu_id, "at": at}) is None:
            raise MenuNotFound

    async def view(self, menu_id: MenuId) -> MenuView:
        return await self._whole(documents.WORKING_COPY, menu_id)

    async def to_freeze(self, menu_id: MenuId) -> MenuView:
        return await self._whole(documents.TO_FREEZE, menu_id)

    async def standing_works(self, ids: Collection[MediaItemId]) -> Mapping[MediaItemId, MediaItemId]:
        """A survivor may be merged itself while one waits for the row of its loser: so it is held too."""
        usable = await self._connection.execute(USABLE_WORKS, {"ids": list(ids)})
        leads_to: dict[MediaItemId, MediaItemId | None] = {row.id: row.merged_into for row in usable}
        survivors = {work for work in leads_to.values() if work}
        beyond = await self.standing_works(survivors) if survivors else {}
        return {work: beyond[into] if into else work for work, into in leads_to.items()}

    async def _whole(self, statement: TextClause, menu_id: MenuId) -> MenuView:
        document = await self._connection.scalar(statement, {"menu": menu_id})
        if document is None:
            raise MenuNotFound
        return msgspec.json.decode(document, type=MenuView)


class PgEditions:
    """Frozen publications; whatever changes what readers see is announced at commit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def publish(self, edition: Edition) -> None:
        await self._change(
            edition,
            is_current=False,
            withdrawn_at=None,
            visibility=edition.visibility,
            appearance=NEXT_APPEARANCE,
        )
        row = {**asdict(edition), "document": edition.document, "is_current": True, "appearance": 1}
        await self._connection.execute(insert(tables.editions), row)
        await self._connection.execute(NOTIFY, {"slug": edition.slug})

    async def withdraw(self, menu: Menu, at: datetime) -> None:
        await self._change(menu, withdrawn_at=at)
        # No look-up would find them any more, but what was taken back should not lie about either.
        its_bytes = tables.renderings.c.menu_id == menu.id
        await self._connection.execute(delete(tables.renderings).where(its_bytes))
        if menu.deleted_at is not None and menu.latest_edition is not None:
            gone = update(tables.slugs).where(tables.slugs.c.slug == menu.slug).values(gone_at=at)
            await self._connection.execute(gone)
        await self._connection.execute(NOTIFY, {"slug": menu.slug})

    async def show(self, menu: Menu) -> None:
        await self._change(menu, visibility=menu.visibility, appearance=NEXT_APPEARANCE)
        await self._connection.execute(NOTIFY, {"slug": menu.slug})

    async def _change(self, menu: Menu | Edition, **facts: object) -> None:
        menu_id = menu.id if isinstance(menu, Menu) else menu.menu_id
        editions = tables.editions.c
        its = (editions.menu_id == menu_id) & (editions.owner_id == menu.owner_id)
        await self._connection.execute(update(tables.editions).where(its).values(**facts))


class PgCuratorNames:
    """Where curators' names stand in public, for the context that owns the names."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def refresh_name(self, user_id: UserId) -> None:
        """Have everything that shows this person's name rendered again."""
        editions = tables.editions.c
        again = update(tables.editions).where(editions.owner_id == user_id).values(appearance=NEXT_APPEARANCE)
        slugs = await self._connection.scalars(again.returning(editions.slug))
        for slug in set(slugs):
            await self._connection.execute(NOTIFY, {"slug": slug})


class PgShareLinks:
    """Links to drafts, by the digest of their token."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, link: ShareLink, digest: bytes) -> None:
        row = {**asdict(link), "token_hash": digest}
        await self._connection.execute(insert(tables.menu_share_tokens), row)

    async def of(self, menu_id: MenuId) -> tuple[ShareLink, ...]:
        links = tables.menu_share_tokens
        columns = [links.c[name] for name in ShareLink.__struct_fields__]
        query = select(*columns).where(links.c.menu_id == menu_id, links.c.owner_id == ME)
        rows = await self._connection.execute(query.order_by(links.c.created_at.desc(), links.c.id.desc()))
        return tuple(ShareLink(**row) for row in rows.mappings())

    async def revoke(self, menu_id: MenuId, link_id: UUID, at: datetime) -> None:
        links = tables.menu_share_tokens.c
        its = (links.id == link_id) & (links.menu_id == menu_id) & (links.owner_id == ME)
        revoke = update(tables.menu_share_tokens).where(its, links.revoked_at.is_(None)).values(revoked_at=at)
        if not (await self._connection.execute(revoke)).rowcount:
            raise ShareTokenNotFound


class PgWorkspace:
    """What a unit of work of this context works with."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.menus = PgMenus(connection)
        self.editions = PgEditions(connection)
        self.revisions = PgRevisions(connection)
        self.share_links = PgShareLinks(connection)


def _row(menu: Menu) -> dict[str, object]:
    return {name: value for name, value in asdict(menu).items() if name not in {"courses", "pairings"}}
