"""Keeps what readers follow, and reads what is new there; statements name the reader, policies again."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from msgspec.structs import asdict
from sqlalchemy import TextClause, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.constraints import Refusals
from adapters.postgres.menus import public_tables
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, UserId
from domain.menus.errors import MenuNotFound
from domain.menus.follows import Follow, Followed, FollowedEdition, Kind, Target, Wish

REFUSALS: Final[Refusals] = {"follows_menu_id_fk": MenuNotFound, "follows_curator_id_fk": MenuNotFound}

BEGIN: Final = text("""
    INSERT INTO menus.followers (user_id, looked_at, read_until) VALUES (:reader, :now, :now)
    ON CONFLICT (user_id) DO NOTHING""")
HOLD: Final = text("SELECT FROM menus.followers WHERE user_id = :reader FOR NO KEY UPDATE")
COUNT: Final = text("SELECT count(*) FROM menus.follows WHERE user_id = :reader")
MEANT: Final[dict[Kind, TextClause]] = {
    "menu": text("""
        SELECT menu_id, NULL::uuid AS curator_id, document ->> 'title' AS title FROM menus.editions
        WHERE slug = :name AND is_current AND withdrawn_at IS NULL"""),
    "curator": text("""
        SELECT NULL::uuid AS menu_id, owner_id AS curator_id, NULL AS title FROM menus.editions
        WHERE owner_id = (SELECT accounts.person_named(:name))
            AND withdrawn_at IS NULL AND visibility = 'public' LIMIT 1"""),
}
OF: Final = text("""
    SELECT * FROM menus.follows WHERE user_id = accounts.current_user_id()
        AND (menu_id = CAST(:menu AS uuid) OR curator_id = CAST(:curator AS uuid))""")
REMOVE: Final = text("DELETE FROM menus.follows WHERE user_id = :reader AND id = :follow RETURNING id")
NAMED: Final[dict[Kind, str]] = {
    "menu": "menu_id = (SELECT slug.menu_id FROM menus.slugs slug WHERE slug.slug = :name)",
    "curator": "curator_id = (SELECT accounts.person_named(:name))",
}
REMOVE_NAMED: Final = {
    kind: text(f"DELETE FROM menus.follows WHERE user_id = :reader AND {its}")  # noqa: S608
    for kind, its in NAMED.items()
}
FOLLOWS: Final = {
    kind: text(
        f"SELECT EXISTS (SELECT FROM menus.follows WHERE user_id = :reader AND {its})"  # noqa: S608
    )
    for kind, its in NAMED.items()
}
LOOK: Final = text("""
    UPDATE menus.followers SET looked_at = greatest(looked_at, :now),
        read_until = CASE WHEN looked_at < :before THEN looked_at ELSE read_until END
    WHERE user_id = :reader""")

# What a menu that is followed is about to readers: by its link at least, as it was when they began.
_OF_MENUS: Final = "edition.menu_id = follow.menu_id AND edition.withdrawn_at IS NULL"
# Word for word the condition of the partial index.
_OF_CURATORS: Final = """
    edition.owner_id = follow.curator_id AND edition.withdrawn_at IS NULL AND edition.visibility = 'public'"""

_FOLLOWED: Final = """
    followed AS (
        SELECT follow.*, greatest(follow.created_at, reader.read_until) AS known_until
        FROM menus.follows follow JOIN menus.followers reader ON reader.user_id = follow.user_id
        WHERE follow.user_id = :reader
    )"""

LIST: Final = text(f"""
    WITH {_FOLLOWED}
    SELECT coalesce(json_agg(json_build_object('id', follow.id,
        'kind', CASE WHEN follow.menu_id IS NULL THEN 'curator' ELSE 'menu' END,
        'standing', CASE WHEN follow.menu_id IS NULL OR edition.slug IS NOT NULL THEN 'open'
            WHEN slug.gone_at IS NOT NULL THEN 'deleted' ELSE 'closed' END,
        'slug', edition.slug, 'title', coalesce(edition.document ->> 'title', follow.title),
        'curator', to_json(person), 'created_at', follow.created_at,
        'edition', CASE WHEN edition.slug IS NOT NULL
            THEN json_build_object('number', edition.number, 'published_at', edition.published_at) END,
        'new_count', CASE WHEN follow.menu_id IS NULL
            THEN (SELECT count(*) FROM menus.editions edition
                WHERE {_OF_CURATORS} AND edition.published_at > follow.known_until)
            ELSE (SELECT count(*) FROM menus.editions edition
                WHERE {_OF_MENUS} AND edition.published_at > follow.known_until) END)
        ORDER BY follow.created_at DESC, follow.id DESC), '[]')::text
    FROM (SELECT * FROM followed
        WHERE CAST(:id AS uuid) IS NULL OR (created_at, id) < (CAST(:since AS timestamptz), CAST(:id AS uuid))
        ORDER BY created_at DESC, id DESC LIMIT :limit) follow
    LEFT JOIN menus.editions edition
        ON edition.menu_id = follow.menu_id AND edition.is_current AND edition.withdrawn_at IS NULL
    LEFT JOIN menus.slugs slug ON slug.menu_id = follow.menu_id
    LEFT JOIN LATERAL accounts.public_name(coalesce(follow.curator_id, edition.owner_id)) person
        ON true""")  # noqa: S608 - put together from constants


def _newest(which: str) -> str:
    """The first of what is followed in one way, and whether they are new."""
    return f"""
    SELECT edition.menu_id, edition.number, edition.published_at,
        edition.published_at > follow.known_until AS is_new
    FROM followed follow CROSS JOIN LATERAL (
        SELECT edition.menu_id, edition.number, edition.published_at FROM menus.editions edition
        WHERE {which} AND (CAST(:menu AS uuid) IS NULL
            OR (edition.published_at, edition.menu_id, edition.number)
                < (CAST(:published AS timestamptz), CAST(:menu AS uuid), CAST(:number AS integer)))
        ORDER BY edition.published_at DESC, edition.menu_id DESC, edition.number DESC LIMIT :limit
    ) edition"""  # noqa: S608


NEWS: Final = text(f"""
    WITH {_FOLLOWED}, found AS (
        SELECT menu_id, number, published_at, bool_or(is_new) AS is_new
        FROM ({_newest(_OF_MENUS)} UNION ALL {_newest(_OF_CURATORS)}) each
        GROUP BY menu_id, number, published_at
        ORDER BY published_at DESC, menu_id DESC, number DESC LIMIT :limit
    )
    SELECT coalesce(json_agg(json_build_object('menu_id', edition.menu_id, 'slug', edition.slug,
        'number', edition.number, 'title', edition.document -> 'title',
        'description', edition.document -> 'description', 'note', edition.note, 'curator', to_json(person),
        'published_at', edition.published_at, 'is_new', found.is_new,
        'course_count', jsonb_array_length(edition.document -> 'courses'),
        'item_count', jsonb_array_length(
            jsonb_path_query_array(edition.document, '$.courses[*].items[*].item_key')))
        ORDER BY edition.published_at DESC, edition.menu_id DESC, edition.number DESC), '[]')::text
    FROM found JOIN menus.editions edition USING (menu_id, number)
    CROSS JOIN LATERAL accounts.public_name(edition.owner_id) person""")  # noqa: S608


class PgFollows:
    """The port Follows, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, user_id: UserId, now: datetime) -> int:
        await self._connection.execute(BEGIN, {"reader": user_id, "now": now})
        await self._connection.execute(HOLD, {"reader": user_id})
        return await self._connection.scalar(COUNT, {"reader": user_id}) or 0

    async def meant(self, wish: Wish) -> Target:
        found = (await self._connection.execute(MEANT[wish.kind], {"name": wish.name})).mappings().first()
        if found is None:
            raise MenuNotFound
        return Target(**found)

    async def of(self, target: Target) -> Follow | None:
        which = {"menu": target.menu_id, "curator": target.curator_id}
        found = (await self._connection.execute(OF, which)).mappings().first()
        return None if found is None else Follow(**found)

    async def add(self, follow: Follow) -> None:
        await self._connection.execute(insert(public_tables.follows), asdict(follow))

    async def remove(self, user_id: UserId, follow_id: UUID) -> bool:
        removed = await self._connection.scalar(REMOVE, {"reader": user_id, "follow": follow_id})
        return removed is not None

    async def remove_named(self, user_id: UserId, wish: Wish) -> None:
        await self._connection.execute(REMOVE_NAMED[wish.kind], {"reader": user_id, "name": wish.name})

    async def look(self, user_id: UserId, now: datetime, visit: timedelta) -> None:
        await self._connection.execute(LOOK, {"reader": user_id, "now": now, "before": now - visit})


class PgFollowReader:
    """The port FollowReader."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def followed(
        self, actor: Actor, limit: int, after: tuple[datetime, UUID] | None
    ) -> tuple[Followed, ...]:
        since, follow_id = after or (None, None)
        which = {"reader": actor.user_id, "limit": limit, "since": since, "id": follow_id}
        async with self._transactions.open(actor) as connection:
            found = await connection.scalar(LIST, which)
        return msgspec.json.decode(found, type=tuple[Followed, ...])

    async def news(
        self, actor: Actor, limit: int, after: tuple[datetime, UUID, int] | None
    ) -> tuple[FollowedEdition, ...]:
        published, menu, number = after or (None, None, None)
        place = {"published": published, "menu": menu, "number": number}
        async with self._transactions.open(actor) as connection:
            found = await connection.scalar(NEWS, {"reader": actor.user_id, "limit": limit, **place})
        return msgspec.json.decode(found, type=tuple[FollowedEdition, ...])

    async def follows(self, actor: Actor, wish: Wish) -> bool:
        async with self._transactions.open(actor) as connection:
            asked = {"reader": actor.user_id, "name": wish.name}
            return bool(await connection.scalar(FOLLOWS[wish.kind], asked))
