"""States on PostgreSQL: kept and read, listed in order, out of reach for others, one winner of each race."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from domain.kernel import Actor, Busy, MediaItemId, Stale
from domain.tracking.commands import Sort, StateChange, StateQuery, StateWish
from domain.tracking.errors import NONE_SO_FAR, StateExists, StateNotFound, WorkNotFound
from domain.tracking.model import State
from domain.tracking.views import StateLine
from tests.postgres import Database, superuser
from tests.seeding import a_person, a_work
from tests.tracking_house import TrackingHouse


@pytest.fixture
async def house(shared_database: Database) -> AsyncIterator[TrackingHouse]:
    engine = make_engine(shared_database.url("media_menu_app"), pool_size=10)
    yield TrackingHouse(engine)
    await engine.dispose()


@pytest.fixture
async def me(shared_database: Database) -> Actor:
    return await a_person(shared_database)


async def test_what_is_kept_is_read_again(house: TrackingHouse, shared_database: Database, me: Actor) -> None:
    work = await a_work(shared_database, "Solaris")
    said: dict[str, Any] = {
        "rating": 7.3,
        "is_favorite": True,
        "notes": "The ocean.",
        "progress": 40,
        "progress_unit": "percent",
    }
    kept = await house.keep(me, work, "in-progress", **said)
    assert await house.reader.state(me, work) == kept
    assert kept.meta_snapshot == {
        "media_type": "film",
        "title": "Solaris",
        "release_year": 1972,
        "creators": ["Andrei Tarkovsky"],
    }
    changed = await house.tracking.change(me, work, 1, StateChange(status="completed", rating=None))
    assert await house.reader.state(me, work) == changed
    assert (changed.version, changed.rating, changed.notes) == (2, None, "The ocean.")
    replaced = await house.tracking.put(me, work, 2, StateWish("dropped"))
    assert await house.reader.state(me, work) == replaced
    assert (replaced.notes, replaced.is_favorite, replaced.version) == (None, False, 3)
    await house.tracking.forget(me, work, 3)
    with pytest.raises(StateNotFound):
        await house.reader.state(me, work)


async def test_versions_are_checked(house: TrackingHouse, shared_database: Database, me: Actor) -> None:
    work = await a_work(shared_database)
    with pytest.raises(Stale) as refusal:
        await house.tracking.put(me, work, None, StateWish("planned"))
    assert refusal.value.version == NONE_SO_FAR
    await house.keep(me, work)
    with pytest.raises(StateExists) as known:
        await house.keep(me, work)
    assert known.value.version == 1
    await house.tracking.put(me, work, None, StateWish("planned"))
    for stale in (1, 3, -1):
        with pytest.raises(Stale):
            await house.tracking.put(me, work, stale, StateWish("dropped"))
        with pytest.raises(Stale):
            await house.tracking.change(me, work, stale, StateChange(status="dropped"))
        with pytest.raises(Stale):
            await house.tracking.forget(me, work, stale)
    assert (await house.reader.state(me, work)).status == "planned"


async def test_a_work_that_is_not_there_or_is_anothers_own_has_no_state(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    other = await a_person(shared_database)
    theirs, mine = await a_work(shared_database, owner=other), await a_work(shared_database, owner=me)
    for work in (theirs, MediaItemId(uuid7())):
        for attempt in (
            house.keep(me, work),
            house.tracking.change(me, work, None, StateChange()),
            house.tracking.forget(me, work, None),
            house.tracking.tick(me, work),
            house.tracking.untick(me, work),
        ):
            with pytest.raises(WorkNotFound):
                await attempt
    assert (await house.keep(me, mine)).media_item_id == mine
    assert await house.reader.statuses(me, [theirs, mine, uuid7()]) == {mine: "completed"}


async def test_a_state_is_seen_and_changed_by_nobody_else(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    work, other = await a_work(shared_database), await a_person(shared_database)
    kept = await house.keep(me, work)
    with pytest.raises(StateNotFound):
        await house.reader.state(other, work)
    with pytest.raises(StateNotFound):
        await house.tracking.forget(other, work, None)
    assert await house.kept(other) == []
    assert await house.reader.statuses(other, [work]) == {work: None}
    await house.keep(other, work, "dropped")
    assert await house.reader.state(me, work) == kept


async def test_the_policy_alone_keeps_rows_apart_and_partitions_are_shut(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    work, other = await a_work(shared_database), await a_person(shared_database)
    for person in (me, other):
        await house.keep(person, work)
    count = "SELECT count(*) FROM tracking.user_item_states"
    connection = await asyncpg.connect(shared_database.url("media_menu_app"))
    try:
        assert await connection.fetchval(count) == 0
        async with connection.transaction():
            await connection.execute("SELECT accounts.act_as($1)", me.user_id)
            assert await connection.fetchval(f"{count} WHERE media_item_id = $1", work) == 1
            assert await connection.execute(
                "DELETE FROM tracking.user_item_states WHERE user_id = $1", other.user_id
            ) == ("DELETE 0")
        for number in range(16):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetchval(f"SELECT count(*) FROM tracking.user_item_states_p{number:02}")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("UPDATE tracking.user_item_states SET user_id = user_id")
    finally:
        await connection.close()


async def test_a_tick_and_back_is_as_if_nothing_had_been(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    fresh, planned = await a_work(shared_database), await a_work(shared_database)
    await house.keep(me, planned, "planned", notes="For winter.")
    for work in (fresh, planned):
        for _ in range(2):
            await house.tracking.tick(me, work)
        assert (await house.reader.state(me, work)).status == "completed"
    assert (await house.reader.state(me, planned)).version == 2
    for work in (fresh, planned):
        for _ in range(2):
            await house.tracking.untick(me, work)
    assert await house.reader.statuses(me, [fresh, planned]) == {fresh: None, planned: "planned"}
    assert (await house.reader.state(me, planned)).notes == "For winter."


RATINGS = (None, 0.0, 3.5, 7.0, 7.0, 10.0)


async def test_lists_are_filtered_in_order_and_paged_without_a_gap(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    chance = random.Random(7)
    for number in range(23):
        kind = chance.choice(("film", "book"))
        work = await a_work(shared_database, f"Work {chance.randrange(12):02}", media_type=kind)
        facts = {"rating": chance.choice(RATINGS), "is_favorite": number % 3 == 0}
        await house.keep(me, work, chance.choice(("planned", "completed")), **facts)
        house.clock.forward(minutes=chance.randrange(2))
    everything = (await house.reader.states(me, StateQuery(limit=100))).items
    assert len(everything) == 23

    def rated(each: StateLine) -> tuple[Any, ...]:
        best = -1 if each.rating is None else each.rating
        return -best, -each.updated_at.timestamp(), -each.media_item_id.int

    orders: dict[Sort, Any] = {
        "updated": lambda each: (-each.updated_at.timestamp(), -each.media_item_id.int),
        "rating": rated,
        "title": lambda each: (each.media.title.lower(), each.media_item_id.int),
    }
    filters: list[tuple[dict[str, Any], Any]] = [
        ({}, lambda _: True),
        ({"status": "planned"}, lambda each: each.status == "planned"),
        ({"media_type": "book"}, lambda each: each.media.media_type == "book"),
        ({"is_favorite": False}, lambda each: not each.is_favorite),
        ({"rating_min": 3.5}, lambda each: each.rating is not None and each.rating >= 3.5),
    ]
    for sort, key in orders.items():
        for wish, fits in filters:
            expected = [each.media_item_id for each in sorted(filter(fits, everything), key=key)]
            assert await paged(house, me, StateQuery(sort=sort, limit=4, **wish)) == expected, (sort, wish)


async def paged(house: TrackingHouse, me: Actor, query: StateQuery) -> list[MediaItemId]:
    found = await house.reader.states(me, query)
    seen = [each.media_item_id for each in found.items]
    while found.next:
        facts = {name: getattr(query, name) for name in StateQuery.__struct_fields__}
        found = await house.reader.states(me, StateQuery(**facts | {"after": found.next}))
        seen += [each.media_item_id for each in found.items]
    return seen


async def test_of_twenty_first_states_at_once_one_is_kept(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    for _ in range(5):
        work = await a_work(shared_database)
        wishes = [house.keep(me, work, "planned", notes=f"Wish {number}") for number in range(20)]
        answers = await asyncio.gather(*wishes, return_exceptions=True)
        [won] = [each for each in answers if isinstance(each, State)]
        refused = [each for each in answers if isinstance(each, StateExists)]
        assert (len(refused), {each.version for each in refused}) == (19, {1})
        assert await house.reader.state(me, work) == won
        assert await rows_of(shared_database, work) == 1


async def test_of_twenty_replacements_of_one_version_one_is_kept(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    work = await a_work(shared_database)
    await house.keep(me, work)
    for version in range(1, 4):
        wishes = (StateWish("planned", notes=f"{version}.{number}") for number in range(20))
        answers = await asyncio.gather(
            *(house.tracking.put(me, work, version, wish) for wish in wishes), return_exceptions=True
        )
        assert Counter(map(type, answers)) == {State: 1, Stale: 19}
        [won] = [each for each in answers if isinstance(each, State)]
        assert await house.reader.state(me, work) == won
        assert await rows_of(shared_database, work) == 1


async def test_of_twenty_at_once_that_take_any_version_all_take_their_turn(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    work = await a_work(shared_database)
    await house.keep(me, work)
    changes = [house.tracking.change(me, work, None, StateChange(rating=n / 2)) for n in range(20)]
    await asyncio.gather(*changes)
    assert (await house.reader.state(me, work)).version == 21


async def test_ticks_and_ticks_taken_back_at_once_leave_one_row_or_none(
    house: TrackingHouse, shared_database: Database, me: Actor
) -> None:
    for _ in range(5):
        work = await a_work(shared_database)
        await asyncio.gather(*(house.tracking.tick(me, work) for _ in range(10)))
        assert (await house.reader.state(me, work)).version == 1
        both = [house.tracking.tick, house.tracking.untick] * 8
        answers = await asyncio.gather(*(each(me, work) for each in both), return_exceptions=True)
        assert all(each is None or isinstance(each, Busy) for each in answers), answers
        statuses = await house.reader.statuses(me, [work])
        assert statuses[work] in {None, "completed"}
        assert await rows_of(shared_database, work) == (statuses[work] is not None)


async def test_the_clock_is_the_services(house: TrackingHouse, shared_database: Database, me: Actor) -> None:
    work = await a_work(shared_database)
    kept = await house.keep(me, work)
    house.clock.forward(hours=1)
    later = await house.tracking.change(me, work, 1, StateChange(notes="x"))
    assert later.updated_at - kept.created_at == timedelta(hours=1)
    assert (await house.reader.state(me, work)).updated_at == later.updated_at


async def rows_of(database: Database, work: MediaItemId) -> int:
    count = "SELECT count(*) FROM tracking.user_item_states WHERE media_item_id = $1"
    async with superuser(database) as connection:
        return int(await connection.fetchval(count, work))
