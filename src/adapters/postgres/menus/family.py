"""Reads where menus come from and what was made from them: both ways through the forks, in one statement."""

import msgspec
from sqlalchemy import text

from adapters.postgres.menus.lineage import lineage_of
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MenuId
from domain.menus.errors import MenuNotFound
from domain.menus.lineage import Lineage
from domain.menus.views import Family

# Policies hide others' drafts. What only a link opens is left out here, with all that comes after it. Nor is
# the address of a source told that is closed: a link may open it again.
FAMILY = text("""
    WITH RECURSIVE up AS (
        SELECT fork.*, 1 AS steps FROM menus.menu_lineage fork WHERE fork.menu_id = :menu
        UNION ALL
        SELECT fork.*, up.steps + 1 FROM up JOIN menus.menu_lineage fork ON fork.menu_id = up.source_menu_id
        LEFT JOIN menus.editions edition ON edition.menu_id = fork.menu_id AND edition.is_current
            AND edition.withdrawn_at IS NULL AND edition.visibility = 'public'
        WHERE edition.menu_id IS NOT NULL OR fork.owner_id = accounts.current_user_id()
    ) CYCLE menu_id SET is_cycle USING trail,
    down AS (
        SELECT fork.*, 1 AS depth, own.title, own.slug, own.status,
            edition.document ->> 'title' AS public_title, edition.slug AS public_slug
        FROM menus.menu_lineage fork
        LEFT JOIN menus.editions edition ON edition.menu_id = fork.menu_id AND edition.is_current
            AND edition.withdrawn_at IS NULL AND edition.visibility = 'public'
        LEFT JOIN menus.menus own ON own.id = fork.menu_id AND own.owner_id = accounts.current_user_id()
            AND own.deleted_at IS NULL
        WHERE fork.source_menu_id = :menu AND (edition.menu_id IS NOT NULL OR own.id IS NOT NULL)
        UNION ALL
        SELECT fork.*, down.depth + 1, own.title, own.slug, own.status,
            edition.document ->> 'title', edition.slug
        FROM down JOIN menus.menu_lineage fork ON fork.source_menu_id = down.menu_id
        LEFT JOIN menus.editions edition ON edition.menu_id = fork.menu_id AND edition.is_current
            AND edition.withdrawn_at IS NULL AND edition.visibility = 'public'
        LEFT JOIN menus.menus own ON own.id = fork.menu_id AND own.owner_id = accounts.current_user_id()
            AND own.deleted_at IS NULL
        WHERE edition.menu_id IS NOT NULL OR own.id IS NOT NULL
    ) SEARCH DEPTH FIRST BY created_at, menu_id SET place CYCLE menu_id SET is_cycle USING trail,
    ancestors AS (
        SELECT up.steps, json_build_object('menu_id', up.source_menu_id,
            'title', coalesce(own.title, edition.document ->> 'title', up.source_title),
            'curator', coalesce(person.name, up.source_curator),
            'slug', CASE WHEN own.id IS NOT NULL OR edition.menu_id IS NOT NULL OR address.slug IS NULL
                THEN up.source_slug END,
            'edition', up.source_edition, 'is_available', edition.menu_id IS NOT NULL,
            'is_mine', own.id IS NOT NULL, 'forked_at', up.created_at) AS ancestor
        FROM up
        LEFT JOIN menus.menus own ON own.id = up.source_menu_id AND own.owner_id = accounts.current_user_id()
            AND own.deleted_at IS NULL
        LEFT JOIN menus.editions edition ON edition.menu_id = up.source_menu_id AND edition.is_current
            AND edition.withdrawn_at IS NULL AND edition.visibility = 'public'
        LEFT JOIN menus.slugs address ON address.menu_id = up.source_menu_id AND address.slug = up.source_slug
            AND address.gone_at IS NULL
        LEFT JOIN LATERAL (SELECT coalesce(nullif(display_name, ''), username) AS name
            FROM accounts.public_name(edition.owner_id)) person ON true
        WHERE NOT up.is_cycle
    ),
    descendants AS (
        SELECT down.place, row_number() OVER (ORDER BY down.place) AS number, json_build_object(
            'menu_id', down.menu_id, 'parent_id', down.source_menu_id, 'depth', down.depth,
            'title', coalesce(down.title, down.public_title), 'curator', person.name,
            'slug', coalesce(down.slug, down.public_slug), 'status', coalesce(down.status, 'published'),
            'edition', down.source_edition, 'is_mine', down.slug IS NOT NULL,
            'forked_at', down.created_at) AS descendant
        FROM down
        LEFT JOIN LATERAL (SELECT coalesce(nullif(display_name, ''), username) AS name
            FROM accounts.public_name(down.owner_id)) person ON true
        WHERE NOT down.is_cycle
    )
    SELECT json_build_object(
        'ancestors', (SELECT coalesce(json_agg(ancestor ORDER BY steps), '[]') FROM ancestors),
        'descendants', (SELECT coalesce(json_agg(descendant ORDER BY place), '[]') FROM descendants
            WHERE number <= :most),
        'is_whole', NOT EXISTS (SELECT FROM descendants WHERE number > :most))::text
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL""")


class PgFamilyReader:
    """The forks around a curator's own menus."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def family(self, actor: Actor, menu_id: MenuId, most: int) -> Family:
        async with self._transactions.open(actor) as connection:
            found = await connection.scalar(FAMILY, {"menu": menu_id, "most": most})
        if found is None:
            raise MenuNotFound
        return msgspec.json.decode(found, type=Family)

    async def lineage(self, actor: Actor, menu_id: MenuId) -> Lineage:
        async with self._transactions.open(actor) as connection:
            return await lineage_of(connection, menu_id)
