"""Units of work on the administrators' pool."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.transactions import PgTransactions
from domain.job_office import OfficeClosed

NOT_ALLOWED: Final = "42501"


@asynccontextmanager
async def open_office(transactions: PgTransactions) -> AsyncIterator[AsyncConnection]:
    """As `PgTransactions.open` for nobody. Raises OfficeClosed on the connection of another role."""
    try:
        async with transactions.open(None) as connection:
            yield connection
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == NOT_ALLOWED:
            raise OfficeClosed from error
        raise
