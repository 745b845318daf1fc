"""Menus as rows: what stands in the tables, what is announced, and how many questions it takes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from domain.kernel import Actor, MenuId
from domain.menus import changes, editions
from domain.menus.commands import MenuChange, NewItem, NewMenu, Publication
from domain.menus.errors import EditionNotFound, MenuNotFound
from domain.menus.model import Menu
from tests.contracts.menus_house import MenusHouse, PgWorld
from tests.factories import MenuFactory
from tests.postgres import Database, superuser
from tests.service import PATIENCE

POSITIONS = {
    "courses": "SELECT array_agg(position ORDER BY position) FROM menus.courses WHERE menu_id = $1",
    "items": """SELECT array_agg(position ORDER BY position) FROM menus.course_items
        WHERE menu_id = $1 AND course_id = $2""",
}
RENDERING = "INSERT INTO menus.renderings VALUES ($1, 1, 'html', 'en', 'some', 1, 'bytes', 'bytes', 'etag')"
FILM = "INSERT INTO catalog.movie_items (media_item_id, runtime_minutes, avg_rating) VALUES ($1, 167, 8.0)"


@contextmanager
def statements(house: MenusHouse) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    world = house.world
    assert isinstance(world, PgWorld)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(world.engine.sync_engine, "before_cursor_execute", note)
    yield asked
    event.remove(world.engine.sync_engine, "before_cursor_execute", note)


async def test_positions_are_counted_from_nought_without_gaps(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    first, second = pg_menu.courses
    moved = changes.place_item(pg_menu, second.id, first.items[0], 1)
    await pg_house.saved(pg_curator, moved)
    await pg_house.saved(pg_curator, changes.place_course(moved, moved.courses[1], 0))
    async with superuser(shared_database) as connection:
        assert await connection.fetchval(POSITIONS["courses"], pg_menu.id) == [0, 1]
        for course in moved.courses:
            positions = await connection.fetchval(POSITIONS["items"], pg_menu.id, course.id)
            assert positions == list(range(len(course.items)))


async def test_nothing_stays_behind_of_what_is_taken_away(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    await pg_house.saved(pg_curator, changes.remove_course(pg_menu, pg_menu.courses[0].id))
    async with superuser(shared_database) as connection:
        for table, left in (("courses", 1), ("course_items", 2), ("menu_item_pairings", 0)):
            rows = f"SELECT count(*) FROM menus.{table} WHERE menu_id = $1"
            assert await connection.fetchval(rows, pg_menu.id) == left


async def test_rows_that_stay_as_they_are_are_not_written(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    rows = "SELECT id, xmin::text FROM menus.course_items WHERE menu_id = $1 ORDER BY id"
    async with superuser(shared_database) as connection:
        before = await connection.fetch(rows, pg_menu.id)
        await pg_house.curating.change(pg_curator, pg_menu.id, 1, MenuChange(title="Another"))
        assert await connection.fetch(rows, pg_menu.id) == before


async def test_a_slug_is_never_given_again(pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu) -> None:
    async def take(slug: str) -> None:
        async with pg_house.world.begin(pg_curator) as work:
            await work.menus.add(MenuFactory.build(owner_id=pg_curator.user_id, slug=slug))

    with pytest.raises(IntegrityError, match="slugs_pk"):
        await take(pg_menu.slug)
    await pg_house.curating.delete(pg_curator, pg_menu.id, 1)
    with pytest.raises(IntegrityError, match="slugs_pk"):
        await take(pg_menu.slug)


async def test_a_slug_outlives_its_menu_and_curator(
    pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    async with superuser(shared_database) as connection:
        await connection.execute("DELETE FROM accounts.users WHERE id = $1", pg_curator.user_id)
        slug = await connection.fetchrow("SELECT menu_id FROM menus.slugs WHERE slug = $1", pg_menu.slug)
        assert await connection.fetchval("SELECT count(*) FROM menus.menus WHERE id = $1", pg_menu.id) == 0
    assert slug is not None
    assert slug["menu_id"] is None


async def test_whoever_adds_a_work_that_was_merged_serves_its_survivor(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    kept, merged = await pg_house.world.work(), await pg_house.world.work()
    async with superuser(shared_database) as connection:
        await connection.execute(
            "UPDATE catalog.media_items SET merged_into = $1 WHERE id = $2", kept, merged
        )
    view, added = await pg_house.curating.add_item(
        pg_curator, pg_menu.id, 1, pg_menu.courses[0].id, NewItem(merged)
    )
    (item,) = (each for each in view.courses[0].items if each.id == added)
    assert (item.media_item_id, item.media.id) == (kept, kept)


async def test_an_edition_keeps_the_works_as_they_were_and_its_hash_stays_true(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    film = pg_menu.courses[0].items[0].media_item_id
    async with superuser(shared_database) as connection:
        await connection.execute(FILM, film)
        edition, _ = await pg_house.publishing.publish(pg_curator, pg_menu.id, 1, Publication())
        await connection.execute("UPDATE catalog.media_items SET title = 'Other' WHERE id = $1", film)
    read = await pg_house.world.public.menu(pg_menu.slug)
    assert read.courses[0].items[0].media.title == "Solaris"
    assert read.courses[0].items[0].media.details["avg_rating"] == 8.0
    assert editions.content_hash(read) == edition.content_hash
    async with pg_house.world.begin(pg_curator) as work:
        assert (await work.menus.view(pg_menu.id)).courses[0].items[0].media.title == "Other"


async def test_what_readers_see_changes_with_an_announcement_at_commit(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    listener = await asyncpg.connect(shared_database.url("media_menu_app"))
    await listener.add_listener("menus_changed", lambda *message: heard.put_nowait(message[-1]))

    async def is_announced() -> bool:
        try:
            return await asyncio.wait_for(heard.get(), timeout=PATIENCE) == pg_menu.slug
        finally:
            assert heard.empty()

    try:
        async with pg_house.world.begin(pg_curator) as work:
            menu = await work.menus.get(pg_menu.id, None)
            await work.editions.show(menu)
            assert heard.empty(), "announced before it was committed"
        assert await is_announced()
        await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
        assert await is_announced()
        await pg_house.curating.change(pg_curator, pg_menu.id, None, MenuChange(visibility="unlisted"))
        assert await is_announced()
        await pg_house.publishing.unpublish(pg_curator, pg_menu.id, None)
        assert await is_announced()
        await pg_house.curating.change(pg_curator, pg_menu.id, None, MenuChange(title="Quiet"))
        await listener.execute("NOTIFY menus_changed, 'the end'")
        assert await asyncio.wait_for(heard.get(), timeout=PATIENCE) == "the end"
    finally:
        await listener.close()


async def test_what_is_rolled_back_is_not_announced(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    listener = await asyncpg.connect(shared_database.url("media_menu_app"))
    await listener.add_listener("menus_changed", lambda *message: heard.put_nowait(message[-1]))

    async def goes_wrong() -> None:
        async with pg_house.world.begin(pg_curator) as work:
            await work.editions.show(pg_menu)
            await work.menus.get(MenuId(pg_curator.user_id), None)

    with pytest.raises(MenuNotFound):
        await goes_wrong()
    await listener.execute("NOTIFY menus_changed, 'the end'")
    assert await asyncio.wait_for(heard.get(), timeout=PATIENCE) == "the end"
    await listener.close()


async def test_nobody_sees_drafts_or_withdrawn_editions_even_by_statements_of_their_own(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, shared_database: Database
) -> None:
    await pg_house.publishing.publish(pg_curator, pg_menu.id, 1, Publication())
    nobody = await asyncpg.connect(shared_database.url("media_menu_app"))
    try:
        count = "SELECT count(*) FROM menus.{} WHERE menu_id = $1"
        assert await nobody.fetchval(count.format("editions"), pg_menu.id) == 1
        assert await nobody.fetchval(count.format("courses"), pg_menu.id) == 0
        await nobody.execute(RENDERING, pg_menu.id)
        await pg_house.publishing.unpublish(pg_curator, pg_menu.id, 2)
        assert await nobody.fetchval(count.format("editions"), pg_menu.id) == 0
        assert await nobody.fetchval(count.format("renderings"), pg_menu.id) == 0
    finally:
        await nobody.close()


async def test_a_menu_is_read_whole_with_one_statement_and_saved_with_two(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    with statements(pg_house) as asked:
        async with pg_house.world.begin(pg_curator) as work:
            identity = len(asked)
            menu = await work.menus.get(pg_menu.id, None)
            read = len(asked)
            await work.menus.save(menu)
    assert (identity, read - identity, len(asked) - read) == (1, 2, 2)
    assert "FOR NO KEY UPDATE" in asked[1], "the first of the two that read only locks"


async def test_readers_take_one_statement(pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu) -> None:
    world = pg_house.world
    assert isinstance(world, PgWorld)
    await pg_house.publishing.publish(pg_curator, pg_menu.id, 1, Publication())
    with statements(pg_house) as asked:
        await world.public.menu(pg_menu.slug)
        await world.public.directory(20, None)
    assert len(asked) == 2
    with statements(pg_house) as asked:
        await world.curators.menu(pg_curator, pg_menu.id)
        await world.curators.menus(pg_curator, 20, None)
    assert len([each for each in asked if "act_as" not in each]) == 2


async def test_a_curator_finds_own_menus_newest_first_page_by_page(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    world = pg_house.world
    assert isinstance(world, PgWorld)
    for title in ("First", "Second"):
        pg_house.clock.forward(minutes=1)
        await pg_house.curating.create(pg_curator, NewMenu(title))
    await pg_house.menu(await world.person())
    newest = await world.curators.menus(pg_curator, 2, None)
    assert [line.title for line in newest] == ["Second", "First"]
    [last] = await world.curators.menus(pg_curator, 2, (newest[-1].updated_at, newest[-1].id))
    assert (last.title, last.course_count, last.item_count, last.media_types) == (
        "A night in",
        2,
        4,
        ("film",),
    )


async def test_a_curator_sees_own_editions_after_taking_them_back_and_no_others(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    world = pg_house.world
    assert isinstance(world, PgWorld)
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication(note="One."))
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
    await pg_house.publishing.unpublish(pg_curator, pg_menu.id, None)
    history = await world.curators.editions(pg_curator, pg_menu.id)
    assert [(each.number, each.note) for each in history] == [(2, None), (1, "One.")]
    assert all(each.withdrawn_at for each in history)
    assert (await world.curators.edition(pg_curator, pg_menu.id, 1)).slug == pg_menu.slug
    stranger = await world.person()
    with pytest.raises(MenuNotFound):
        await world.curators.editions(stranger, pg_menu.id)
    with pytest.raises(EditionNotFound):
        await world.curators.edition(stranger, pg_menu.id, 1)
    with pytest.raises(EditionNotFound):
        await world.curators.edition(pg_curator, pg_menu.id, 3)


async def test_editions_of_a_deleted_menu_are_not_there_for_their_curator_either(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    world = pg_house.world
    assert isinstance(world, PgWorld)
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
    await pg_house.curating.delete(pg_curator, pg_menu.id, None)
    with pytest.raises(MenuNotFound):
        await world.curators.editions(pg_curator, pg_menu.id)
    with pytest.raises(EditionNotFound):
        await world.curators.edition(pg_curator, pg_menu.id, 1)
