"""An identity never outlives its transaction on a pooled connection; and this test would notice if it did."""

import asyncio
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, UserId

REQUESTS = 1_500
AT_ONCE = 20
WHO = text("SELECT accounts.current_user_id()")
FOR_GOOD = text("SELECT set_config('app.user_id', CAST(:person AS text), false)")


async def leaks(engine: AsyncEngine, *, local: bool) -> int:
    """Every third request is a person's; the others are nobody's and must find nobody."""
    transactions = PgTransactions(engine, {})
    turns = asyncio.Semaphore(AT_ONCE)

    async def request(number: int) -> bool:
        person = UserId(UUID(str(uuid7()))) if number % 3 == 0 else None
        async with turns, transactions.open(Actor(person) if person and local else None) as connection:
            if person and not local:
                await connection.execute(FOR_GOOD, {"person": str(person)})
            return bool(await connection.scalar(WHO) != person)

    return sum(await asyncio.gather(*map(request, range(REQUESTS))))


async def test_no_identity_leaks_into_the_next_request(engine: AsyncEngine) -> None:
    assert await leaks(engine, local=True) == 0


async def test_an_identity_that_is_not_local_leaks(engine: AsyncEngine) -> None:
    assert await leaks(engine, local=False) > 100
