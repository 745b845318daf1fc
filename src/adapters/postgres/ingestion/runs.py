"""Writes runs, what became of their records, and what is kept of those that were refused."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.engine import to_json
from adapters.postgres.ingestion.rows import as_json
from adapters.postgres.ingestion.tables import runs
from domain.ingestion.deciding import CONFLICTS
from domain.ingestion.errors import RunNotFound
from domain.ingestion.kept import Refused
from domain.ingestion.runs import Run
from domain.ingestion.views import RecordResult, RunStatus
from domain.kernel import Actor

FACTS = [runs.c[name] for name in Run.__struct_fields__]

# Who ended it first is right; counts of what went in meanwhile are right as well.
NOTE_RUN = text(
    """
    UPDATE ingestion.runs SET counts = CAST(:counts AS jsonb),
        report = coalesce(CAST(:report AS jsonb), report), kept_bytes = :kept_bytes, heard_at = :at,
        status = CASE status WHEN 'running' THEN :status ELSE status END,
        reason = CASE status WHEN 'running' THEN :reason ELSE reason END,
        finished_at = CASE status WHEN 'running' THEN :finished_at ELSE finished_at END
    WHERE id = :id RETURNING status
    """
)
NOTE_RECORDS = text(
    """
    INSERT INTO ingestion.run_records
        (run_id, position, external_id, outcome, reason, problems, media_item_id, retry)
    SELECT :run_id, position, external_id, outcome, reason, problems, media_item_id, retry
    FROM json_to_recordset(CAST(:rows AS json)) AS row (position bigint, external_id text, outcome text,
        reason text, problems jsonb, media_item_id uuid, retry text)
    ON CONFLICT DO NOTHING
    """
)
KEEP = text(
    """
    INSERT INTO ingestion.kept_records (run_id, position, received)
    SELECT :run_id, position, received
    FROM unnest(CAST(:positions AS bigint[]), CAST(:received AS bytea[])) AS row (position, received)
    ON CONFLICT DO NOTHING
    """
)
TAKEN = text(
    """
    WITH gone AS (
        DELETE FROM ingestion.kept_records WHERE run_id = :run_id AND position = ANY(:positions)
    )
    UPDATE ingestion.run_records SET retry = 'taken'
    WHERE run_id = :run_id AND position = ANY(:positions) AND retry = 'possible'
    """
)
STOP = text(
    """
    UPDATE ingestion.runs SET status = 'stopped', finished_at = :at WHERE id = :run_id AND status = 'running'
    """
)
GIVE_UP = text(
    f"""
    UPDATE ingestion.runs SET status = 'failed', reason = :reason, finished_at = :at
    WHERE status = 'running' AND heard_at < :silent_since
    RETURNING {", ".join(Run.__struct_fields__)}
    """  # noqa: S608
)
RETRYABLE = text(
    """
    SELECT position, received FROM ingestion.kept_records
    WHERE run_id = :run_id AND position > :after ORDER BY position LIMIT :most
    """
)
FORGET = text(
    """
    WITH gone AS (
        DELETE FROM ingestion.kept_records USING ingestion.runs AS run
        WHERE run.id = run_id AND run.finished_at < :ended_before RETURNING run_id, position
    )
    UPDATE ingestion.run_records AS record SET retry = 'expired'
    FROM gone WHERE record.run_id = gone.run_id AND record.position = gone.position
    """
)


async def open_run(connection: AsyncConnection, run: Run) -> None:
    values = {name: getattr(run, name) for name in Run.__struct_fields__}
    await connection.execute(insert(runs).values(**values, heard_at=run.started_at))


async def note_run(
    connection: AsyncConnection,
    run: Run,
    at: datetime,
    results: Sequence[RecordResult],
    refused: Sequence[Refused],
) -> RunStatus:
    """Gives the status as it is then. Rows of runs come last of a transaction, and are not held long."""
    if refused:
        rows = [_noted(each) for each in refused]
        await connection.execute(NOTE_RECORDS, {"run_id": run.id, "rows": as_json(rows)})
    kept = [(each.result.index, each.received) for each in refused if each.received is not None]
    if kept:
        positions, received = zip(*kept, strict=True)
        await connection.execute(
            KEEP, {"run_id": run.id, "positions": list(positions), "received": list(received)}
        )
    taken = [result.index for result in results if result.outcome != "rejected"]
    if run.retry_of and taken:
        await connection.execute(TAKEN, {"run_id": run.retry_of, "positions": taken})
    report = None if run.report is None else to_json(run.report)
    counted = {"counts": to_json(run.counts), "report": report, "kept_bytes": run.kept_bytes}
    progress = {"id": run.id, "at": at, **counted}
    ending = {"status": run.status, "reason": run.reason, "finished_at": run.finished_at}
    status: RunStatus = (await connection.execute(NOTE_RUN, {**progress, **ending})).scalar_one()
    return status


def run_of(row: Row[Any]) -> Run:
    """The names of columns are a kind of text that msgspec does not take for one."""
    return msgspec.convert({str(name): value for name, value in row._mapping.items()}, Run)


class PgRunBook:
    """The port RunBook."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, actor: Actor, run_id: UUID) -> Run:
        wanted = select(*FACTS).where(runs.c.id == run_id)
        if actor.role == "user":
            wanted = wanted.where(runs.c.requested_by == actor.user_id)
        row = (await self._connection.execute(wanted)).one_or_none()
        if row is None:
            raise RunNotFound
        return run_of(row)

    async def stop(self, run_id: UUID, at: datetime) -> None:
        await self._connection.execute(STOP, {"run_id": run_id, "at": at})

    async def give_up(self, silent_since: datetime, at: datetime, reason: str) -> Sequence[Run]:
        facts = {"silent_since": silent_since, "at": at, "reason": reason}
        return [run_of(row) for row in await self._connection.execute(GIVE_UP, facts)]

    async def retryable(self, run_id: UUID, after: int, most: int) -> Sequence[tuple[int, bytes]]:
        facts = {"run_id": run_id, "after": after, "most": most}
        return [(row.position, row.received) for row in await self._connection.execute(RETRYABLE, facts)]

    async def forget(self, ended_before: datetime) -> int:
        return (await self._connection.execute(FORGET, {"ended_before": ended_before})).rowcount


def _noted(refused: Refused) -> dict[str, Any]:
    result = refused.result
    reason = result.problems[0].code
    outcome = "conflict" if reason in CONFLICTS else "rejected"
    return {
        "position": result.index,
        "external_id": result.external_id,
        "outcome": outcome if result.outcome == "rejected" else "noted",
        "reason": reason,
        "problems": result.problems,
        "media_item_id": result.media_item_id,
        "retry": refused.fate,
    }
