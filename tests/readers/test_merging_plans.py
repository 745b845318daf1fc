"""Plans of matching and merging at a hundred thousand works: indexes alone."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.merge_reader import PgMergeReader
from adapters.postgres.catalog.merging import PgOffice
from adapters.postgres.menus.following import ItemsFollow
from domain.catalog.merging import MergeWorks
from tests.plans import plans, statements_of
from tests.postgres import Database
from tests.readers.test_plans import COMMON
from tests.records import film, record
from tests.seeding import NOW, a_work
from tests.works import WorksHouse


@pytest.fixture
def database(hundred_thousand_works: Database) -> Database:
    return hundred_thousand_works


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


async def test_records_without_known_ids_are_compared_by_indexes_alone(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    records = [
        record(f"new-{number}", film(f"{COMMON} {number}", original_title=f"o{number}", release_year=1980))
        for number in range(1_000)
    ]
    async with statements_of(engine) as seen:
        await house.push(*records)
    (plan,) = await plans(engine, [each for each in seen if "wanted.norms" in each[0]])
    for index in ("media_items_title_year_ix", "media_items_original_title_ix"):
        assert index in plan
    assert "external_links_media_item_id_ix" in plan
    assert "Seq Scan" not in plan


async def test_a_merge_and_the_queue_walk_through_no_works(
    house: WorksHouse, engine: AsyncEngine, database: Database
) -> None:
    office = house.transactions.working_with(lambda connection: PgOffice(connection, (ItemsFollow,)))
    one, two = await a_work(database), await a_work(database)
    reader = PgMergeReader(engine)
    async with statements_of(engine) as seen:
        await MergeWorks(office, lambda: NOW, uuid7).merge_sure(one, two, 100)
        await reader.merges(two)
        await reader.duplicates("open", 20, (75, uuid7()))
    explained = await plans(engine, seen)
    assert len(explained) >= 5
    assert [plan for plan in explained if "Seq Scan on media_items" in plan] == []
