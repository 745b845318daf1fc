"""A catalogue large enough that a plan shows whether a statement walks through it."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.postgres import Database, superuser

FILL = """
    INSERT INTO catalog.media_items (id, media_type, media_class, title, original_title, title_norm,
        search_norm, sort_key, release_year, language, genres, popularity, origin)
    SELECT gen_random_uuid(), (ARRAY['film', 'book', 'game', 'music'])[1 + n % 4],
        CASE WHEN n = 4 THEN 'film.concert' WHEN n % 4 = 0 THEN 'film.feature' END::ltree,
        title, CASE WHEN left(title, 1) < '4' THEN reverse(title) END, title, title, title,
        1900 + n % 120, (ARRAY['en', 'pl'])[1 + n % 2],
        ARRAY[(ARRAY['Drama', 'Comedy'])[1 + n % 2]], 1000000 / (1 + n % 5000), 'ingested'
    FROM (SELECT n, md5((n % 997)::text) || ' ' || md5(n::text) || ' ' || md5((n % 31)::text) AS title
        FROM generate_series(1, 100000) AS n) AS made
"""
LINKED = """
    INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
    SELECT 'imdb', 'tt' || row_number() OVER (), id FROM catalog.media_items
"""


@pytest.fixture(scope="session")
def hundred_thousand_works(databases: Databases) -> Iterator[Database]:
    """For all plans of the catalogue: each work has an external id, and a quarter an original title."""
    with databases.lent() as lent:
        asyncio.run(fill(lent))
        yield lent


async def fill(database: Database) -> None:
    async with superuser(database) as connection:
        # So that words go into their indexes all at once.
        await connection.execute("SET gin_pending_list_limit = '1GB'; SET maintenance_work_mem = '256MB'")
        await connection.execute(FILL)
        await connection.execute(LINKED)
        await connection.execute("VACUUM ANALYZE catalog.media_items, catalog.external_links")
