"""Jobs for tests: cups that are poured, each of which has to be poured once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.engine import make_engine
from adapters.postgres.jobs.queue import PgJobQueue
from adapters.postgres.transactions import PgTransactions
from app.services import REFUSALS
from domain.jobs import Job
from tests.postgres import Database, superuser

CUPS = """
    CREATE TABLE public.cups (number integer NOT NULL, worker integer NOT NULL);
    GRANT SELECT, INSERT ON public.cups TO media_menu_worker"""


class Pour(Job, frozen=True):
    """Pours a cup in the unit of work that finishes the job."""

    name: ClassVar[str] = "pour"
    number: int
    seconds: float = 0


class Fill(Job, frozen=True):
    """Pours a cup that is not poured yet, in a unit of work of its own, and idles before it ends."""

    name: ClassVar[str] = "fill"
    number: int
    seconds: float = 0


async def set_the_table(database: Database) -> None:
    async with superuser(database) as connection:
        await connection.execute(CUPS)


async def cups(database: Database) -> list[int]:
    """The numbers of cups that were poured, in order; one that was poured twice is there twice."""
    async with superuser(database) as connection:
        return [row["number"] for row in await connection.fetch("SELECT number FROM cups ORDER BY number")]


@asynccontextmanager
async def transactions_of(database: Database, role: str = "media_menu_app") -> AsyncIterator[PgTransactions]:
    engine = make_engine(database.url(role), pool_size=4)
    try:
        yield PgTransactions(engine, REFUSALS)
    finally:
        await engine.dispose()


async def ask_for(database: Database, jobs: Sequence[Job], **how: Any) -> list[int | None]:
    """As a use case does, all in one unit of work; gives the ids."""
    async with transactions_of(database) as transactions, transactions.open(None) as connection:
        return [await PgJobQueue(connection).enqueue(job, **how) for job in jobs]


async def poured(connection: AsyncConnection, number: int, worker: int) -> None:
    await connection.exec_driver_sql("INSERT INTO cups VALUES ($1, $2)", (number, worker))
