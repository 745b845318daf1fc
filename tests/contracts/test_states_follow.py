"""States follow a merge: of two of one person the survivor's leads, and nothing that was said is lost."""

import asyncio
import random
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.catalog.errors import AlreadyMerged, MergeWithItself
from domain.kernel import Actor, MediaItemId
from domain.tracking.commands import StateChange
from tests.contracts.test_merging import MergingHouse
from tests.postgres import Database
from tests.seeding import a_person, a_work
from tests.tracking_house import TrackingHouse

STATUSES = ("planned", "in-progress", "paused", "completed", "dropped")


@pytest.fixture
async def merging(database: Database, engine: AsyncEngine) -> MergingHouse:
    admin = await a_person(database)
    return MergingHouse(database, engine, Actor(admin.user_id, "admin"))


@pytest.fixture
def house(engine: AsyncEngine) -> TrackingHouse:
    return TrackingHouse(engine)


async def test_a_state_goes_where_the_work_leads(
    merging: MergingHouse, house: TrackingHouse, database: Database
) -> None:
    me, gone, kept = await a_person(database), await a_work(database), await a_work(database)
    before = await house.keep(me, gone, "paused", rating=6.5, notes="Half.")
    merge = await merging.merge(gone, kept)
    assert (
        merge.moved["tracking.user_item_states"].count,
        merge.moved["tracking.user_item_states"].keys,
    ) == (
        1,
        (),
    )
    for asked in (gone, kept):
        state = await house.reader.state(me, asked)
        assert (state.media_item_id, state.version) == (kept, 2)
        assert (state.status, state.rating, state.notes) == ("paused", 6.5, "Half.")
        assert state.updated_at == before.updated_at
    assert await house.reader.statuses(me, [gone, kept]) == {gone: "paused", kept: "paused"}
    changed = await house.tracking.change(me, gone, 2, StateChange(status="completed"))
    assert changed.media_item_id == kept


async def test_of_two_states_the_survivors_leads_and_the_other_fills_and_is_kept(
    merging: MergingHouse, house: TrackingHouse, database: Database
) -> None:
    me, gone, kept = await a_person(database), await a_work(database), await a_work(database)
    begun_at = datetime(2020, 5, 1, tzinfo=UTC)
    said: dict[str, Any] = {"rating": 3.0, "notes": "Too long.", "is_favorite": True}
    told: dict[str, Any] = {"progress": 50, "progress_unit": "pages", "started_at": begun_at}
    await house.keep(me, gone, "dropped", **said, **told)
    await house.keep(me, kept, "completed", rating=8.0, notes="At last.")
    await merging.merge(gone, kept)
    state = await house.reader.state(me, kept)
    assert (state.status, state.rating, state.is_favorite) == ("completed", 8.0, True)
    assert state.notes == "At last.\n\nToo long."
    assert (state.progress, state.progress_unit, state.started_at) == (50, "pages", begun_at)
    assert state.version == 2
    (whole,) = state.meta_snapshot["merged"]
    assert (whole["media_item_id"], whole["status"], whole["rating"]) == (str(gone), "dropped", 3.0)
    assert whole["notes"] == "Too long."


async def test_a_plan_gives_way_to_what_happened(
    merging: MergingHouse, house: TrackingHouse, database: Database
) -> None:
    me, gone, kept = await a_person(database), await a_work(database), await a_work(database)
    done = await house.keep(me, gone, "completed")
    await house.keep(me, kept, "planned")
    await merging.merge(gone, kept)
    state = await house.reader.state(me, kept)
    assert (state.status, state.completed_at) == ("completed", done.completed_at)


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_said_is_lost_and_nobody_has_a_work_twice(
    merging: MergingHouse, house: TrackingHouse, database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    works = [await a_work(database, f"Work {number}") for number in range(6)]
    people = [await a_person(database) for _ in range(3)]
    said: dict[tuple[Actor, MediaItemId], set[str]] = {}
    for person in people:
        for work in chance.sample(works, 4):
            note = f"note {work.hex[-4:]} {chance.random()}"
            rating = chance.choice((None, 5.0))
            await house.keep(person, work, chance.choice(STATUSES), notes=note, rating=rating)
            said[person, work] = {note}
    stands = {work: work for work in works}
    for _ in range(5):
        loser, into = chance.sample(works, 2)
        try:
            await merging.merge(loser, into)
        except (AlreadyMerged, MergeWithItself):
            continue
        stands = {work: stands[into] if end == loser else end for work, end in stands.items()}
    expected: dict[Any, set[str]] = defaultdict(set)
    for (person, work), notes in said.items():
        expected[person, stands[work]] |= notes
    for (person, work), notes in expected.items():
        state = await house.reader.state(person, work)
        assert set((state.notes or "").split("\n\n")) == notes
    for person in people:
        assert set(await house.kept(person)) == {work for each, work in expected if each == person}


async def test_whoever_says_something_during_a_merge_says_it_of_the_survivor(
    merging: MergingHouse, house: TrackingHouse, database: Database
) -> None:
    for _ in range(5):
        gone, kept = await a_work(database), await a_work(database)
        people = [await a_person(database) for _ in range(6)]
        await asyncio.gather(
            merging.merge(gone, kept), *(house.keep(person, gone, "planned") for person in people)
        )
        for person in people:
            assert await house.kept(person) == [kept]
