"""A real worker process that does the jobs of tests: `python -m tests.ops.a_worker`, settings as for any."""

import asyncio
import os

from adapters.postgres.engine import make_engine
from adapters.postgres.jobs.held import PgHeldJob
from adapters.postgres.transactions import PgTransactions
from app.settings import read_settings
from app.working import run_worker
from tests.jobs import Fill, Pour, poured

SETTINGS = read_settings(os.environ)
OWN = PgTransactions(make_engine(SETTINGS.worker_database_url), {})


async def pour(job: Pour, held: PgHeldJob) -> None:
    async with held.finishing.open(None) as connection:
        await poured(connection, job.number, os.getpid())
        await asyncio.sleep(job.seconds)


async def fill(job: Fill, _: PgHeldJob) -> None:
    async with OWN.open(None) as connection:
        statement = "INSERT INTO cups SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM cups WHERE number = $1)"
        await connection.exec_driver_sql(statement, (job.number, os.getpid()))
    await asyncio.sleep(job.seconds)


if __name__ == "__main__":
    run_worker(SETTINGS, {Pour: pour, Fill: fill})
