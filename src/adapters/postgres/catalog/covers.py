"""Which works want a cover and which have one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.catalog.covers import Picture, Wish

CLAIM = text(
    """
    UPDATE catalog.media_assets AS asset SET next_check_at = :until
    FROM (
        SELECT media_item_id FROM catalog.media_assets WHERE next_check_at <= :now
        ORDER BY next_check_at LIMIT :most FOR UPDATE SKIP LOCKED
    ) AS due
    JOIN catalog.media_items AS named ON named.id = due.media_item_id
    JOIN catalog.media_items AS item ON item.id = coalesce(named.merged_into, named.id)
    WHERE asset.media_item_id = due.media_item_id
    RETURNING asset.media_item_id, item.cover_url, asset.misses
    """
)
SHOWN = text("SELECT DISTINCT file FROM catalog.media_assets WHERE file IS NOT NULL")
WANT_LOST = text(
    """
    UPDATE catalog.media_assets SET next_check_at = '-infinity'
    WHERE media_item_id IN (
        SELECT media_item_id FROM catalog.media_assets
        WHERE file = ANY (:names) AND misses = 0 AND next_check_at > :until
        ORDER BY media_item_id FOR UPDATE SKIP LOCKED
    )
    """
)
AGAIN = "CASE WHEN isfinite(next_check_at) THEN CAST(:again AS timestamptz) ELSE next_check_at END"
"""Whoever wanted it at once while it was being fetched gets it at once again."""

KEEP = text(
    f"""
    UPDATE catalog.media_assets
    SET file = :file, source_url = :url, poster_last_checked = :now, next_check_at = {AGAIN},
        misses = 0, problem = NULL
    WHERE media_item_id = :id RETURNING menus.show_cover(media_item_id)
    """  # noqa: S608
)
MISS = text(
    f"""
    UPDATE catalog.media_assets
    SET poster_last_checked = :now, next_check_at = {AGAIN}, misses = misses + 1, problem = :problem
    WHERE media_item_id = :id
    """  # noqa: S608
)


class PgCoverBook:
    """The port CoverBook."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, until: datetime, most: int) -> tuple[Wish, ...]:
        due = await self._connection.execute(CLAIM, {"now": now, "until": until, "most": most})
        return tuple(Wish(*row) for row in due)

    async def shown(self) -> frozenset[str]:
        return frozenset((await self._connection.execute(SHOWN)).scalars())

    async def want_lost(self, names: Collection[str], until: datetime) -> None:
        await self._connection.execute(WANT_LOST, {"names": sorted(names), "until": until})

    async def keep(self, wish: Wish, picture: Picture, now: datetime, again: datetime) -> None:
        given = {"file": picture.name, "url": wish.cover_url}
        await self._connection.execute(KEEP, {**given, **_when(wish, now, again)})

    async def miss(self, wish: Wish, problem: str, now: datetime, again: datetime) -> None:
        await self._connection.execute(MISS, {"problem": problem, **_when(wish, now, again)})


def _when(wish: Wish, now: datetime, again: datetime) -> dict[str, Any]:
    return {"id": wish.media_item_id, "now": now, "again": again}
