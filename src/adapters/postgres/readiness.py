"""Whether the database can serve this version of the code."""

import asyncio

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.migrations import known_revisions


def reach(url: str) -> None:
    """Connects once, at start, so that a wrong address ends in one sentence and not in a loop of restarts.

    Raises OSError or asyncpg's errors. Not to be called from a running event loop.
    """

    async def connect() -> None:
        connection = await asyncpg.connect(url, timeout=10)
        await connection.close()

    asyncio.run(connect())


class PgReadiness:
    """Compares the database's revision with the chain of migrations that this code was written for."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        newest, *older = known_revisions()
        self._newest = newest
        self._older = frozenset(older)

    async def problem(self) -> str | None:
        """None when ready, else one sentence without addresses or credentials.

        A revision that this code does not know is one of a newer version, which keeps what the older one
        needs (expand, then contract).
        """
        try:
            async with self._engine.connect() as connection:
                revision = await connection.scalar(text("SELECT version_num FROM public.alembic_version"))
        except DBAPIError:
            return "The database has no schema yet, or does not answer."
        except (OSError, SQLAlchemyError):
            return "The database cannot be reached."
        if revision is None or revision in self._older:
            return (
                f"The database is at revision {revision}, behind {self._newest}: run media-menu db upgrade."
            )
        return None
