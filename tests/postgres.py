"""What a test knows of its database: an address for each role."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from adapters.embedded import EmbeddedPostgres


@dataclass(frozen=True)
class Database:
    """One database on the test server."""

    cluster: EmbeddedPostgres
    name: str

    def url(self, role: str) -> str:
        """Address for a role: media_menu_app, media_menu_worker, media_menu_migrator ..."""
        return self.cluster.url(role, self.name)

    @property
    def superuser_url(self) -> str:
        """Sees everything; for checking what is really there."""
        return self.cluster.url("postgres", self.name)


async def as_superuser(database: Database, statement: str) -> Any:
    """Runs a statement past every policy, and gives the first value it returns."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def somebody_waits(database: Database) -> bool:
    """Whether a connection to the database waits for a row, or for a lock of another one."""
    statement = """
        SELECT EXISTS (SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock')"""
    return bool(await as_superuser(database, statement))
