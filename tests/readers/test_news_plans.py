"""Plans of news and sitemaps at thirty thousand editions: they walk along an index, and stop in time."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from adapters.postgres.menus.follows import NEWS as FOLLOWED_NEWS
from adapters.postgres.menus.news import ADDRESSES, NEWS, NEWS_OF_CURATOR, PgNewsReader
from adapters.postgres.transactions import PgTransactions
from tests.postgres import Database, superuser
from tests.seeding import a_person

FILL = """
    WITH made AS (
        SELECT gen_random_uuid() AS id, 'menu-' || n AS slug, n FROM generate_series(1, 15000) n
    ), slugs AS (
        INSERT INTO menus.slugs (slug) SELECT slug FROM made
    ), menus AS (
        INSERT INTO menus.menus (id, owner_id, slug, title, status, visibility, version, latest_edition,
            published_at, created_at, updated_at)
        SELECT id, '{owner}', slug, slug, 'published', 'public', 1, 2, now(), now(), now() FROM made
    )
    INSERT INTO menus.editions (menu_id, number, owner_id, slug, document, content_hash, visibility,
        is_current, published_at, withdrawn_at)
    SELECT id, number, '{owner}', slug,
        '{{"title": "x", "description": null, "courses": [{{"items": [{{"item_key": 1}}]}}]}}', 'sha256:0',
        CASE WHEN n % 10 = 0 THEN 'unlisted' ELSE 'public' END, number = 2,
        now() - make_interval(secs => n * 10 - number), CASE WHEN n % 7 = 0 THEN now() END
    FROM made, generate_series(1, 2) number"""


@pytest.fixture(scope="module")
async def filled(shared_database: Database) -> Database:
    """A curator with very many menus, and one with none; the directory of them does not matter here."""
    owner = await a_person(shared_database, "ewa")
    await a_person(shared_database, "nobody")
    async with superuser(shared_database) as connection:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(FILL.format(owner=owner.user_id))
        await connection.execute("VACUUM ANALYZE menus.editions")
    return shared_database


@pytest.fixture
async def engine(filled: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(filled.url("media_menu_app"), pool_size=1)
    yield engine
    await engine.dispose()


@pytest.fixture
def reader(engine: AsyncEngine) -> PgNewsReader:
    return PgNewsReader(PgTransactions(engine, {}))


async def test_what_is_new_is_read_from_the_beginning_of_an_index(
    reader: PgNewsReader, engine: AsyncEngine
) -> None:
    asked = {
        NEWS: ("editions_news_ix", {"limit": 30}),
        NEWS_OF_CURATOR: ("editions_curators_news_ix", {"limit": 30, "username": "ewa"}),
        FOLLOWED_NEWS: (
            "editions_curators_news_ix",
            {"reader": uuid7(), "limit": 25, "published": None, "menu": None, "number": None},
        ),
        ADDRESSES: ("editions_sitemap_ix", {"beginning": "menu-5", "until": "menu-51", "most": 50}),
    }
    async with engine.begin() as connection:
        for statement, (index, facts) in asked.items():
            rows = await connection.execute(text(f"EXPLAIN {statement.text}"), facts)
            plan = "\n".join(row[0] for row in rows)
            assert index in plan, plan
            assert "Seq Scan on editions" not in plan, plan


async def test_news_are_the_newest_and_parts_cover_every_address_once(reader: PgNewsReader) -> None:
    news = await reader.news(30)
    assert len(news) == 30
    assert [each.published_at for each in news] == sorted((each.published_at for each in news), reverse=True)
    assert {(each.course_count, each.item_count) for each in news} == {(1, 1)}
    assert await reader.news_of("EWA", 5) == news[:5]
    assert await reader.news_of("nobody", 5) == await reader.news_of(f"x{uuid7()}", 5) == ()
    starts = await reader.beginnings(1_000)
    found = [
        entry
        for start, end in zip(starts, (*starts[1:], None), strict=True)
        for entry in await reader.addresses(start, end, 50_000)
    ]
    assert [each.curator for each in found if each.curator] == ["ewa"]
    assert (
        len(found)
        == len({each.slug for each in found})
        == sum(n % 10 != 0 and n % 7 != 0 for n in range(1, 15_001))
    )
