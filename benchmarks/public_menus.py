"""Fills a database with published menus of five courses of six works, by the service's own statements."""

import asyncio

import asyncpg
from rich.console import Console

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.menus.documents import COURSES_WITH_WORKS, EDITION, PAIRINGS

WORKS = 3_000
CURATOR = "00000000-0000-7000-8000-000000000001"
BATCH = 1_000

PEOPLE = f"""
    INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)
    VALUES ('{CURATOR}', 'curator@example.org', 'curator', 'nobody signs in here', now(), now());
    INSERT INTO accounts.profiles (user_id, display_name, updated_at)
    VALUES ('{CURATOR}', 'A Curator', now());"""

CATALOGUE = f"""
    INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key, release_year,
        creators, genres, origin)
    SELECT gen_random_uuid(), (ARRAY['film', 'book', 'game', 'music'])[1 + n % 4], 'A Work Numbered ' || n,
        'a work numbered ' || n, 'a work numbered ' || n, 'a work numbered ' || n, 1950 + n % 70,
        ARRAY['Maker ' || n % 500], ARRAY['Drama'], 'ingested'
    FROM generate_series(1, {WORKS}) n;
    INSERT INTO catalog.movie_items (media_item_id, runtime_minutes)
    SELECT id, 80 + random(0, 60) FROM catalog.media_items WHERE media_type = 'film';
    CREATE TEMP TABLE numbered AS SELECT row_number() OVER () - 1 AS n, id FROM catalog.media_items;
    CREATE UNIQUE INDEX ON numbered (n);"""

NOTE = "It opens slowly, and the first ten minutes are a promise that the rest keeps. "

# Ids are made from the numbers, so that rows of different tables find one another.
MENUS = """
    CREATE TEMP TABLE fresh ON COMMIT DROP AS
        SELECT n, md5('menu' || n)::uuid AS id, 'menu-numbered-' || n AS slug FROM generate_series($1, $2) n;
    INSERT INTO menus.slugs (slug, menu_id) SELECT slug, id FROM fresh;
    INSERT INTO menus.menus (id, owner_id, slug, title, description, status, visibility, version,
            latest_edition, published_at, created_at, updated_at)
        SELECT id, '{curator}', slug, 'Menu Numbered ' || n, '{note}{note}', 'published', 'public', 9, 1,
            now() - n * interval '1 second', now(), now() FROM fresh;
    INSERT INTO menus.courses (id, menu_id, owner_id, position, title, intent)
        SELECT md5('course' || n || '/' || c)::uuid, id, '{curator}', c, 'Course ' || c, '{note}'
        FROM fresh, generate_series(0, 4) c;
    INSERT INTO menus.course_items
            (id, item_key, menu_id, owner_id, course_id, position, media_item_id, annotation)
        SELECT md5('item' || fresh.n || '/' || c || '/' || i)::uuid, gen_random_uuid(), fresh.id, '{curator}',
            md5('course' || fresh.n || '/' || c)::uuid, i, numbered.id, '{note}{note}'
        FROM fresh, generate_series(0, 4) c, generate_series(0, 5) i, numbered
        WHERE numbered.n = (fresh.n * 31 + c * 6 + i) % {works};
    INSERT INTO menus.menu_item_pairings
            (id, menu_id, owner_id, position, first_item_id, second_item_id, relationship, narrative)
        SELECT gen_random_uuid(), id, '{curator}', p, md5('item' || n || '/0/' || p)::uuid,
            md5('item' || n || '/2/' || p)::uuid, 'echo', '{note}{note}'
        FROM fresh, generate_series(0, 4) p;
    INSERT INTO menus.editions (menu_id, number, owner_id, slug, document, content_hash, visibility,
            is_current, published_at)
        SELECT menu.id, 1, menu.owner_id, menu.slug, jsonb_build_object('id', menu.id, 'slug', menu.slug,
                'title', menu.title, 'description', menu.description, 'status', menu.status,
                'visibility', menu.visibility, 'version', menu.version, 'edition', {edition}, 'lineage', NULL,
                'created_at', menu.created_at, 'updated_at', menu.updated_at,
                'courses', {courses}, 'pairings', {pairings}),
            'sha256:' || encode(sha256(menu.slug::bytea), 'hex'), menu.visibility, true, menu.published_at
        FROM menus.menus menu JOIN fresh USING (id);"""


def fill(server: EmbeddedPostgres, database: str, menus: int) -> list[str]:
    """Inserts the menus; gives their slugs."""
    asyncio.run(_fill(server.url("postgres", database), menus))
    return [f"menu-numbered-{number}" for number in range(1, menus + 1)]


async def _fill(url: str, menus: int) -> None:
    console = Console(stderr=True)
    connection = await asyncpg.connect(url)
    await connection.execute(PEOPLE)
    await connection.execute(CATALOGUE)
    statements = MENUS.format(
        curator=CURATOR,
        note=NOTE,
        works=WORKS,
        edition=EDITION,
        courses=COURSES_WITH_WORKS,
        pairings=PAIRINGS,
    )
    with console.status("filling") as status:
        for start in range(1, menus + 1, BATCH):
            status.update(f"filling: {start - 1:,} of {menus:,} menus")
            last = min(start + BATCH - 1, menus)
            async with connection.transaction():
                await connection.execute(statements.replace("$1", str(start)).replace("$2", str(last)))
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
