"""Plans of the catalogue's statements at a hundred thousand works: none of them looks at all."""

import re

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from domain.catalog.commands import Query, Sort
from domain.catalog.errors import WorkNotFound
from domain.kernel import Actor, MediaItemId, UserId
from tests.plans import plans, statements_of
from tests.postgres import Database
from tests.records import film, record
from tests.works import WorksHouse

COMMON = "c4ca4238a0b923820dcc509a6f75849b"
AS_VIEWER = Actor(UserId(uuid7()))
SORTS: tuple[Sort, ...] = ("popularity", "newest", "title")


@pytest.fixture
def database(hundred_thousand_works: Database) -> Database:
    return hundred_thousand_works


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


async def test_no_statement_walks_through_all_works(house: WorksHouse, engine: AsyncEngine) -> None:
    typed = ["a", "ab", "abc", "abcd", "abcd ef", f"{COMMON} x", COMMON[:-1] + "z"]
    queries = [
        Query(),
        Query(sort="newest"),
        Query(sort="title"),
        Query(media_type="game", genre="Drama", year_from=1990, year_to=1991, language="pl"),
        *(
            query
            for sort in SORTS
            for query in (
                Query(language="zz", sort=sort),
                Query(year_from=1800, year_to=1850, sort=sort),
                Query(year_from=2100, sort=sort),
                Query(year_to=1700, sort=sort),
                Query(genre="Nowhere", sort=sort),
                Query(genre="Nowhere", media_type="film", sort=sort),
            )
        ),
        Query(text="abc"),
        Query(text=COMMON, sort="title"),
        Query(tag="slow"),
        Query(creator="Stanisław Lem"),
        *(
            Query(media_class=path, sort=sort)
            for path in ("film", "film.feature", "film.concert")
            for sort in ("popularity", "newest", "title")
        ),
        Query(media_class="film", text=COMMON),
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
            house.reader.standing(AS_VIEWER, MediaItemId(uuid7())),
            house.reader.by_link(AS_VIEWER, "imdb", "tt0079944"),
        ):
            with pytest.raises(WorkNotFound):
                await look
        await house.reader.classes()
        await house.push(record("one", film("One", external_ids={"imdb": "tt0079944"})))
    explained = await plans(engine, seen)
    assert len(explained) > 30
    walked = [plan for plan in explained if re.search("Seq Scan on (media_items|credits|titles)", plan)]
    assert walked == []


async def test_what_is_rare_is_not_looked_for_from_the_top(house: WorksHouse, engine: AsyncEngine) -> None:
    async with statements_of(engine) as seen:
        for sort in SORTS:
            assert not (await house.search.find(None, Query(genre="Nowhere", sort=sort))).items
            assert not (await house.search.find(None, Query(genre="nowhere", media_type="film"))).items
        assert (await house.search.find(None, Query(genre="drama"))).items
    *rare, common = await plans(engine, seen)
    assert len(rare) == 6
    for plan in rare:
        assert "Bitmap Index Scan on media_items_genres_ix" in plan
    assert "Scan using media_items_popularity_ix" in common


async def test_a_class_is_walked_from_its_best_known_works_and_counted_by_its_index_alone(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    async with statements_of(engine) as seen:
        page = await house.search.find(None, Query(media_class="film", limit=100))
        assert page.next
        await house.search.find(None, Query(media_class="film", limit=100).continued(page.next))
        await house.reader.classes()
    *walks, counting = await plans(engine, seen)
    assert len(walks) == 2
    for plan in walks:
        assert "Scan using media_items_class_ix" in plan
    assert "Index Cond: ((media_class = class.path) AND (ROW(popularity, id) < ROW(" in walks[1]
    assert "Index Only Scan using media_items_class_ix" in counting


async def test_a_page_begins_at_its_place_in_the_index(house: WorksHouse, engine: AsyncEngine) -> None:
    for sort in SORTS:
        first = await house.search.find(None, Query(sort=sort))
        async with statements_of(engine) as seen:
            await house.search.find(None, Query(sort=sort).continued(first.next))
        assert "Index Cond: (ROW(" in (await plans(engine, seen))[0]
