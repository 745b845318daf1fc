"""Many at once: nothing is lost, nothing counted twice, and no limit passed."""

import asyncio
from collections import Counter

from domain.kernel import Actor, MenuId, Stale
from domain.menus import changes
from domain.menus.commands import MenuChange, NewCourse, NewFork, NewShareLink, Publication
from domain.menus.errors import MenuNotFound, TooMany
from domain.menus.model import Course, Menu
from domain.menus.sharing import MOST_LINKS
from domain.menus.views import Visibility
from tests.contracts.menus_house import MenusHouse, digest_of
from tests.factories import CourseFactory
from tests.service import PATIENCE


async def test_edits_without_a_version_take_turns_and_all_succeed(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    added = CourseFactory.batch(20)

    async def add(course: Course) -> None:
        await pg_house.curating.edit(
            pg_curator, pg_menu.id, None, lambda menu: changes.place_course(menu, course, 0)
        )

    await asyncio.gather(*map(add, added))
    kept = await pg_house.kept(pg_curator, pg_menu)
    assert kept.version == 21
    assert {course.id for course in kept.courses} == {course.id for course in (*added, *pg_menu.courses)}
    assert kept.courses[-2:] == pg_menu.courses


async def test_of_edits_to_one_version_exactly_one_wins_each_round(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    for version in range(1, 6):
        wishes = (MenuChange(title=f"Title {version}.{number}") for number in range(8))
        answers = await asyncio.gather(
            *(pg_house.curating.change(pg_curator, pg_menu.id, version, wish) for wish in wishes),
            return_exceptions=True,
        )
        refused = [each for each in answers if isinstance(each, Stale)]
        [won] = [each for each in answers if not isinstance(each, BaseException)]
        assert len(refused) == 7
        assert {each.version for each in refused} == {version + 1} == {won.version}
        assert (await pg_house.kept(pg_curator, pg_menu)).title == won.title


async def test_menus_of_one_curator_do_not_wait_for_one_another(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    other = await pg_house.menu(pg_curator)
    async with pg_house.world.begin(pg_curator) as work:
        await work.menus.get(pg_menu.id, None)
        await asyncio.wait_for(
            pg_house.curating.change(pg_curator, other.id, 1, MenuChange(title="Other")), timeout=PATIENCE
        )


async def test_two_who_publish_at_once_make_editions_one_and_two(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    publications = await asyncio.gather(
        *(pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication()) for _ in range(2))
    )
    assert {edition.number for edition, _ in publications} == {1, 2}
    assert {version for _, version in publications} == {2, 3}
    current = await pg_house.world.public.menu(pg_menu.slug)
    assert current.edition is not None
    assert current.edition.number == 2


async def test_a_menu_deleted_while_it_is_edited_is_either_and_never_both(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    deletion, edit = await asyncio.gather(
        pg_house.curating.delete(pg_curator, pg_menu.id, None),
        pg_house.curating.add_course(pg_curator, pg_menu.id, None, NewCourse("Late")),
        return_exceptions=True,
    )
    assert deletion is None
    assert isinstance(edit, MenuNotFound | tuple)


async def test_a_link_for_seven_lets_seven_of_thirty_in(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    _, token = await pg_house.sharing.create(pg_curator, pg_menu.id, NewShareLink(max_uses=7))
    visits = [await pg_house.sharing.open(digest_of(token)) for _ in range(30)]
    answers = await asyncio.gather(
        *(pg_house.sharing.visit(visit, secret.digest) for visit, secret in visits), return_exceptions=True
    )
    assert Counter(map(type, answers))[MenuNotFound] == 23
    [link] = await pg_house.sharing.links(pg_curator, pg_menu.id)
    assert link.use_count == 7


async def test_one_visit_counts_once_however_many_requests_it_makes(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    _, token = await pg_house.sharing.create(pg_curator, pg_menu.id, NewShareLink(max_uses=5))
    visit, secret = await pg_house.sharing.open(digest_of(token))
    await asyncio.gather(*(pg_house.sharing.visit(visit, secret.digest) for _ in range(20)))
    [link] = await pg_house.sharing.links(pg_curator, pg_menu.id)
    assert link.use_count == 1


async def test_the_most_links_a_menu_may_have_are_not_passed_in_a_rush(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    for _ in range(MOST_LINKS - 3):
        await pg_house.sharing.create(pg_curator, pg_menu.id, NewShareLink())
    answers = await asyncio.gather(
        *(pg_house.sharing.create(pg_curator, pg_menu.id, NewShareLink()) for _ in range(10)),
        return_exceptions=True,
    )
    assert Counter(map(type, answers))[TooMany] == 7


async def test_a_source_and_its_forks_open_and_close_at_once_without_waiting_for_one_another_for_ever(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu
) -> None:
    """Each has the others rendered again; nothing here tries a lost race a second time."""
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
    forkers = [await pg_house.world.person() for _ in range(5)]
    forks = [await pg_house.forking.fork(each, pg_menu.slug, NewFork()) for each in forkers]

    async def in_and_out(curator: Actor, menu_id: MenuId) -> None:
        visibilities: list[Visibility] = ["unlisted", "public"] * 3
        for visibility in visibilities:
            await pg_house.publishing.publish(curator, menu_id, None, Publication(visibility))
            await pg_house.publishing.unpublish(curator, menu_id, None)
        await pg_house.publishing.publish(curator, menu_id, None, Publication())

    await asyncio.gather(
        in_and_out(pg_curator, pg_menu.id),
        *(in_and_out(curator, fork.id) for curator, fork in zip(forkers, forks, strict=True)),
    )
    assert (await pg_house.world.public.menu(pg_menu.slug)).fork_count == len(forks)
    credits = [(await pg_house.world.public.menu(fork.slug)).lineage for fork in forks]
    assert all(credit and credit.source_available for credit in credits)
