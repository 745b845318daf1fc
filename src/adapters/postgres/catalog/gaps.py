"""Statements by which a merged work's facts fill what its survivor does not know, and nothing else."""

from collections.abc import Mapping

from sqlalchemy import TextClause, text

from adapters.postgres.catalog.classes import filling_class
from adapters.postgres.catalog.tables import KIND_TABLES, NAMES
from adapters.postgres.catalog.words import together

WORDS = together("item.search_norm", "other.search_norm")
"""The survivor is found by what either was called."""

OF_RELEASE = "CASE WHEN item.release_year IS NULL THEN other.{0} ELSE item.{0} END"
LISTS = "CASE WHEN item.{0} = '{{}}' THEN other.{0} ELSE item.{0} END"
UNKNOWN = "coalesce(item.{0}, other.{0})"

FACTS: Mapping[str, str] = {
    "original_title": "coalesce(item.original_title, nullif(other.original_title, item.title))",
    "search_norm": WORDS,
    "media_class": filling_class("item", "other"),
    "popularity": "greatest(item.popularity, other.popularity)",
    "is_adult": "item.is_adult OR other.is_adult",
    "metadata": "other.metadata || item.metadata",
    **{name: OF_RELEASE.format(name) for name in ("release_date", "release_precision", "release_year")},
    **{name: LISTS.format(name) for name in ("creators", "genres")},
    **{
        name: UNKNOWN.format(name)
        for name in ("description", "language", "country_of_origin", "cover_url", "canonical_url")
    },
}
"""Columns of catalog.media_items, and the value of each afterwards; title, kind and origin stay."""


def _changed(table: str, key: str, change: str) -> TextClause:
    """Does the change, which returns the row as `now`, and gives the names of the columns that it filled."""
    return text(
        f"""
        WITH filled AS ({change})
        SELECT fact.key FROM filled CROSS JOIN LATERAL jsonb_each(filled.now) AS fact (key, value)
        WHERE fact.key NOT IN ('updated_at', 'media_item_id') AND fact.value <> 'null'
            AND fact.value IS DISTINCT FROM (
                SELECT to_jsonb(was) -> fact.key FROM {table} AS was WHERE was.{key} = :survivor
            )
        ORDER BY fact.key
        """  # noqa: S608
    )


def _details(table: str, lists: Mapping[str, bool]) -> TextClause:
    names = ", ".join(lists)
    values = (
        f"{name} = " + (LISTS if is_list else UNKNOWN).format(name).replace("other.", "excluded.")
        for name, is_list in lists.items()
    )
    change = f"""
        INSERT INTO {table} AS item (media_item_id, {names})
        SELECT CAST(:survivor AS uuid), {names} FROM {table} WHERE media_item_id = :loser
        ON CONFLICT (media_item_id) DO UPDATE SET {", ".join(values)}
        RETURNING to_jsonb(item) AS now"""  # noqa: S608
    return _changed(table, "media_item_id", change)


FILL_FACTS = _changed(
    "catalog.media_items",
    "id",
    f"""
        UPDATE catalog.media_items AS item
        SET {", ".join(f"{name} = {value}" for name, value in FACTS.items())}
        FROM catalog.media_items AS other WHERE item.id = :survivor AND other.id = :loser
        RETURNING to_jsonb(item) AS now""",  # noqa: S608
)
FILL_DETAILS: Mapping[str, TextClause] = {
    table.fullname: _details(
        table.fullname,
        {column.name: column.type is NAMES for column in table.columns if column.name != "media_item_id"},
    )
    for table in dict.fromkeys(KIND_TABLES.values())
}
"""By table; the rows of the merged work stay where they are, as it was."""
