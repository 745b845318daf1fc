"""What is new among published menus, and all their addresses in order."""

from typing import Final

import msgspec
from sqlalchemy import text

from adapters.postgres.transactions import PgTransactions
from domain.menus.views import NewEdition, SitemapEntry

# Word for word the conditions of the partial indexes, or they would not be used.
IS_OPEN: Final = "withdrawn_at IS NULL AND visibility = 'public'"


def _news(whose: str) -> str:
    return f"""
    SELECT coalesce(json_agg(json_build_object('slug', edition.slug, 'number', edition.number,
        'title', edition.document -> 'title', 'description', edition.document -> 'description',
        'note', edition.note, 'curator', to_json(person), 'published_at', edition.published_at,
        'course_count', jsonb_array_length(edition.document -> 'courses'),
        'item_count', jsonb_array_length(
            jsonb_path_query_array(edition.document, '$.courses[*].items[*].item_key')))
        ORDER BY edition.published_at DESC, edition.menu_id DESC, edition.number DESC), '[]')::text
    FROM (
        SELECT * FROM menus.editions WHERE {IS_OPEN} {whose}
        ORDER BY published_at DESC, menu_id DESC, number DESC LIMIT :limit
    ) edition, accounts.public_name(edition.owner_id) person"""  # noqa: S608 - put together from constants


NEWS = text(_news(""))
NEWS_OF_CURATOR = text(_news("AND owner_id = (SELECT accounts.person_named(:username))"))

# This one has to look at every public menu; it is asked for by the few who begin to walk them all.
BEGINNINGS = text(f"""
    SELECT slug FROM (
        SELECT slug, row_number() OVER (ORDER BY slug) AS place
        FROM menus.editions WHERE is_current AND {IS_OPEN}
    ) numbered WHERE place % :size = 1 % :size ORDER BY slug""")  # noqa: S608

ADDRESSES = text(f"""
    SELECT slug, published_at, CASE WHEN menu_id = (
            SELECT last.menu_id FROM menus.editions last WHERE last.owner_id = edition.owner_id AND {IS_OPEN}
            ORDER BY last.published_at DESC, last.menu_id DESC, last.number DESC LIMIT 1)
        THEN (SELECT person.username FROM accounts.public_name(edition.owner_id) person) END AS curator
    FROM menus.editions edition
    WHERE is_current AND {IS_OPEN} AND slug >= :beginning
        AND (CAST(:until AS text) IS NULL OR slug < CAST(:until AS text))
    ORDER BY slug LIMIT :most""")  # noqa: S608


class PgNewsReader:
    """The port NewsReader; it carries no identity."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def news(self, limit: int) -> tuple[NewEdition, ...]:
        async with self._transactions.open(None) as connection:
            found = await connection.scalar(NEWS, {"limit": limit})
        return msgspec.json.decode(found, type=tuple[NewEdition, ...])

    async def news_of(self, username: str, limit: int) -> tuple[NewEdition, ...]:
        async with self._transactions.open(None) as connection:
            found = await connection.scalar(NEWS_OF_CURATOR, {"limit": limit, "username": username})
        return msgspec.json.decode(found, type=tuple[NewEdition, ...])

    async def beginnings(self, size: int) -> tuple[str, ...]:
        async with self._transactions.open(None) as connection:
            return tuple(await connection.scalars(BEGINNINGS, {"size": size}))

    async def addresses(self, beginning: str, until: str | None, most: int) -> tuple[SitemapEntry, ...]:
        which = {"beginning": beginning, "until": until, "most": most}
        async with self._transactions.open(None) as connection:
            rows = await connection.execute(ADDRESSES, which)
        return tuple(SitemapEntry(*row) for row in rows)
