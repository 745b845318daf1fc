"""Marks records that a full file of their source lacks, and their works; and takes the marks away again.

Each is one statement over all records of a source. Rows that stay as they are, are not written.
"""

from sqlalchemy import text


def mark_missing(source_name: str, seen: str, at: str, of_kind: str = "true") -> str:
    """For records that are not in `seen`, a relation with a column external_id.

    All four are SQL: `source_name` and `at` are parameters or literals, `of_kind` a condition on the row
    `source`. A work is missing when the record that leads it is.
    """
    return f"""
        WITH gone AS (
            UPDATE catalog.media_sources AS source SET missing_since = {at}
            WHERE source.source_name = {source_name} AND source.missing_since IS NULL AND {of_kind}
                AND NOT EXISTS (SELECT FROM {seen} AS seen WHERE seen.external_id = source.external_id)
            RETURNING source.media_item_id, source.leads
        )
        UPDATE catalog.media_items AS item SET missing_since = {at}
        FROM gone WHERE gone.leads AND item.id = gone.media_item_id AND item.missing_since IS NULL
    """  # noqa: S608


def mark_back(source_name: str, seen: str) -> str:
    """For missing records that are in `seen` again; the parts are SQL as above."""
    return f"""
        WITH back AS (
            UPDATE catalog.media_sources AS source SET missing_since = NULL
            WHERE source.source_name = {source_name} AND source.missing_since IS NOT NULL
                AND EXISTS (SELECT FROM {seen} AS seen WHERE seen.external_id = source.external_id)
            RETURNING source.media_item_id, source.leads
        )
        UPDATE catalog.media_items AS item SET missing_since = NULL
        FROM back WHERE back.leads AND item.id = back.media_item_id
    """  # noqa: S608


BACK_AGAIN = text(mark_back(":source_name", "(SELECT unnest(CAST(:external_ids AS text[])) AS external_id)"))
"""Of :source_name and :external_ids."""
