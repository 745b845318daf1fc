"""Lists of menus at five thousand: a page deep in the list is found by the index, like the first."""

import re
from collections.abc import AsyncIterator
from typing import Any, NamedTuple, get_args

import pytest
from msgspec.structs import replace
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.engine import make_engine
from adapters.postgres.menus.directory import directory
from adapters.postgres.menus.list_documents import SUMMARIES
from adapters.postgres.menus.reader import PgCuratorReader, PgPublicReader
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor
from domain.menus.browsing import EVERYTHING, Browsing, DirectoryOrder, DirectoryPlace
from tests.postgres import Database, superuser
from tests.seeding import a_person

MENUS = 5_000
MOST = 2**31
LIMIT = 20
COURSES = """jsonb_build_array(jsonb_build_object('items', jsonb_build_array(
    jsonb_build_object('media', jsonb_build_object('id', id, 'media_type', 'film', 'title', 'Solaris',
        'creators', jsonb_build_array('Tarkovsky'))))))"""
FILL = """
    CREATE TEMP TABLE fresh AS
        SELECT n, md5('menu' || n)::uuid AS id, 'menu-' || lpad(n::text, 5, '0') AS slug,
            timestamptz '2026-01-01 00:00Z' + n * interval '1 minute' AS at
        FROM generate_series(1, {menus}) n;
    INSERT INTO menus.slugs (slug, menu_id) SELECT slug, id FROM fresh;
    INSERT INTO menus.menus (id, owner_id, slug, title, status, visibility, version, latest_edition,
            published_at, created_at, updated_at)
        SELECT id, '{owner}', slug, slug, 'published', 'public', 1, 1, at, at, at FROM fresh;
    INSERT INTO menus.editions (menu_id, number, owner_id, slug, document, content_hash, visibility,
            is_current, published_at, withdrawn_at)
        SELECT id, 1, '{owner}', slug, jsonb_build_object('title', slug, 'description', '',
                'edition', jsonb_build_object('number', 1, 'published_at', at), 'courses', {courses}),
            '', CASE WHEN n % 5 = 0 THEN 'unlisted' ELSE 'public' END, true, at,
            CASE WHEN n % 7 = 0 THEN at END
        FROM fresh"""
OTHERS = """
    CREATE TEMP TABLE others AS
        SELECT md5('person' || n)::uuid AS id, 'person' || n AS name, n FROM generate_series(1, 300) n;
    INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)
        SELECT id, name || '@example.org', name, 'none', now(), now() FROM others;
    INSERT INTO accounts.profiles (user_id, display_name, updated_at) SELECT id, name, now() FROM others;
    INSERT INTO menus.slugs (slug) SELECT 'by-' || name FROM others;
    INSERT INTO menus.menus (id, owner_id, slug, title, status, visibility, version, latest_edition,
            created_at, updated_at)
        SELECT id, id, 'by-' || name, name, 'published', 'public', 1, 1, now(), now() FROM others;
    INSERT INTO menus.editions (menu_id, number, owner_id, slug, document, content_hash, visibility,
            is_current, published_at)
        SELECT id, 1, id, 'by-' || name, jsonb_build_object('title', name, 'courses', jsonb_build_array()),
            '', 'public', true, timestamptz '2025-01-01 00:00Z' + n * interval '1 minute'
        FROM others"""


class List(NamedTuple):
    """A list, its index, and how its cursor begins far down: among the first that were ever made."""

    statement: TextClause
    index: str
    top: dict[str, Any]
    deep: str


ALL = {"text": "", "status": None, "archived": "false"}
LISTS = [
    List(
        directory(LIMIT, None, EVERYTHING)[0],
        "listings_newest_ix",
        {"published": None, "slug": ""},
        "SELECT published_at AS published, slug FROM menus.listings WHERE slug = 'menu-00201'",
    ),
    List(
        directory(LIMIT, None, Browsing(order="forked"))[0],
        "listings_forked_ix",
        {"forks": MOST, "published": None, "slug": ""},
        "SELECT 0 AS forks, published_at AS published, slug FROM menus.listings WHERE slug = 'menu-00201'",
    ),
    List(
        SUMMARIES["edited"],
        "menus_owner_id_ix",
        {"key": None, "id": None, **ALL},
        "SELECT updated_at AS key, id FROM menus.menus WHERE slug = 'menu-00201'",
    ),
    List(
        SUMMARIES["newest"],
        "menus_owner_id_created_at_ix",
        {"key": None, "id": None, **ALL},
        "SELECT created_at AS key, id FROM menus.menus WHERE slug = 'menu-00201'",
    ),
    List(
        SUMMARIES["title"],
        "menus_owner_id_title_order_ix",
        {"key": None, "id": None, **ALL},
        "SELECT title AS key, id FROM menus.menus WHERE slug = 'menu-04800'",
    ),
]


