"""Tells which records of a source the catalogue has already."""

from collections.abc import Collection, Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.kernel import MediaItemId

WORKS_BY_KEY = text(
    """
    SELECT link.external_key, item.id
    FROM catalog.external_links AS link
    JOIN catalog.media_items AS named ON named.id = link.media_item_id
    JOIN catalog.media_items AS item ON item.id = coalesce(named.merged_into, named.id)
    WHERE link.source_name = :source_name AND link.external_key = ANY(:keys) AND item.origin = 'ingested'
    """
)


class PgCatalogued:
    """The port Catalogued."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def works_by_key(
        self, source_name: str, external_keys: Collection[str]
    ) -> Mapping[str, MediaItemId]:
        if not external_keys:
            return {}
        facts = {"source_name": source_name, "keys": list(external_keys)}
        async with self._engine.connect() as connection:
            rows = (await connection.execute(WORKS_BY_KEY, facts)).all()
        return {key: MediaItemId(work_id) for key, work_id in rows}
