"""Statements that say what a delivery would change, by the very expressions that would change it."""

from collections.abc import Collection

from sqlalchemy import TextClause, text

from adapters.postgres.ingestion.speaking import SPOKEN
from adapters.postgres.ingestion.statements import (
    DETAIL_COLUMNS,
    ITEM_COLUMNS,
    MADE_FROM_TITLE,
    NEVER_CHANGED,
    RELEASE,
    declared,
    item_value,
    preferred,
)

PARTIAL_DATE = """coalesce(to_char({of}.release_date, CASE {of}.release_precision
    WHEN 'year' THEN 'FMYYYY' WHEN 'month' THEN 'FMYYYY-MM' WHEN 'day' THEN 'FMYYYY-MM-DD' END),
    {of}.release_year::text)"""

DIFFERENT = """
    CROSS JOIN LATERAL (VALUES {pairs}) AS value (field, before, after)
    WHERE value.before IS DISTINCT FROM value.after AND value.field <> ALL (coalesce(item.pinned, '{{}}'))
"""


def _pair(field: str, before: str, after: str) -> str:
    return f"('{field}', to_jsonb({before}), to_jsonb({after}))"


def _release(leads: bool) -> str:
    """When it came out is one field, in three columns that go together."""
    before = PARTIAL_DATE.format(of="item")
    first, second = ("excluded", "item") if leads else ("item", "excluded")
    known, other = PARTIAL_DATE.format(of=first), PARTIAL_DATE.format(of=second)
    return _pair(
        "release_date", before, f"CASE WHEN {first}.release_year IS NULL THEN {other} ELSE {known} END"
    )


def compare_items(leads: bool, only: Collection[str] = ITEM_COLUMNS) -> TextClause:
    """Work, field, and its value before and after as JSON; :rows is a JSON array of ITEM_COLUMNS."""
    left_out = {*NEVER_CHANGED, *MADE_FROM_TITLE, *RELEASE}
    columns = (name for name in only if name not in left_out)
    pairs = [_release(leads), *(_pair(name, f"item.{name}", item_value(name, leads)) for name in columns)]
    return text(
        f"""
        SELECT item.id, value.field, value.before::text, value.after::text
        FROM json_to_recordset(CAST(:rows AS json)) AS excluded ({declared(ITEM_COLUMNS)})
        JOIN catalog.media_items AS item ON item.id = excluded.id
        {DIFFERENT.format(pairs=", ".join(pairs))}
        """  # noqa: S608
    )


def compare_details(table: str, leads: bool) -> TextClause:
    """The same for the typed facts of a kind."""
    columns = DETAIL_COLUMNS[table]
    lists = {name for name, kind in columns.items() if kind == "text[]"}
    now = {name: f"coalesce(item.{name}, '{{}}')" if name in lists else f"item.{name}" for name in columns}
    sent = ", ".join(f"coalesce({name}, '{{}}') AS {name}" if name in lists else name for name in columns)
    pairs = [_pair(name, now[name], preferred(name, kind, leads)) for name, kind in columns.items()]
    return text(
        f"""
        SELECT excluded.media_item_id, 'details.' || value.field, value.before::text, value.after::text
        FROM (
            SELECT media_item_id, {sent} FROM json_to_recordset(CAST(:rows AS json))
                AS row ({declared({"media_item_id": "uuid", **columns})})
        ) AS excluded
        LEFT JOIN catalog.{table} AS item ON item.media_item_id = excluded.media_item_id
        {DIFFERENT.format(pairs=", ".join(pairs))}
        """  # noqa: S608
    )


COMPARE = {
    leads: {"media_items": compare_items(leads)}
    | {table: compare_details(table, leads) for table in DETAIL_COLUMNS}
    for leads in (True, False)
}
"""By table, for records that lead and for those that do not."""
COMPARE_SPOKEN = {**COMPARE[True], "media_items": compare_items(leads=True, only=SPOKEN)}
"""The same for what a record that does not lead may say anew."""
