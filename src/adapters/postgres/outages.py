"""Tells an error of ours from a database that is away for a while."""

import asyncpg
from sqlalchemy import exc

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    exc.TimeoutError,
)


def is_outage(error: BaseException) -> bool:
    """Whether the database could not be reached, was going down, or had no connection to spare in time."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, AWAY) or _is_lost_connection(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _is_lost_connection(error: BaseException) -> bool:
    if isinstance(error, exc.DBAPIError):
        return error.connection_invalidated
    if isinstance(error, OSError):
        return error.filename is None  # a socket, not a file
    return isinstance(error, asyncpg.InterfaceError) and "clos" in str(error)
