"""Pins in the rows of a work, which a trigger keeps against every update, and the words behind them."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Table, TextClause, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.source_tables import field_values
from adapters.postgres.catalog.tables import KIND_TABLES, media_items
from domain.catalog.fields import DETAILS
from domain.catalog.model import Work
from domain.catalog.ports import Word
from domain.kernel import MediaItemId


async def pin_columns(connection: AsyncConnection, work: Work, fields: Collection[str]) -> None:
    """From now on these fields keep the value that they have."""
    for table, columns in _columns_of(work, fields):
        await connection.execute(_changing(table, "UNION"), {"id": work.id, "columns": columns})


async def unpin_columns(connection: AsyncConnection, work: Work, fields: Collection[str]) -> None:
    """The next update may change these fields."""
    for table, columns in _columns_of(work, fields):
        await connection.execute(_changing(table, "EXCEPT"), {"id": work.id, "columns": columns})


async def keep_words(connection: AsyncConnection, work_id: MediaItemId, words: Collection[Word]) -> None:
    """The last word about each field counts."""
    for word in words:
        said: dict[str, Any] = {
            "value": word.value,
            "source_name": word.source_name,
            "external_id": word.external_id,
            "set_by": word.set_by,
            "seen_at": word.seen_at or text("now()"),
        }
        row = upsert(field_values).values(media_item_id=work_id, field=word.field, **said)
        keys = ["media_item_id", "field"]
        await connection.execute(row.on_conflict_do_update(index_elements=keys, set_=said))


def _columns_of(work: Work, fields: Collection[str]) -> Iterator[tuple[Table, list[str]]]:
    details = [field.removeprefix(DETAILS) for field in fields if field.startswith(DETAILS)]
    columns = [field for field in fields if not field.startswith(DETAILS)]
    if columns:
        yield media_items, columns
    if details:
        yield KIND_TABLES[work.media_type], details


def _changing(table: Table, operation: str) -> TextClause:
    key = "id" if table is media_items else "media_item_id"
    return text(
        f"""
        UPDATE catalog.{table.name} SET pinned = ARRAY(
            SELECT unnest(pinned) {operation} SELECT unnest(CAST(:columns AS text[])) ORDER BY 1)
        WHERE {key} = :id
        """  # noqa: S608
    )
