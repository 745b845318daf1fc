"""A worker process that does the jobs of tests, settings as for any."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from adapters.postgres.engine import make_engine
from adapters.postgres.jobs.held import PgHeldJob
from adapters.postgres.transactions import PgTransactions
from app.settings import read_settings
from app.working import run_worker
from tests.jobs import Fill, Pour, poured


def work(environment: Mapping[str, str], output: Path) -> None:
    """What a new process does: takes jobs until it is told to stop."""
    with output.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    settings = read_settings(os.environ)
    own = PgTransactions(make_engine(settings.worker_database_url), {})

    async def fill(job: Fill, _: PgHeldJob) -> None:
        async with own.open(None) as connection:
            statement = "INSERT INTO cups SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM cups WHERE number = $1)"
            await connection.exec_driver_sql(statement, (job.number, os.getpid()))
        await asyncio.sleep(job.seconds)

    run_worker(settings, {Pour: pour, Fill: fill})


async def pour(job: Pour, held: PgHeldJob) -> None:
    async with held.finishing.open(None) as connection:
        await poured(connection, job.number, os.getpid())
        await asyncio.sleep(job.seconds)
