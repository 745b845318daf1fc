"""How an error of the database becomes a refusal, or stays what it is."""

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.constraints import Refusals
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Busy, Conflict

TAKE = text("INSERT INTO menus.slugs (slug) VALUES ('taken')")
POINT_NOWHERE = text("INSERT INTO menus.slugs (slug, menu_id) VALUES ('lost', gen_random_uuid())")
LOCK = text("SELECT pg_advisory_xact_lock(1)")
WITHOUT_PATIENCE = text("SET LOCAL lock_timeout = '50ms'")


class SlugTaken(Conflict):
    def __init__(self) -> None:
        super().__init__("Taken.")


async def run(engine: AsyncEngine, refusals: Refusals, *statements: TextClause) -> None:
    async with PgTransactions(engine, refusals).open(None) as connection:
        for statement in statements:
            await connection.execute(statement)


async def test_a_violated_constraint_is_said_in_the_words_of_the_domain(engine: AsyncEngine) -> None:
    with pytest.raises(SlugTaken):
        await run(engine, {"slugs_pk": SlugTaken}, TAKE, TAKE)


async def test_a_constraint_that_is_violated_at_commit_is_said_too(engine: AsyncEngine) -> None:
    with pytest.raises(SlugTaken):
        await run(engine, {"slugs_menu_id_fk": SlugTaken}, POINT_NOWHERE)


async def test_a_constraint_without_words_stays_an_error_with_its_cause(engine: AsyncEngine) -> None:
    with pytest.raises(IntegrityError) as error:
        await run(engine, {"another_pk": SlugTaken}, TAKE, TAKE)
    assert error.value.__cause__ is error.value.orig


async def test_a_lock_that_is_not_to_be_had_may_be_tried_again(engine: AsyncEngine) -> None:
    async with PgTransactions(engine, {}).open(None) as connection:
        await connection.execute(LOCK)
        with pytest.raises(Busy):
            await run(engine, {}, WITHOUT_PATIENCE, LOCK)
