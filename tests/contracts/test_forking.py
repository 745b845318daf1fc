"""Forks of published menus, in memory as on PostgreSQL."""

import pytest

from domain.kernel import Actor
from domain.menus import changes
from domain.menus.commands import CourseChange, MenuChange, NewFork, NewItem, Publication
from domain.menus.errors import MenuGone, MenuNotFound
from domain.menus.forking import FORKS
from domain.menus.model import Menu
from domain.menus.views import MenuView
from tests.contracts.menus_house import MenusHouse

AS_IT_IS = Publication()
CURRENT = NewFork()


@pytest.fixture
async def forker(house: MenusHouse) -> Actor:
    return await house.world.person()


async def published(house: MenusHouse, curator: Actor, menu: Menu) -> Menu:
    await house.publishing.publish(curator, menu.id, None, AS_IT_IS)
    return await house.kept(curator, menu)


def content_of(menu: Menu | MenuView) -> object:
    """All that a fork takes over, by keys and words."""
    keys = {item.id: item.item_key for course in menu.courses for item in course.items}
    return (
        menu.title,
        menu.description,
        [
            (
                course.title,
                course.intent,
                [(item.item_key, item.media_item_id, item.annotation) for item in course.items],
            )
            for course in menu.courses
        ],
        [
            (keys[each.first_item_id], keys[each.second_item_id], each.relationship, each.narrative)
            for each in menu.pairings
        ],
    )


def ids_of(menu: Menu | MenuView) -> set[object]:
    items = {item.id for course in menu.courses for item in course.items}
    return items | {menu.id, menu.slug} | {each.id for each in (*menu.courses, *menu.pairings)}


async def test_a_fork_is_a_draft_with_all_content_new_ids_and_the_same_keys(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    await published(house, curator, menu)
    fork = await house.forking.fork(forker, menu.slug, CURRENT)
    assert (fork.status, fork.version, fork.edition) == ("draft", 1, None)
    assert content_of(fork) == content_of(menu)
    assert not ids_of(fork) & ids_of(menu)


async def test_a_fork_says_where_it_comes_from(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    await published(house, curator, menu)
    credit = (await house.forking.fork(forker, menu.slug, CURRENT)).lineage
    assert credit is not None
    assert (credit.source_title, credit.source_curator) == (menu.title, "Somebody")
    assert (credit.source_slug, credit.source_edition, credit.source_available) == (menu.slug, 1, True)


async def test_an_older_edition_can_be_forked(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    await published(house, curator, menu)
    wish = CourseChange(title="Another title")
    course = menu.courses[0].id
    await house.curating.edit(curator, menu.id, None, lambda old: changes.change_course(old, course, wish))
    await published(house, curator, menu)
    fork = await house.forking.fork(forker, menu.slug, NewFork(1))
    assert content_of(fork) == content_of(menu)
    assert fork.lineage is not None
    assert fork.lineage.source_edition == 1
    assert (await house.forking.fork(forker, menu.slug, CURRENT)).courses[0].title == "Another title"


async def test_what_readers_cannot_read_cannot_be_forked(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    for actor in (forker, curator):
        with pytest.raises(MenuNotFound):
            await house.forking.fork(actor, menu.slug, CURRENT)
    await published(house, curator, menu)
    with pytest.raises(MenuNotFound):
        await house.forking.fork(forker, menu.slug, NewFork(2))
    await house.curating.delete(curator, menu.id, None)
    with pytest.raises(MenuGone):
        await house.forking.fork(forker, menu.slug, CURRENT)


async def test_the_credit_survives_the_source(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    await published(house, curator, menu)
    fork = await house.forking.fork(forker, menu.slug, CURRENT)
    await house.publishing.publish(forker, fork.id, None, AS_IT_IS)
    await house.curating.delete(curator, menu.id, None)
    credit = (await house.world.public.menu(fork.slug)).lineage
    assert credit is not None
    assert (credit.source_title, credit.source_slug, credit.source_available) == (
        menu.title,
        menu.slug,
        False,
    )


async def test_a_source_that_only_its_link_opens_is_named_without_the_link(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    await house.publishing.publish(curator, menu.id, None, Publication("unlisted"))
    fork = await house.forking.fork(forker, menu.slug, CURRENT)
    assert fork.lineage is not None
    assert (fork.lineage.source_slug, fork.lineage.source_available) == (None, False)
    await house.curating.change(curator, menu.id, None, MenuChange(visibility="public"))
    await house.publishing.publish(forker, fork.id, None, AS_IT_IS)
    credit = (await house.world.public.menu(fork.slug)).lineage
    assert credit is not None
    assert (credit.source_slug, credit.source_available) == (menu.slug, True)


async def test_published_forks_are_counted_and_no_others(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    async def count() -> int:
        return (await house.world.public.menu(menu.slug)).fork_count

    await published(house, curator, menu)
    one, two = [await house.forking.fork(forker, menu.slug, CURRENT) for _ in range(2)]
    assert await count() == 0
    await house.publishing.publish(forker, one.id, None, AS_IT_IS)
    await house.publishing.publish(forker, one.id, None, AS_IT_IS)
    await house.publishing.publish(forker, two.id, None, Publication("unlisted"))
    assert await count() == 1
    await house.publishing.unpublish(forker, one.id, None)
    assert await count() == 0


async def test_what_its_curator_made_for_themselves_comes_along(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    own = await house.world.work(curator)
    await house.curating.add_item(curator, menu.id, None, menu.courses[0].id, NewItem(own))
    await published(house, curator, menu)
    fork = await house.forking.fork(forker, menu.slug, CURRENT)
    assert fork.courses[0].items[-1].media_item_id == own


async def test_forks_are_counted_for_each_person(
    house: MenusHouse, curator: Actor, menu: Menu, forker: Actor
) -> None:
    with pytest.raises(MenuNotFound):
        await house.forking.fork(forker, menu.slug, CURRENT)
    assert house.attempts.claimed == [([f"fork {forker.user_id}"], FORKS)]
