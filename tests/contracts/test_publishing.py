"""What readers see, from when to when, in memory as on PostgreSQL."""

import pytest

from domain.kernel import Actor, Stale
from domain.menus import changes, editions
from domain.menus.browsing import DirectoryPlace
from domain.menus.commands import CourseChange, MenuChange, Publication
from domain.menus.errors import MenuGone, MenuNotFound, NotPublishable, NotPublished
from domain.menus.model import Menu
from tests.contracts.menus_house import MenusHouse

AS_IT_IS = Publication()


async def in_directory(house: MenusHouse, menu: Menu) -> bool:
    return menu.slug in {line.slug for line in await house.world.public.directory(1_000, None)}


async def test_a_draft_is_not_public(house: MenusHouse, menu: Menu) -> None:
    with pytest.raises(MenuNotFound) as refusal:
        await house.world.public.menu(menu.slug)
    assert not isinstance(refusal.value, MenuGone)
    assert not await in_directory(house, menu)


async def test_a_published_menu_is_read_whole_and_listed(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    edition, version = await house.publishing.publish(curator, menu.id, 1, Publication(note="First."))
    read = await house.world.public.menu(menu.slug)
    assert (edition.number, edition.note, version) == (1, "First.", 2)
    assert (read.status, read.visibility, read.edition) == ("published", "public", edition.document.edition)
    assert (read.courses, read.pairings) == (edition.document.courses, edition.document.pairings)
    assert editions.content_hash(read) == edition.content_hash
    assert await in_directory(house, menu)


async def test_what_is_not_ready_is_not_published(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    await house.saved(curator, menu.changed(courses=(), pairings=()))
    assert not (await house.publishing.check(curator, menu.id)).publishable
    with pytest.raises(NotPublishable):
        await house.publishing.publish(curator, menu.id, None, AS_IT_IS)
    with pytest.raises(MenuNotFound):
        await house.world.public.menu(menu.slug)


async def test_a_stale_menu_is_not_published(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    with pytest.raises(Stale):
        await house.publishing.publish(curator, menu.id, 7, AS_IT_IS)
    with pytest.raises(MenuNotFound):
        await house.world.public.menu(menu.slug)


async def test_readers_do_not_see_edits_until_the_next_edition(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    first, _ = await house.publishing.publish(curator, menu.id, 1, AS_IT_IS)
    course = menu.courses[0].id
    wish = CourseChange(title="Edited")
    await house.curating.edit(curator, menu.id, 2, lambda old: changes.change_course(old, course, wish))
    assert (await house.world.public.menu(menu.slug)).courses[0].title == "To begin with"
    second, _ = await house.publishing.publish(curator, menu.id, 3, AS_IT_IS)
    assert (first.number, second.number) == (1, 2)
    assert first.content_hash != second.content_hash
    assert (await house.world.public.menu(menu.slug)).courses[0].title == "Edited"
    assert (await house.world.public.menu(menu.slug, 1)).courses[0].title == "To begin with"
    with pytest.raises(MenuNotFound):
        await house.world.public.menu(menu.slug, 3)


async def test_the_same_content_published_again_has_the_same_hash(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    hashes = {
        (await house.publishing.publish(curator, menu.id, None, AS_IT_IS))[0].content_hash for _ in range(2)
    }
    assert len(hashes) == 1


async def test_an_unlisted_menu_is_read_by_link_only(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    await house.publishing.publish(curator, menu.id, 1, Publication(visibility="unlisted"))
    assert (await house.world.public.menu(menu.slug)).visibility == "unlisted"
    assert not await in_directory(house, menu)


async def test_a_change_of_visibility_is_felt_at_once_by_all_editions(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    for _ in range(2):
        await house.publishing.publish(curator, menu.id, None, AS_IT_IS)
    await house.curating.change(curator, menu.id, 3, MenuChange(visibility="unlisted"))
    assert {(await house.world.public.menu(menu.slug, number)).visibility for number in (None, 1)} == {
        "unlisted"
    }
    assert not await in_directory(house, menu)
    await house.curating.change(curator, menu.id, 4, MenuChange(visibility="public"))
    assert await in_directory(house, menu)


async def test_an_unpublished_menu_is_gone_from_sight_but_not_for_good(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    await house.publishing.publish(curator, menu.id, 1, AS_IT_IS)
    assert await house.publishing.unpublish(curator, menu.id, 2) == 3
    for number in (None, 1):
        with pytest.raises(MenuNotFound) as refusal:
            await house.world.public.menu(menu.slug, number)
        assert not isinstance(refusal.value, MenuGone)
    assert not await in_directory(house, menu)
    await house.curating.change(curator, menu.id, 3, MenuChange(visibility="unlisted"))
    with pytest.raises(MenuNotFound):
        await house.world.public.menu(menu.slug)


async def test_publishing_again_opens_the_older_editions_too(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    await house.publishing.publish(curator, menu.id, 1, AS_IT_IS)
    await house.publishing.unpublish(curator, menu.id, 2)
    again, _ = await house.publishing.publish(curator, menu.id, 3, AS_IT_IS)
    assert again.number == 2
    assert (await house.world.public.menu(menu.slug, 1)).slug == menu.slug


async def test_what_is_not_published_cannot_be_unpublished(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    with pytest.raises(NotPublished):
        await house.publishing.unpublish(curator, menu.id, 1)


async def test_the_address_of_a_menu_that_was_public_is_gone_once_it_is_deleted(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    await house.publishing.publish(curator, menu.id, 1, AS_IT_IS)
    await house.curating.delete(curator, menu.id, 2)
    for number in (None, 1):
        with pytest.raises(MenuGone):
            await house.world.public.menu(menu.slug, number)


async def test_a_menu_that_was_public_once_is_gone_too_when_deleted_as_a_draft(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    await house.publishing.publish(curator, menu.id, 1, AS_IT_IS)
    await house.publishing.unpublish(curator, menu.id, 2)
    await house.curating.delete(curator, menu.id, 3)
    with pytest.raises(MenuGone):
        await house.world.public.menu(menu.slug)


async def test_a_draft_that_is_deleted_leaves_no_trace(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    await house.curating.delete(curator, menu.id, 1)
    with pytest.raises(MenuNotFound) as refusal:
        await house.world.public.menu(menu.slug)
    assert not isinstance(refusal.value, MenuGone)


async def test_nobody_publishes_or_deletes_what_is_anothers(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    stranger = await house.world.person()
    with pytest.raises(MenuNotFound):
        await house.publishing.publish(stranger, menu.id, None, AS_IT_IS)
    await house.publishing.publish(curator, menu.id, None, AS_IT_IS)
    with pytest.raises(MenuNotFound):
        await house.publishing.unpublish(stranger, menu.id, None)
    with pytest.raises(MenuNotFound):
        await house.curating.delete(stranger, menu.id, None)
    assert (await house.world.public.menu(menu.slug)).slug == menu.slug


async def test_the_directory_turns_pages_from_the_newest_on(house: MenusHouse, curator: Actor) -> None:
    menus = [await house.menu(curator) for _ in range(3)]
    house.clock.forward(days=365 * 30)
    for menu in menus:
        house.clock.forward(minutes=1)
        await house.publishing.publish(curator, menu.id, 1, AS_IT_IS)
    first = await house.world.public.directory(2, None)
    last = first[-1]
    assert [line.slug for line in first] == [menus[2].slug, menus[1].slug]
    assert (last.course_count, last.item_count, last.media_types) == (2, 4, ("film",))
    second = await house.world.public.directory(1, DirectoryPlace(last.edition.published_at, last.slug))
    assert [line.slug for line in second] == [menus[0].slug]
    for menu in menus:
        await house.curating.delete(curator, menu.id, None)
