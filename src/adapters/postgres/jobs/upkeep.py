"""What a worker does to the database now and then: clearing away what is over, and fresh statistics."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.transactions import PgTransactions

# Each gives the number of what it cleared away, and may use :now. One line for whatever else has an end.
RETENTION: Final[Mapping[str, TextClause]] = {
    "sessions and kept answers": text("SELECT accounts.forget_expired(:now)"),
    "visits by share links": text("SELECT menus.forget_expired(:now)"),
    "revisions of menus": text("SELECT menus.thin_revisions(:now)"),
    "jobs that failed long ago": text("""
        WITH gone AS (
            DELETE FROM jobs.pgqueuer
            WHERE status = 'failed' AND updated < CAST(:now AS timestamptz) - interval '90 days' RETURNING 1
        ) SELECT count(*) FROM gone"""),
    "steps of jobs that are over": text("""
        WITH gone AS (
            DELETE FROM jobs.pgqueuer_log l WHERE l.created < CAST(:now AS timestamptz) - interval '14 days'
                AND NOT EXISTS (SELECT FROM jobs.pgqueuer j WHERE j.id = l.job_id)
            RETURNING 1
        ) SELECT count(*) FROM gone"""),
    "times of schedules": text("""
        WITH gone AS (
            DELETE FROM jobs.occurrences WHERE at < CAST(:now AS timestamptz) - interval '90 days' RETURNING 1
        ) SELECT count(*) FROM gone"""),
}

MAINTAINED: Final = """
    SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND nspname IN ('catalog', 'ingestion')
        AND has_table_privilege(pg_class.oid, 'MAINTAIN')
    ORDER BY 1
"""


async def clear_away(transactions: PgTransactions, now: datetime) -> dict[str, int]:
    """All of it, or nothing; gives how many of each."""
    async with transactions.open(None) as connection:
        return {what: await _number(connection, each, now) for what, each in RETENTION.items()}


async def refresh_statistics(transactions: PgTransactions) -> list[str]:
    """Of every table of the catalogue that workers may maintain; gives their names."""
    async with transactions.open(None) as connection:
        tables = list((await connection.execute(text(MAINTAINED))).scalars())
        for table in tables:
            await connection.execute(text(f"ANALYZE {table}"))
        return tables


async def _number(connection: AsyncConnection, statement: TextClause, now: datetime) -> int:
    return int(await connection.scalar(statement, {"now": now}) or 0)
