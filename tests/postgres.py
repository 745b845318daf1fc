"""What a test knows of its database: an address for each role, and superusers who are soon there."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import asyncpg

from adapters.embedded import EmbeddedPostgres

T = TypeVar("T")


@dataclass(frozen=True)
class Database:
    """One database on the test server."""

    cluster: EmbeddedPostgres
    name: str
    idle: list[asyncpg.Connection] = field(default_factory=list, compare=False, repr=False)
    """Of superusers who were here; in the loop that stays."""

    def url(self, role: str) -> str:
        """Address for a role: media_menu_app, media_menu_worker, media_menu_migrator ..."""
        return self.cluster.url(role, self.name)

    @property
    def superuser_url(self) -> str:
        """Sees everything; for checking what is really there."""
        return self.cluster.url("postgres", self.name)

    def forget(self) -> None:
        """Nobody is idle here any more."""
        while self.idle:
            self.idle.pop().terminate()


@asynccontextmanager
async def superuser(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees and may do everything, and is as if new.

    A new process of the server costs many times what it is asked for. So in the loop that stays, a connection
    is kept for the next one who asks, unless something went wrong.
    """
    connection = await _living(database) or await asyncpg.connect(
        database.superuser_url, statement_cache_size=0
    )
    try:
        yield connection
        if _stays() and not connection.is_in_transaction():
            await connection.execute("DISCARD ALL")
            database.idle.append(connection)
    finally:
        if connection not in database.idle:
            await connection.close()


STAYING: list[asyncio.AbstractEventLoop] = []
"""The loop in which all tests of this process run that do not make one of their own."""


def in_staying_loop(work: Coroutine[Any, Any, T]) -> T:
    """For those who do not wait: does the work where connections are kept, or else in a loop of its own."""
    return STAYING[0].run_until_complete(work) if STAYING else asyncio.run(work)


def _stays() -> bool:
    return [asyncio.get_running_loop()] == STAYING


async def _living(database: Database) -> asyncpg.Connection | None:
    """One that is idle; tests end connections now and then."""
    while _stays() and database.idle:
        connection = database.idle.pop()
        try:
            await connection.execute("SELECT 1")
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            connection.terminate()
        else:
            return connection
    return None


async def as_superuser(database: Database, statement: str) -> Any:
    """Runs a statement past every policy, and gives the first value it returns."""
    async with superuser(database) as connection:
        return await connection.fetchval(statement)


async def somebody_waits(database: Database) -> bool:
    """Whether a connection to the database waits for a row, or for a lock of another one."""
    statement = """
        SELECT EXISTS (SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock')"""
    return bool(await as_superuser(database, statement))
