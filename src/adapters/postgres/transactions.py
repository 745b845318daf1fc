"""Units of work: one transaction, one identity, one repository; and errors in the domain's words."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.postgres.constraints import Refusals, in_domain_words
from domain.kernel import Actor, Begin

R = TypeVar("R")

ACT_AS = text("SELECT accounts.act_as(CAST(:person AS uuid))")


class PgTransactions:
    """Opens transactions on one engine."""

    def __init__(self, engine: AsyncEngine, refusals: Refusals) -> None:
        self._engine = engine
        self._refusals = refusals

    @asynccontextmanager
    async def open(self, actor: Actor | None) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction that acts as the person; commits on leaving.

        Raises the domain error that a violated constraint stands for, at commit too, and `Busy`
        for a race that was lost.
        """
        try:
            async with self._engine.begin() as connection:
                if actor is not None:
                    await connection.execute(ACT_AS, {"person": actor.user_id})
                yield connection
        except DBAPIError as error:
            refusal = in_domain_words(error, self._refusals)
            if refusal is error:
                raise
            raise refusal from error

    def working_with(self, make: Callable[[AsyncConnection], R]) -> Begin[R]:
        """The `Begin` of a context whose repository `make` builds on a connection."""

        @asynccontextmanager
        async def begin(actor: Actor | None) -> AsyncIterator[R]:
            async with self.open(actor) as connection:
                yield make(connection)

        return begin
