"""Writes menus; statements name the owner, and policies check it again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import asdict
from sqlalchemy import TextClause, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.constraints import Refusals
from adapters.postgres.menus import documents, tables
from adapters.postgres.menus.content import WRITE_CONTENT, content_of
from adapters.postgres.menus.editions import PgEditions
from adapters.postgres.menus.lineage import PgLineages
from adapters.postgres.menus.notes import PgDraftNotes
from adapters.postgres.menus.proposals import PgProposals
from adapters.postgres.menus.revisions import PgRevisions
from adapters.postgres.menus.share_links import PgShareLinks
from domain.kernel import MediaItemId, MenuId, Stale
from domain.menus.errors import (
    AlreadyPaired,
    AlreadyReported,
    IdTaken,
    MenuNotFound,
    ProposalNotFound,
    UpstreamClosed,
    WorkUnknown,
)
from domain.menus.model import Menu
from domain.menus.views import MenuView

REFUSALS: Refusals = {
    "courses_pk": IdTaken,
    "course_items_pk": IdTaken,
    "menu_item_pairings_pk": IdTaken,
    "course_items_menu_id_item_key_uq": IdTaken,
    "menu_item_pairings_two_works_uq": AlreadyPaired,
    "course_items_media_item_id_fk": partial(WorkUnknown, "/media_item_id"),
    "menu_lineage_source_menu_id_fk": MenuNotFound,
    "mutes_person_id_fk": ProposalNotFound,
    "proposals_menu_id_fk": UpstreamClosed,
    "reports_one_open_uq": AlreadyReported,
}

BESIDE = frozenset({"courses", "pairings", "take_down"})
"""What of a menu stands in other tables."""

LOCK = text("""
    SELECT version FROM menus.menus
    WHERE id = :menu AND owner_id = accounts.current_user_id() AND deleted_at IS NULL
    FOR NO KEY UPDATE""")

ARCHIVE = text("""
    UPDATE menus.menus SET archived_at = CASE WHEN CAST(:at AS timestamptz) IS NOT NULL
        THEN coalesce(archived_at, CAST(:at AS timestamptz)) END
    WHERE id = :menu AND owner_id = accounts.current_user_id() AND deleted_at IS NULL
    RETURNING id""")
# What somebody made for themselves comes with a fork or a proposal; taken off, it may come back.
_LENT = """
    EXISTS (SELECT FROM menus.menu_lineage fork
            JOIN menus.editions edition ON edition.menu_id = fork.source_menu_id
        WHERE fork.owner_id = accounts.current_user_id() AND edition.withdrawn_at IS NULL
            AND jsonb_path_exists(edition.document, '$.courses[*].items[*] ? (@.media_item_id == $work)',
                jsonb_build_object('work', work.id)))
    OR EXISTS (SELECT FROM menus.proposals proposal
        WHERE proposal.curator_id = accounts.current_user_id() AND proposal.taken > 0
            AND jsonb_path_exists(proposal.document, '$.courses[*].items[*] ? (@.media_item_id == $work)',
                jsonb_build_object('work', work.id)))
    OR EXISTS (SELECT FROM menus.revisions revision WHERE revision.owner_id = accounts.current_user_id()
        AND jsonb_path_exists(revision.document, '$.courses[*].items[*] ? (@.media_item_id == $work)',
            jsonb_build_object('work', work.id)))"""

# Whoever holds a work so keeps it from being merged; of one that was, the row says into which.
USABLE_WORKS = text(f"""
    SELECT id, merged_into FROM catalog.media_items work
    WHERE id = ANY(:ids) AND (origin <> 'custom' OR owner_id = accounts.current_user_id() OR {_LENT})
    ORDER BY id FOR KEY SHARE""")  # noqa: S608 - put together from constants

LENT_WORKS = text("""
    SELECT id, merged_into FROM catalog.media_items WHERE id = ANY(:ids) ORDER BY id FOR KEY SHARE""")


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
        return await self._standing(USABLE_WORKS, ids)

    async def lent_works(self, ids: Collection[MediaItemId]) -> Mapping[MediaItemId, MediaItemId]:
        return await self._standing(LENT_WORKS, ids)

    async def _standing(
        self, statement: TextClause, ids: Collection[MediaItemId]
    ) -> Mapping[MediaItemId, MediaItemId]:
        """A survivor may be merged itself while one waits for the row of its loser: so it is held too."""
        usable = await self._connection.execute(statement, {"ids": list(ids)})
        leads_to: dict[MediaItemId, MediaItemId | None] = {row.id: row.merged_into for row in usable}
        survivors = {work for work in leads_to.values() if work}
        beyond = await self._standing(statement, survivors) if survivors else {}
        return {work: beyond[into] if into else work for work, into in leads_to.items()}

    async def _whole(self, statement: TextClause, menu_id: MenuId) -> MenuView:
        document = await self._connection.scalar(statement, {"menu": menu_id})
        if document is None:
            raise MenuNotFound
        return msgspec.json.decode(document, type=MenuView)


class PgWorkspace:
    """What a unit of work of this context works with."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.menus = PgMenus(connection)
        self.editions = PgEditions(connection)
        self.lineages = PgLineages(connection)
        self.proposals = PgProposals(connection)
        self.revisions = PgRevisions(connection)
        self.share_links = PgShareLinks(connection)
        self.notes = PgDraftNotes(connection)


def _row(menu: Menu) -> dict[str, object]:
    return {name: value for name, value in asdict(menu).items() if name not in BESIDE}
