"""One transaction of a replay: what is stored, what it would change, and changing it."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select, text

from adapters.postgres.catalog.credits_and_titles import COMPARE_CREDITS, COMPARE_TITLES
from adapters.postgres.ingestion.comparing import COMPARE, COMPARE_SPOKEN
from adapters.postgres.ingestion.delivery import PgDelivery, storing
from adapters.postgres.ingestion.rows import as_json, credits_rows, rows_by_table, titles_rows, works_of
from adapters.postgres.ingestion.runs import FACTS, run_of
from adapters.postgres.ingestion.speaking import RECORD, Rereadings
from adapters.postgres.ingestion.statements import TAKE_TURN
from adapters.postgres.ingestion.tables import runs
from adapters.postgres.jobs.queue import PgJobQueue
from adapters.postgres.transactions import PgTransactions
from domain.ingestion.deciding import Verdict
from domain.ingestion.rereading import Rereading, StoredRecord
from domain.ingestion.runs import Run
from domain.ingestion.views import Difference
from domain.kernel import Actor

Rows = list[dict[str, Any]]
BYTES_AT_ONCE = 4 << 20
"""Of payloads as they lie in the database."""

OUTDATED = """source_name = :source_name AND mapping_version <> CASE
    WHEN CAST(:version AS integer) = CAST(:line_version AS integer)
        OR jsonb_typeof(raw_payload) <> 'array' THEN CAST(:version AS integer)
    ELSE CAST(:line_version AS integer) END"""

# A replay counts all that a source ever sent, however long that takes.
COUNT_OUTDATED = text(f"SELECT count(*) FROM catalog.media_sources WHERE {OUTDATED}")  # noqa: S608
STORED = text(
    f"""
    SELECT {RECORD.format(of="measured")}
    FROM (
        SELECT *, sum(pg_column_size(raw_payload)) OVER next AS bytes, row_number() OVER next AS number
        FROM (
            SELECT * FROM catalog.media_sources WHERE {OUTDATED} AND external_id > :after
            ORDER BY external_id LIMIT :most
        ) AS stored
        WINDOW next AS (ORDER BY external_id)
    ) AS measured
    WHERE bytes <= {BYTES_AT_ONCE} OR number = 1 ORDER BY external_id
    """  # noqa: S608
)
MARK_READ = text(
    """
    UPDATE catalog.media_sources SET mapping_version = :version
    WHERE source_name = :source_name AND external_id = ANY (:external_ids)
    """
)


class PgReplay(PgDelivery):
    """The port Replay."""

    @property
    def jobs(self) -> PgJobQueue:
        return PgJobQueue(self._connection)

    async def going(self, run_id: UUID) -> Run | None:
        locked = select(*FACTS).where(runs.c.id == run_id, runs.c.status == "running").with_for_update()
        row = (await self._connection.execute(locked)).one_or_none()
        return None if row is None else run_of(row)

    async def waiting(self, source_name: str, source: Rereading) -> int:
        await self._connection.execute(text("SET LOCAL statement_timeout = 0"))
        counted = await self._connection.execute(COUNT_OUTDATED, _of(source_name, source))
        return int(counted.scalar_one())

    async def stored(
        self, source_name: str, source: Rereading, after: str, most: int
    ) -> Sequence[StoredRecord]:
        await self._connection.execute(text("SET LOCAL statement_timeout = 0"))
        await self._connection.execute(TAKE_TURN, {"source_name": source_name})
        page = {**_of(source_name, source), "after": after, "most": most}
        found = await self._connection.execute(STORED, page)
        return [msgspec.json.decode(document, type=StoredRecord) for document in found.scalars()]

    async def differences(self, verdicts: Sequence[Verdict]) -> Sequence[Difference]:
        found: dict[tuple[UUID, str], Difference] = {}
        for statement, rows in _compared(verdicts, await self._speaking(verdicts)):
            if rows:
                told = {"rows": as_json(rows), "source_name": self._source_name}
                result = await self._connection.execute(statement, told)
                found |= {(row[0], row[1]): Difference(*row[:2], *map(_decoded, row[2:])) for row in result}
        return list(found.values())

    def brings_links(self, verdict: Verdict) -> bool:
        return bool(self._new_links([verdict]))

    async def rewrite(self, verdicts: Sequence[Verdict]) -> None:
        await self._write_facts(verdicts)

    async def mark_read(self, source_name: str, version: int, external_ids: Sequence[str]) -> None:
        marked = {"source_name": source_name, "version": version, "external_ids": list(external_ids)}
        await self._connection.execute(MARK_READ, marked)


class PgReplays:
    """Opens transactions of replays."""

    def __init__(self, transactions: PgTransactions, sources: Rereadings) -> None:
        self._transactions = transactions
        self._sources = sources

    @asynccontextmanager
    async def __call__(self, actor: Actor | None) -> AsyncIterator[PgReplay]:
        async with storing(self._transactions, actor) as connection:
            yield PgReplay(connection, self._sources)


def _of(source_name: str, source: Rereading) -> dict[str, Any]:
    versions = {"version": source.mapping.version, "line_version": source.line_version}
    return {"source_name": source_name, **versions}


def _compared(verdicts: Sequence[Verdict], speaking: Sequence[Verdict]) -> Iterator[tuple[Any, Rows]]:
    parts = [(COMPARE[leads], [each for each in verdicts if each.leads is leads]) for leads in (True, False)]
    for statements, said in (*parts, (COMPARE_SPOKEN, speaking)):
        for table, rows in rows_by_table(works_of(said)):
            yield statements[table], rows
    yield COMPARE_CREDITS, [row for verdict in verdicts for row in credits_rows(verdict)]
    yield COMPARE_TITLES, [row for verdict in verdicts for row in titles_rows(verdict)]


def _decoded(document: str | None) -> Any:
    return None if document is None else msgspec.json.decode(document)
