"""What only a database can promise of the history: it thins with age, and follows merges."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from adapters.postgres.jobs.upkeep import clear_away
from adapters.postgres.menus.revisions import PgHistoryReader
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MediaItemId
from domain.menus import changes
from domain.menus.commands import ItemChange, Publication
from domain.menus.differences import Differences
from domain.menus.history import Comparing
from domain.menus.model import Menu
from tests.contracts.menus_house import MenusHouse, PgWorld
from tests.postgres import Database, superuser
from tests.seeding import NOW

KEEP = """
    INSERT INTO menus.revisions (menu_id, version, owner_id, document, summary, made_at, kept_at)
    VALUES ($1, $2, $3, '{}', $4, $5, $5)"""
MERGE = "UPDATE catalog.media_items SET merged_into = $2 WHERE id = $1"
LEFT = "SELECT version, summary FROM menus.revisions WHERE menu_id = $1 ORDER BY version"


async def aged(database: Database, menu: Menu, *ages: timedelta) -> Mapping[int, Any]:
    """What is left of revisions of these ages, the oldest first, each with one addition and two edits."""
    summary = json.dumps({"added": 1, "removed": 0, "moved": 0, "edited": 2})
    async with superuser(database) as connection:
        for version, age in enumerate(ages, 1):
            await connection.execute(KEEP, menu.id, version, menu.owner_id, summary, NOW - age)
    await thinned(database, NOW)
    async with superuser(database) as connection:
        return {version: json.loads(told) for version, told in await connection.fetch(LEFT, menu.id)}


async def thinned(database: Database, now: datetime) -> None:
    engine = make_engine(database.url("media_menu_worker"), pool_size=1)
    await clear_away(PgTransactions(engine, {}), now)
    await engine.dispose()


def hours(*numbers: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=number) for number in numbers)


async def test_all_of_a_day_is_left(shared_database: Database, pg_menu: Menu) -> None:
    assert list(await aged(shared_database, pg_menu, *hours(23.9, 23.8, 23.7, 0.2, 0.1))) == [1, 2, 3, 4, 5]


async def test_the_last_of_each_hour_is_left_for_a_week_and_of_each_day_from_then_on(
    shared_database: Database, pg_menu: Menu
) -> None:
    """It is noon: hours and days begin on the hour."""
    weeks = hours(24 * 9 + 11, 24 * 9 + 1, 24 * 8 + 3)
    days = hours(48.9, 48.2, 47.9)
    assert list(await aged(shared_database, pg_menu, *weeks, *days, *hours(1))) == [2, 3, 5, 6, 7]


async def test_the_newest_of_a_menu_is_never_thinned_away(shared_database: Database, pg_menu: Menu) -> None:
    assert list(await aged(shared_database, pg_menu, *hours(24 * 400.2, 24 * 400.1, 24 * 400))) == [3]


async def test_what_was_done_by_then_is_told_by_the_next_that_is_left(
    shared_database: Database, pg_menu: Menu
) -> None:
    left = await aged(shared_database, pg_menu, *hours(72.9, 72.8, 72.7, 48.9, 1))
    assert {version: (told["added"], told["edited"]) for version, told in left.items()} == {
        3: (3, 6),
        4: (1, 2),
        5: (1, 2),
    }


async def test_a_menu_thins_without_regard_to_others(
    shared_database: Database, pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    other = await pg_house.menu(pg_curator)
    await aged(shared_database, other, *hours(72.9, 72.8))
    assert list(await aged(shared_database, pg_menu, *hours(72.9, 1))) == [1, 2]


async def noted(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    item = next(iter(menu.items()))
    house.clock.forward(hours=1)
    await house.curating.edit(
        curator,
        menu.id,
        None,
        lambda now: changes.change_item(now, item.id, ItemChange(annotation=str(uuid7()))),
    )


async def merged(database: Database, house: MenusHouse, loser: MediaItemId) -> MediaItemId:
    """Past the catalogue's office: only the redirect counts here."""
    survivor = await house.world.work()
    async with superuser(database) as connection:
        await connection.execute(MERGE, loser, survivor)
    return survivor


async def test_a_revision_is_served_by_the_work_that_stands_for_a_merged_one(
    shared_database: Database, pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    await noted(pg_house, pg_curator, pg_menu)
    loser = next(iter(pg_menu.items())).media_item_id
    survivor = await merged(shared_database, pg_house, loser)
    assert isinstance(pg_house.world, PgWorld)
    reader = PgHistoryReader(PgTransactions(pg_house.world.engine, {}))
    shown = (await reader.revision(pg_curator, pg_menu.id, 1)).courses[0].items[0]
    assert (shown.media_item_id, shown.media.id) == (survivor, survivor)
    restored = await pg_house.curating.restore(pg_curator, pg_menu.id, None, 1)
    assert restored.courses[0].items[0].media_item_id == survivor


async def test_a_work_that_was_merged_since_is_no_difference(
    shared_database: Database, pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
    item = next(iter(pg_menu.items()))
    survivor = await merged(shared_database, pg_house, item.media_item_id)
    await pg_house.curating.edit(
        pg_curator,
        pg_menu.id,
        None,
        lambda menu: changes.serve_instead(menu, {item.media_item_id: survivor}),
    )
    assert isinstance(pg_house.world, PgWorld)
    transactions = PgTransactions(pg_house.world.engine, {})
    comparing = Comparing(pg_house.world.curators, PgHistoryReader(transactions), pg_house.world.public)
    assert await comparing.working_copy(pg_curator, pg_menu.id, "edition", 1) == Differences()
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
    assert await comparing.published(pg_menu.slug, 2) == Differences()


async def test_a_revision_holds_works_by_their_ids_alone(
    shared_database: Database, pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    await noted(pg_house, pg_curator, pg_menu)
    async with superuser(shared_database) as connection:
        kept = await connection.fetchval(
            "SELECT document FROM menus.revisions WHERE menu_id = $1", pg_menu.id
        )
    document = json.loads(kept)
    assert set(document) == {"title", "description", "courses", "pairings"}
    assert set(document["courses"][0]["items"][0]) == {"id", "item_key", "media_item_id", "annotation"}
