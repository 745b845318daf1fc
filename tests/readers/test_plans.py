"""Plans of the catalogue's statements at a hundred thousand works: none of them looks at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.merge_reader import PgMergeReader
from adapters.postgres.catalog.merging import PgOffice
from adapters.postgres.menus.following import ItemsFollow
from domain.catalog.commands import Query
from domain.catalog.errors import WorkNotFound
from domain.catalog.merging import MergeWorks
from domain.kernel import Actor, MediaItemId, UserId
from tests.postgres import Database, as_superuser
from tests.seeding import NOW, a_work
from tests.works import WorksHouse, film, record

FILL = """
    INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key, release_year,
        language, genres, popularity, origin)
    SELECT gen_random_uuid(), (ARRAY['film', 'book', 'game', 'music'])[1 + n % 4], title, title, title, title,
        1900 + n % 120, (ARRAY['en', 'pl'])[1 + n % 2], ARRAY[(ARRAY['Drama', 'Comedy'])[1 + n % 2]],
        1000000 / (1 + n % 5000), 'ingested'
    FROM (SELECT n, md5((n % 997)::text) || ' ' || md5(n::text) || ' ' || md5((n % 31)::text) AS title
        FROM generate_series(1, 100000) AS n) AS made
"""
COMMON = "c4ca4238a0b923820dcc509a6f75849b"
AS_VIEWER = Actor(UserId(uuid7()))


@asynccontextmanager
async def statements_of(engine: AsyncEngine) -> AsyncIterator[list[tuple[str, Any]]]:
    """What is executed meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        seen.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def plans(
    engine: AsyncEngine, seen: list[tuple[str, Any]], about: tuple[str, ...] = ("media_items",)
) -> list[str]:
    """The plan of each, as the service's role gets it."""
    found = []
    async with engine.begin() as connection:
        for statement, parameters in seen:
            if any(table in statement for table in about):
                rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
                found.append("\n".join(row[0] for row in rows))
    return found


LINKED = """
    INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
    SELECT 'imdb', 'tt' || row_number() OVER (), id FROM catalog.media_items
"""
RENAMED = """
    UPDATE catalog.media_items SET original_title = reverse(title) WHERE left(title, 1) < '4'
"""


@pytest.fixture
async def house(engine: AsyncEngine, database: Database) -> WorksHouse:
    await as_superuser(database, FILL)
    await as_superuser(database, "ANALYZE catalog.media_items")
    return WorksHouse(engine)


async def test_no_statement_walks_through_all_works(house: WorksHouse, engine: AsyncEngine) -> None:
    typed = ["a", "ab", "abc", "abcd", "abcd ef", f"{COMMON} x", COMMON[:-1] + "z"]
    queries = [
        Query(),
        Query(sort="newest"),
        Query(sort="title"),
        Query(media_type="game", genre="Drama", year_from=1990, year_to=1991, language="pl"),
        Query(text="abc"),
        Query(text=COMMON, sort="title"),
        Query(tag="slow"),
    ]
    async with statements_of(engine) as seen:
        for text in typed:
            for media_type in (None, "book"):
                await house.search.suggest(AS_VIEWER, text, media_type, 10)
        for query in queries:
            page = await house.search.find(AS_VIEWER, query)
            if page.next:
                await house.search.find(AS_VIEWER, query.continued(page.next))
        for look in (
            house.reader.work(AS_VIEWER, MediaItemId(uuid7())),
            house.reader.sources(AS_VIEWER, MediaItemId(uuid7())),
            house.reader.by_link(AS_VIEWER, "imdb", "tt0079944"),
        ):
            with pytest.raises(WorkNotFound):
                await look
        await house.push(record("one", film("One", external_ids={"imdb": "tt0079944"})))
    explained = await plans(engine, seen)
    assert len(explained) > 30
    walked = [plan for plan in explained if "Seq Scan on media_items" in plan]
    assert walked == []


async def test_records_without_known_ids_are_compared_by_indexes_alone(
    house: WorksHouse, engine: AsyncEngine, database: Database
) -> None:
    for statement in (LINKED, RENAMED, "ANALYZE catalog.media_items", "ANALYZE catalog.external_links"):
        await as_superuser(database, statement)
    records = [
        record(f"new-{number}", film(f"{COMMON} {number}", original_title=f"o{number}", release_year=1980))
        for number in range(1_000)
    ]
    async with statements_of(engine) as seen:
        await house.push(*records)
    comparing = [each for each in seen if "wanted.norms" in each[0]]
    (plan,) = await plans(engine, comparing)
    assert "media_items_title_year_ix" in plan
    assert "media_items_original_title_ix" in plan
    assert "external_links_media_item_id_ix" in plan
    assert "Seq Scan" not in plan


async def test_a_merge_and_the_queue_walk_through_no_table_of_works(
    house: WorksHouse, engine: AsyncEngine, database: Database
) -> None:
    for statement in (LINKED, "ANALYZE catalog.external_links"):
        await as_superuser(database, statement)
    office = house.transactions.working_with(lambda connection: PgOffice(connection, (ItemsFollow,)))
    merging = MergeWorks(office, lambda: NOW, uuid7)
    one, two = await a_work(database), await a_work(database)
    reader = PgMergeReader(engine)
    async with statements_of(engine) as seen:
        await merging.merge_sure(one, two, 100)
        await reader.merges(two)
        await reader.duplicates("open", 20, (75, uuid7()))
    explained = await plans(engine, seen, about=("media_items", "external_links"))
    assert len(explained) >= 7
    walked = ("Seq Scan on media_items", "Seq Scan on external_links")
    assert [plan for plan in explained if any(each in plan for each in walked)] == []
