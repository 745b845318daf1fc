"""The company of a work: what public menus serve it and pair it with, whatever else there is."""

import re

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.menus.company import PgCompanyReader
from adapters.postgres.menus.repository import REFUSALS
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MediaItemId
from domain.menus.commands import MenuChange, Publication
from domain.menus.company import Company, ServedIn, place_of
from domain.menus.model import Menu
from domain.menus.views import Visibility
from tests.contracts.menus_house import MenusHouse, PgWorld
from tests.factories import CourseFactory, ItemFactory, MenuFactory, PairingFactory
from tests.plans import plans, statements_of
from tests.postgres import Database, superuser
from tests.seeding import a_person, a_work

FILL = """
    SET session_replication_role = replica;
    INSERT INTO catalog.media_items (id, media_type, media_class, title, title_norm, search_norm,
        sort_key, origin)
    SELECT gen_random_uuid(), 'film', 'film', 'W' || n, 'w' || n, 'w' || n, 'w' || n, 'ingested'
    FROM generate_series(1, 600) n;
    CREATE TEMPORARY TABLE works AS
        SELECT id, row_number() OVER () AS n FROM catalog.media_items WHERE title LIKE 'W%';
    CREATE TEMPORARY TABLE made AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, 20000) n;
    INSERT INTO menus.editions (menu_id, number, owner_id, slug, document, content_hash, visibility,
        is_current, published_at)
    SELECT id, 1, gen_random_uuid(), 'filled-' || n, '{}', 'sha256:0', 'public', true, now() FROM made;
    INSERT INTO menus.served_works (media_item_id, menu_id, number, published_at)
    SELECT works.id, made.id, 1, now() FROM made JOIN works ON works.n = 1 + made.n % 500
    UNION ALL SELECT works.id, made.id, 1, now() FROM made JOIN works ON works.n = 501 + made.n % 77;
    INSERT INTO menus.paired_works (media_item_id, pairing_id, menu_id, number, other_id, published_at)
    SELECT works.id, gen_random_uuid(), made.id, 1, works.id, now()
    FROM made JOIN works ON works.n = 1 + made.n % 500;
    SET session_replication_role = origin;
    ANALYZE menus.editions; ANALYZE menus.served_works; ANALYZE menus.paired_works;
    ANALYZE catalog.media_items"""

MERGED = "UPDATE catalog.media_items SET merged_into = $2 WHERE id = $1 OR merged_into = $1"


class Table(MenusHouse):
    """Curators who publish menus of given works, and the reader."""

    def __init__(self, database: Database, engine: AsyncEngine) -> None:
        super().__init__(PgWorld(database, engine))
        self.database = database
        self.reader = PgCompanyReader(PgTransactions(engine, REFUSALS))

    async def laid(
        self, curator: Actor, *works: MediaItemId, visibility: Visibility = "public", note: str | None = None
    ) -> Menu:
        """A draft that serves these works, the first two of them paired; every work with that note."""
        items = [ItemFactory.build(media_item_id=work, annotation=note) for work in works]
        pairings = (PairingFactory.of(items[0], items[1], relationship="source"),) if items[1:] else ()
        menu = MenuFactory.of(
            CourseFactory.of(*items),
            owner_id=curator.user_id,
            slug=self._slug("night"),
            visibility=visibility,
            pairings=pairings,
        )
        async with self.world.begin(curator) as work:
            await work.menus.add(menu)
        return menu

    async def publish(self, curator: Actor, menu: Menu) -> None:
        self.clock.forward(minutes=1)
        await self.publishing.publish(curator, menu.id, None, Publication())

    async def company(self, work: MediaItemId, menus: int = 9) -> Company:
        return await self.reader.company(work, menus=menus, works=9, quotations=2)

    async def served_in(self, work: MediaItemId) -> list[str]:
        return [line.menu.slug for line in (await self.company(work)).menus]

    async def merge(self, loser: MediaItemId, into: MediaItemId) -> None:
        async with superuser(self.database) as connection:
            await connection.execute(MERGED, loser, into)


@pytest.fixture(scope="module")
def database(shared_database: Database) -> Database:
    """One for all of these tests; none asks about a work of another."""
    return shared_database


@pytest.fixture
def table(database: Database, engine: AsyncEngine) -> Table:
    return Table(database, engine)


@pytest.fixture
async def ada(database: Database) -> Actor:
    return await a_person(database, display_name="Ada")


@pytest.fixture
async def solaris(database: Database) -> MediaItemId:
    return await a_work(database)


async def test_only_what_is_public_now_is_told(table: Table, ada: Actor, solaris: MediaItemId) -> None:
    menu, other = await table.laid(ada, solaris), await table.laid(ada, solaris, visibility="unlisted")
    assert await table.served_in(solaris) == []
    await table.publish(ada, menu)
    await table.publish(ada, other)
    assert await table.served_in(solaris) == [menu.slug]
    await table.curating.change(ada, other.id, None, MenuChange(visibility="public"))
    assert await table.served_in(solaris) == [other.slug, menu.slug]
    await table.curating.change(ada, menu.id, None, MenuChange(visibility="unlisted"))
    assert await table.served_in(solaris) == [other.slug]
    await table.publishing.unpublish(ada, other.id, None)
    assert await table.served_in(solaris) == []
    await table.publish(ada, other)
    assert await table.served_in(solaris) == [other.slug]
    await table.curating.delete(ada, other.id, None)
    company = await table.company(solaris)
    assert company == Company(0, (), 0, ())


