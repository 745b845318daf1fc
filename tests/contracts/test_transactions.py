"""A unit of work: commits, rolls back, carries one identity and leaves none behind."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, UserId

WHO = text("SELECT accounts.current_user_id()")


async def test_the_identity_lasts_for_the_transaction_and_no_longer(engine: AsyncEngine) -> None:
    transactions = PgTransactions(engine, {})
    person = UserId(uuid7())
    async with transactions.open(Actor(person)) as connection:
        assert await connection.scalar(WHO) == person
    async with transactions.open(None) as connection:
        assert await connection.scalar(WHO) is None
