"""Plans at a hundred thousand states: one partition, by the key or the index, whatever is asked."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from adapters.postgres.transactions import ACT_AS
from domain.kernel import Actor, MediaItemId
from domain.tracking.commands import Sort, StateChange, StateQuery
from domain.tracking.errors import StateNotFound
from tests.plans import statements_of
from tests.postgres import Database, superuser
from tests.seeding import a_person, a_work
from tests.tracking_house import TrackingHouse

FILL = """
    INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)
    SELECT gen_random_uuid(), 'u' || n || '@example.org', 'user' || n, 'none', now(), now()
    FROM generate_series(1, 200) n;
    INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key, origin)
    SELECT gen_random_uuid(), 'film', 'Work ' || n, 'work ' || n, 'work ' || n, 'work ' || n, 'ingested'
    FROM generate_series(1, 500) n;
    INSERT INTO tracking.user_item_states
        (user_id, media_item_id, status, rating, is_favorite, meta_snapshot, version, created_at, updated_at)
    SELECT person.id, work.id, (ARRAY['planned', 'completed'])[1 + (random() < 0.5)::int],
        round((random() * 10)::numeric, 1), random() < 0.1, '{}', 1, now(),
        now() - random() * interval '99 days'
    FROM accounts.users person, catalog.media_items work WHERE person.username LIKE 'user%'"""
MINE = """
    INSERT INTO tracking.user_item_states
        (user_id, media_item_id, status, is_favorite, meta_snapshot, version, created_at, updated_at)
    SELECT $1, id, 'completed', false, '{}', 1, now(), now() FROM catalog.media_items"""


@pytest.fixture(scope="module")
async def me(shared_database: Database) -> Actor:
    """Somebody among two hundred others, with five hundred states each."""
    person = await a_person(shared_database)
    async with superuser(shared_database) as connection:
        await connection.execute(FILL)
        await connection.execute(MINE, person.user_id)
        await connection.execute("VACUUM ANALYZE tracking.user_item_states")
        await connection.execute("VACUUM ANALYZE catalog.media_items")
    return person


@pytest.fixture
async def engine(shared_database: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(shared_database.url("media_menu_app"), pool_size=2)
    yield engine
    await engine.dispose()


async def plans_of(engine: AsyncEngine, me: Actor, seen: list[tuple[str, Any]]) -> list[str]:
    """The plan of each statement on states, as its person gets it."""
    found = []
    async with engine.begin() as connection:
        await connection.execute(ACT_AS, {"person": me.user_id})
        for statement, parameters in seen:
            if "user_item_states" in statement:
                rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
                found.append("\n".join(row[0] for row in rows))
    return found


async def test_every_statement_names_the_person_and_looks_into_one_partition_by_an_index(
    shared_database: Database, engine: AsyncEngine, me: Actor
) -> None:
    house, sorts = TrackingHouse(engine), ("updated", "rating", "title")
    work = await a_work(shared_database)
    async with statements_of(engine) as seen:
        await house.keep(me, work)
        await house.tracking.change(me, work, 1, StateChange(status="planned"))
        await house.tracking.tick(me, work)
        await house.reader.state(me, work)
        await house.reader.statuses(me, [work, uuid7()])
        for sort in sorts:
            await read_on(house, me, sort)
        await house.tracking.forget(me, work, None)
        with pytest.raises(StateNotFound):
            await house.reader.state(me, MediaItemId(uuid7()))
    states = [statement for statement, _ in seen if "user_item_states" in statement]
    assert len(states) > 15
    assert [statement for statement in states if "user_id" not in statement] == []
    assert [statement for statement in states if "now()" in statement] == []
    for plan in await plans_of(engine, me, seen):
        assert len(set(re.findall(r"user_item_states_p\d\d", plan))) <= 1, plan
        assert "Seq Scan on user_item_states" not in plan, plan


async def read_on(house: TrackingHouse, me: Actor, sort: Sort) -> None:
    """Two pages, without and with every filter."""
    for wish in ({}, {"status": "completed", "media_type": "film", "is_favorite": False}):
        first = await house.reader.states(me, StateQuery(sort=sort, **wish))  # type: ignore[arg-type]
        assert first.next
        await house.reader.states(me, StateQuery(sort=sort, after=first.next, **wish))  # type: ignore[arg-type]


async def test_a_page_of_the_last_changed_begins_at_its_place_in_the_index(
    engine: AsyncEngine, me: Actor
) -> None:
    house = TrackingHouse(engine)
    first = await house.reader.states(me, StateQuery())
    async with statements_of(engine) as seen:
        await house.reader.states(me, StateQuery(after=first.next))
    (plan,) = await plans_of(engine, me, seen)
    assert re.search(r"Index Cond: \(\(user_id = .*AND \(ROW\(updated_at, media_item_id\) < ROW\(", plan), (
        plan
    )
    assert "Sort" not in plan


async def test_a_merge_finds_states_of_a_work_by_an_index(engine: AsyncEngine, me: Actor) -> None:
    del me
    query = "EXPLAIN SELECT FROM tracking.user_item_states WHERE media_item_id = gen_random_uuid()"
    async with engine.begin() as connection:
        plan = "\n".join(row[0] for row in await connection.execute(text(query)))
    assert "Seq Scan" not in plan