@pytest.fixture(scope="module")
async def curator(shared_database: Database) -> Actor:
    """Who made them all, but for one each of three hundred others."""
    actor = await a_person(shared_database)
    async with superuser(shared_database) as connection:
        await connection.execute(FILL.format(menus=MENUS, owner=actor.user_id, courses=COURSES))
        await connection.execute(OTHERS)
        await connection.execute("VACUUM ANALYZE")
    return actor


@pytest.fixture
async def engine(shared_database: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(shared_database.url("media_menu_app"), pool_size=1)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize(
    "listing",
    LISTS,
    ids=["directory", "most forked", "own menus", "own menus by age", "own menus by title"],
)
async def test_a_deep_page_of_a_list_costs_what_the_first_does(
    engine: AsyncEngine, curator: Actor, listing: List
) -> None:
    async with PgTransactions(engine, {}).open(curator) as connection:
        deep = dict((await connection.execute(text(listing.deep))).mappings().one())
        await connection.exec_driver_sql(prepared(listing.statement))
        plans = []
        for cursor in (listing.top, deep) * 6:  # after five times a plan for any value would do
            rows = await connection.exec_driver_sql(
                explained(listing.statement, {**listing.top, **cursor, "limit": LIMIT})
            )
            plans.append("\n".join(row[0] for row in rows))
    top, below = plans[-2:]
    assert f"Index Scan using {listing.index}" in top
    assert f"Index Scan using {listing.index}" in below
    assert re.search(r"Index Cond: .*ROW\(", below), "the index is walked through from its beginning"
    # Two more: a page of the index may end there.
    assert pages_read(below) <= 1.5 * pages_read(top) + 2


@pytest.mark.parametrize("order", get_args(DirectoryOrder))
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Browsing("person7"), "listings_words_ix"),
        (Browsing("person7", "film"), "listings_words_ix"),
        (Browsing(media_type="event"), "listings_words_ix"),
        (Browsing(curator="person7"), "listings_curator_ix"),
    ],
    ids=["words", "words of a kind", "a rare kind", "a curator"],
)
async def test_what_is_rare_in_the_directory_is_found_by_an_index(
    engine: AsyncEngine, curator: Actor, asked: Browsing, index: str, order: DirectoryOrder
) -> None:
    statement, facts = directory(LIMIT, None, replace(asked, order=order))
    async with PgTransactions(engine, {}).open(None) as connection:
        rows = await connection.execute(text(f"EXPLAIN {statement}"), facts)
    plan = "\n".join(row[0] for row in rows)
    assert index in plan, plan
    assert "Seq Scan on listings" not in plan, plan


async def test_walking_through_the_directory_shows_every_open_menu_once(
    engine: AsyncEngine, curator: Actor
) -> None:
    reader = PgPublicReader(PgTransactions(engine, {}))
    seen: list[str] = []
    after = None
    while entries := await reader.directory(500, after):
        seen += [entry.slug for entry in entries if entry.slug.startswith("menu-")]
        after = DirectoryPlace(entries[-1].edition.published_at, entries[-1].slug)
    listed = [f"menu-{n:05}" for n in range(MENUS, 0, -1) if n % 5 and n % 7]
    assert seen == listed


async def test_walking_through_own_menus_shows_each_once(engine: AsyncEngine, curator: Actor) -> None:
    reader = PgCuratorReader(PgTransactions(engine, {}))
    seen: list[str] = []
    after = None
    while menus := await reader.menus(curator, 500, after):
        seen += [menu.slug for menu in menus]
        after = (menus[-1].updated_at, menus[-1].id)
    assert seen == [f"menu-{n:05}" for n in range(MENUS, 0, -1)]


PARAMETER = re.compile(r"(?<!:):([a-z]+)")


def prepared(statement: TextClause) -> str:
    """The statement kept by name, as the driver keeps it, so that it can have a plan for any value."""
    names = parameters(statement)
    return f"PREPARE list AS {PARAMETER.sub(lambda found: f'${names.index(found[1]) + 1}', str(statement))}"


def explained(statement: TextClause, given: dict[str, Any]) -> str:
    values = ["NULL" if given[name] is None else f"'{given[name]}'" for name in parameters(statement)]
    return f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE list ({', '.join(values)})"


def parameters(statement: TextClause) -> list[str]:
    return list(dict.fromkeys(PARAMETER.findall(str(statement))))


def pages_read(plan: str) -> int:
    """Pages of 8 KiB that the whole statement looked at."""
    [hit] = re.findall(r"Buffers: shared hit=(\d+)", plan.partition("Planning")[0])[:1]
    return int(hit)