async def test_the_newest_edition_counts_alone(table: Table, ada: Actor, solaris: MediaItemId) -> None:
    stalker = await table.world.work()
    menu = await table.laid(ada, solaris, stalker)
    await table.publish(ada, menu)
    (line,) = (await table.company(solaris)).menus
    assert line.menu.edition.number == 1
    kept = await table.kept(ada, menu)
    fewer = kept.changed(courses=(CourseFactory.with_works(stalker),), pairings=(), version=kept.version + 1)
    await table.saved(ada, fewer)
    assert await table.served_in(solaris) == [menu.slug]
    await table.publish(ada, menu)
    assert await table.company(solaris) == Company(0, (), 0, ())
    (line,) = (await table.company(stalker)).menus
    assert line.menu.edition.number == 2


async def test_a_work_is_quoted_with_its_course_and_whoever_said_it(
    table: Table, ada: Actor, solaris: MediaItemId
) -> None:
    stalker = await table.world.work()
    menu = await table.laid(ada, solaris, stalker, note="Slowly.")
    await table.publish(ada, menu)
    (course,) = menu.courses
    company = await table.company(stalker)
    (line,) = company.menus
    assert (line.menu.title, line.menu.curator.display_name) == (menu.title, "Ada")
    assert (line.course, line.annotation) == (course.title, "Slowly.")
    assert line.item_key == course.items[1].item_key
    (pair,) = company.works
    assert (pair.media.id, pair.media.title, pair.media.is_custom) == (solaris, "Solaris", False)
    (said,) = pair.quotations
    assert (said.relationship, said.narrative) == ("source", "Both end at the sea.")
    assert said.item_key == course.items[1].item_key
    assert said.menu == line.menu


async def test_works_come_by_how_often_they_are_paired_and_menus_page_by_page(
    table: Table, ada: Actor, solaris: MediaItemId
) -> None:
    often, once = await table.world.work(), await table.world.work()
    menus = [await table.laid(ada, solaris, other) for other in (often, often, often, once)]
    for menu in menus:
        await table.publish(ada, menu)
    company = await table.company(solaris, menus=3)
    assert (company.menu_count, len(company.menus), company.work_count) == (4, 3, 2)
    assert [(pair.media.id, pair.count, len(pair.quotations)) for pair in company.works] == [
        (often, 3, 2),
        (once, 1, 1),
    ]
    newest = [said.menu.slug for said in company.works[0].quotations]
    assert newest == [menus[2].slug, menus[1].slug]
    seen: list[ServedIn] = []
    while lines := await table.reader.menus_with(solaris, 3, place_of(seen[-1]) if seen else None):
        seen += lines
    assert [line.menu.slug for line in seen] == [menu.slug for menu in reversed(menus)]


async def test_what_was_published_before_a_merge_is_found_by_the_survivor(
    table: Table, ada: Actor, solaris: MediaItemId
) -> None:
    loser, other, other_loser = [await table.world.work() for _ in range(3)]
    menus = [await table.laid(ada, loser, other_loser), await table.laid(ada, solaris, other, loser)]
    for menu in menus:
        await table.publish(ada, menu)
    await table.merge(loser, solaris)
    await table.merge(other_loser, other)
    company = await table.company(solaris)
    assert [line.menu.slug for line in company.menus] == [menus[1].slug, menus[0].slug]
    assert [(pair.media.id, pair.count) for pair in company.works] == [(other, 2)]
    (back,) = (await table.company(other)).works
    assert back.media.id == solaris
    await table.merge(other, solaris)
    assert (await table.company(solaris)).works == ()  # a work is not paired with itself


async def test_what_a_curator_made_is_shown_as_the_menu_has_it(
    table: Table, ada: Actor, solaris: MediaItemId
) -> None:
    tape = await a_work(table.database, "A tape", owner=ada)
    menu = await table.laid(ada, solaris, tape)
    await table.publish(ada, menu)
    async with superuser(table.database) as connection:
        await connection.execute("UPDATE catalog.media_items SET title = 'Not yet' WHERE id = $1", tape)
    (pair,) = (await table.company(solaris)).works
    assert (pair.media.title, pair.media.is_custom) == ("A tape", True)


async def test_an_unknown_work_has_no_company(table: Table) -> None:
    assert await table.company(MediaItemId(uuid7())) == Company(0, (), 0, ())


async def test_at_twenty_thousand_menus_one_statement_begins_at_the_work(
    table: Table, engine: AsyncEngine, solaris: MediaItemId
) -> None:
    async with superuser(table.database) as connection:
        await connection.execute(FILL)
    async with statements_of(engine) as seen:
        await table.company(solaris)
        await table.reader.menus_with(solaris, 20, None)
    explained = await plans(engine, seen)
    assert len(explained) == 2
    for plan in explained:
        assert "on served_works_pk" in plan, plan
        assert re.search("Seq Scan on (editions|served_works|paired_works)", plan) is None, plan
    assert "on paired_works_pk" in explained[0]
