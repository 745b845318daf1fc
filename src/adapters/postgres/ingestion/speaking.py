"""What a record that did not make its work says in place of what it said before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec
from msgspec.structs import replace
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.ingestion.statements import (
    DETAIL_COLUMNS,
    ITEM_COLUMNS,
    MADE_FROM_TITLE,
    NEVER_CHANGED,
    declared,
    item_value,
    preferred,
)
from domain.ingestion.canonical import Canonical
from domain.ingestion.deciding import Verdict
from domain.ingestion.errors import RecordRejected
from domain.ingestion.rereading import Rereading, StoredRecord
from domain.ingestion.speaking import spoken_for

Rereadings = Mapping[str, Rereading]
Stored = Sequence[tuple[str, str]]
"""Sources and records."""
AT_ONCE = 50
"""Records looked up in one go: those before them may be large, and others on the loop want their turn."""
CROWD = 20
"""A record behind so many others fills gaps only: reading all editions of a classic again takes too long."""

GATHERED = {"title", *MADE_FROM_TITLE, "search_norm", "is_adult"}
SPOKEN = {name: kind for name, kind in ITEM_COLUMNS.items() if name not in {*GATHERED, *NEVER_CHANGED}}
"""Columns of catalog.media_items that a record may speak for without having made the work."""

RECORD = """jsonb_build_object('external_id', {of}.external_id, 'media_item_id', {of}.media_item_id,
    'canonical_url', {of}.canonical_url, 'payload', {of}.raw_payload,
    'payload_hash', encode({of}.payload_hash, 'base64'), 'fetched_at', {of}.fetched_at)::text"""
"""A stored record as StoredRecord reads it."""

AHEAD = text(
    f"""
    SELECT mine.external_id, ahead.source_name, {RECORD.format(of="ahead")}
    FROM catalog.media_sources AS mine CROSS JOIN LATERAL (
        SELECT * FROM catalog.media_sources AS other
        WHERE other.media_item_id = mine.media_item_id
            AND (NOT other.leads, other.first_seen_at, other.source_name, other.external_id)
                < (NOT mine.leads, mine.first_seen_at, mine.source_name, mine.external_id)
        LIMIT {CROWD}
    ) AS ahead
    WHERE mine.source_name = :source_name AND mine.external_id = ANY(:external_ids)
    """  # noqa: S608
)


def _replace(table: str, key: str, columns: Mapping[str, str], values: Mapping[str, str]) -> TextClause:
    """Changes rows that are locked already, where anything changes."""
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    now = ", ".join(f"item.{name}" for name in values)
    return text(
        f"""
        UPDATE catalog.{table} AS item SET {changes}
        FROM json_to_recordset(CAST(:rows AS json)) AS excluded ({declared({key: "uuid", **columns})})
        WHERE item.{key} = excluded.{key}
            AND ({now}) IS DISTINCT FROM ({", ".join(values.values())})
        """  # noqa: S608
    )


def _replace_details(table: str) -> TextClause:
    columns = DETAIL_COLUMNS[table]
    values = {name: preferred(name, kind, leads=True) for name, kind in columns.items()}
    return _replace(table, "media_item_id", columns, values)


REPLACE = {
    "media_items": _replace("media_items", "id", SPOKEN, {name: item_value(name, True) for name in SPOKEN}),
    **{table: _replace_details(table) for table in DETAIL_COLUMNS},
}
"""By table, for the works of `speaking`."""


async def speaking(
    connection: AsyncConnection, sources: Rereadings, source_name: str, verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """The verdicts with the facts that their records speak for alone, by the rule for competing values."""
    narrowed: list[Verdict] = []
    for start in range(0, len(verdicts), AT_ONCE):
        part = verdicts[start : start + AT_ONCE]
        ids = [verdict.candidate.record.external_id for verdict in part]
        rows = await connection.execute(AHEAD, {"source_name": source_name, "external_ids": ids})
        ahead = _by_record(rows.tuples())
        narrowed.extend(_narrowed(each, sources, found) for each, found in _paired(part, ahead))
    return narrowed


def _by_record(rows: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    ahead: dict[str, list[tuple[str, str]]] = {}
    for external_id, *found in rows:
        ahead.setdefault(external_id, []).append((found[0], found[1]))
    return ahead


def _paired(verdicts: Iterable[Verdict], ahead: Mapping[str, Stored]) -> Iterator[tuple[Verdict, Stored]]:
    """Each verdict with the records before its own; those behind a crowd are left out."""
    for verdict in verdicts:
        found = ahead.get(verdict.candidate.record.external_id, ())
        if len(found) < CROWD:
            yield verdict, found


def _narrowed(verdict: Verdict, sources: Rereadings, ahead: Stored) -> Verdict:
    candidate = verdict.candidate
    spoken = spoken_for(candidate.work, list(_read(sources, ahead)))
    return replace(verdict, candidate=replace(candidate, work=spoken))


def _read(sources: Rereadings, stored: Stored) -> Iterator[Canonical]:
    """What the records say; one that nobody can read any more says nothing."""
    for source_name, document in stored:
        if source_name in sources:
            with suppress(RecordRejected):
                record = msgspec.json.decode(document, type=StoredRecord)
                yield sources[source_name].read(0, record).work
