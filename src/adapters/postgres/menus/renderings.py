"""Renderings kept beside their editions.

It uses the driver directly: these reads carry no identity, so a pool of its own may skip the reset between
two of them, and one statement is all that a cold request costs.
"""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

import asyncpg
import msgspec

from adapters.postgres.menus.public_documents import PUBLIC_FACTS
from domain.kernel import MediaItemId
from domain.menus.errors import MenuGone, MenuNotFound
from domain.menus.renderings import MOST_NEWS, Format, PastEdition, Rendering, Source, Wanted
from domain.menus.views import PublicMenu

Standing = Mapping[MediaItemId, MediaItemId]

EDITION = """
    edition.slug = $1 AND edition.withdrawn_at IS NULL
    AND CASE WHEN $2::bigint IS NULL THEN edition.is_current ELSE edition.number = $2 END"""

FIND = f"""
    SELECT rendering.body, rendering.body_gzip, rendering.etag
    FROM menus.editions edition JOIN menus.renderings rendering USING (menu_id, number, appearance)
    WHERE {EDITION} AND rendering.format = $3 AND rendering.locale = $4 AND rendering.renderer = $5"""  # noqa: S608

FROZEN = """
    edition.document || jsonb_build_object(
        'status', 'published', 'visibility', edition.visibility, 'curator', to_jsonb(person))"""

PAST = f"""(
    SELECT json_agg(json_build_object('number', past.number, 'published_at', past.published_at,
        'content_hash', past.content_hash, 'note', past.note, 'menu', past.document)
        ORDER BY past.number DESC)
    FROM (SELECT * FROM menus.editions whole
        WHERE whole.menu_id = edition.menu_id AND whole.withdrawn_at IS NULL
            AND whole.number <= edition.number
        ORDER BY whole.number DESC LIMIT {MOST_NEWS + 1}) past)::text"""  # noqa: S608

STANDING = """(
    SELECT json_object_agg(work.id, work.merged_into) FROM catalog.media_items work
    WHERE work.merged_into IS NOT NULL AND work.id IN (
        SELECT (served #>> '{}')::uuid
        FROM menus.editions whole,
            jsonb_path_query(whole.document, '$.courses[*].items[*].media_item_id') served
        WHERE whole.menu_id = edition.menu_id AND whole.withdrawn_at IS NULL))::text"""


def _source(document: str, past: str = "NULL, NULL") -> str:
    return f"""
        SELECT edition.appearance, edition.content_hash, ({document})::text, edition.is_current, {past}
        FROM menus.editions edition, accounts.public_name(edition.owner_id) person
        WHERE {EDITION}"""  # noqa: S608 - put together from constants


SHOWN = _source(f"menus.with_covers(edition.document || {PUBLIC_FACTS})")
SOURCES: dict[Format, str] = {
    "file": _source(f"edition.document || {PUBLIC_FACTS}"),
    "atom": _source(FROZEN, f"{PAST}, {STANDING}"),
    "feed": _source(FROZEN, f"{PAST}, {STANDING}"),
}
"""What a format is made from, where that is not what readers are shown."""

KEEP = """
    INSERT INTO menus.renderings
        (menu_id, number, format, locale, renderer, appearance, body, body_gzip, etag)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (menu_id, number, format, locale) DO UPDATE
    SET renderer = excluded.renderer, appearance = excluded.appearance, body = excluded.body,
        body_gzip = excluded.body_gzip, etag = excluded.etag
    WHERE renderings.appearance <= excluded.appearance"""

IS_GONE = "SELECT EXISTS (SELECT FROM menus.slugs WHERE slug = $1 AND gone_at IS NOT NULL)"


class ReadPool:
    """Connections for reads without identity; nothing that runs on them may set one."""

    def __init__(self, url: str, size: int) -> None:
        self._url = url
        self._size = size
        self._pool: asyncpg.Pool | None = None

    async def __aenter__(self) -> None:
        self._pool = await asyncpg.create_pool(self._url, min_size=1, max_size=self._size, reset=_no_reset)

    async def __aexit__(self, *_: object) -> None:
        await self.open.close()

    @property
    def open(self) -> asyncpg.Pool:
        """The pool, once it has been entered."""
        if self._pool is None:
            raise RuntimeError("the pool is not open yet")
        return self._pool


async def _no_reset(_: asyncpg.Connection) -> None:
    """Nothing was changed, so there is nothing to put back."""


class PgRenderings:
    """Renderings made by the code whose fingerprint is `renderer`."""

    def __init__(self, pool: ReadPool, renderer: str) -> None:
        self._pool = pool
        self._renderer = renderer

    async def find(self, wanted: Wanted) -> Rendering | None:
        which = (wanted.slug, wanted.number, wanted.format, wanted.locale, self._renderer)
        row = await self._pool.open.fetchrow(FIND, *which)
        return row and Rendering(*row)

    async def source(self, wanted: Wanted) -> Source:
        statement = SOURCES.get(wanted.format, SHOWN)
        row = await self._pool.open.fetchrow(statement, wanted.slug, wanted.number)
        if row is not None:
            appearance, content_hash, document, is_current, past, standing = row
            editions = msgspec.json.decode(past, type=tuple[PastEdition, ...]) if past else ()
            menu = msgspec.json.decode(document, type=PublicMenu)
            survivors = msgspec.json.decode(standing, type=dict[UUID, UUID]) if standing else {}
            return Source(menu, content_hash, appearance, editions, cast("Standing", survivors), is_current)
        raise MenuGone if await self._pool.open.fetchval(IS_GONE, wanted.slug) else MenuNotFound

    async def keep(self, wanted: Wanted, source: Source, rendering: Rendering) -> None:
        edition = source.menu.edition
        if edition is None:
            return
        which = (source.menu.id, edition.number, wanted.format, wanted.locale, self._renderer)
        await self._pool.open.execute(KEEP, *which, source.appearance, *rendering)
