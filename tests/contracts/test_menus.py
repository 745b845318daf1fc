"""What keeps menus owes to the use cases, in memory as on PostgreSQL."""

from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace
from uuid_utils.compat import uuid7

from domain.kernel import Actor, MediaItemId, MenuId, Stale
from domain.menus import changes
from domain.menus.commands import (
    Content,
    ContentCourse,
    ContentItem,
    Duplicate,
    ItemChange,
    MenuChange,
    NewCourse,
    NewItem,
    NewMenu,
    NewPairing,
)
from domain.menus.errors import AlreadyPaired, IdTaken, MenuNotFound, WorkUnknown
from domain.menus.model import Menu
from tests.contracts.menus_house import MenusHouse
from tests.factories import CourseFactory, MenuFactory


class Undone(Exception):
    """Something that goes wrong in the middle."""


# What is kept


async def test_a_menu_comes_back_exactly_as_it_was_added(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    assert await house.kept(curator, menu) == menu


async def test_a_menu_comes_back_exactly_as_it_was_saved(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    one, two = menu.courses[0].items
    changed = menu.changed(
        title="Zażółć “gęślą” \\ 'jaźń' 🎬",
        description="Two\nlines\t{} %s :menu $1",
        visibility="unlisted",
        version=2,
        courses=(
            replace(menu.courses[1], title="Dawn", intent=None),
            CourseFactory.build(items=()),
            replace(menu.courses[0], items=(replace(one, annotation="  *Loud*\r\n"), two)),
        ),
    )
    assert await house.saved(curator, changed) == changed


async def test_a_menu_without_anything_comes_back(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    emptied = menu.changed(courses=(), pairings=(), description=None)
    assert await house.saved(curator, emptied) == emptied


async def test_a_view_shows_what_was_saved_in_the_same_unit_of_work(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    changed = menu.changed(title="Late", courses=menu.courses[::-1], version=2)
    async with house.world.begin(curator) as work:
        await work.menus.get(menu.id, 1)
        await work.menus.save(changed)
        view = await work.menus.view(menu.id)
    assert (view.title, view.version, view.status, view.edition) == ("Late", 2, "draft", None)
    assert [course.id for course in view.courses] == [course.id for course in changed.courses]
    assert [item.media.id for course in view.courses for item in course.items] == [
        item.media_item_id for item in changed.items()
    ]
    assert [pairing.narrative for pairing in view.pairings] == ["Both end at the sea."] * 2


async def test_a_stale_save_is_refused_and_told_the_version(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    await house.curating.change(curator, menu.id, 1, MenuChange(title="First"))
    with pytest.raises(Stale) as refusal:
        await house.curating.change(curator, menu.id, 1, MenuChange(title="Second"))
    assert refusal.value.version == 2
    assert (await house.kept(curator, menu)).title == "First"


async def test_an_error_undoes_everything(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    async def goes_wrong() -> None:
        async with house.world.begin(curator) as work:
            await work.menus.get(menu.id, None)
            await work.menus.save(menu.changed(title="Lost", courses=(), pairings=()))
            await work.menus.add(MenuFactory.build(owner_id=curator.user_id, id=other))
            raise Undone

    other = MenuId(uuid7())
    with pytest.raises(Undone):
        await goes_wrong()
    assert await house.kept(curator, menu) == menu
    async with house.world.begin(curator) as work:
        with pytest.raises(MenuNotFound):
            await work.menus.get(other, None)


async def test_another_persons_menu_is_not_there(house: MenusHouse, menu: Menu) -> None:
    stranger = await house.world.person()
    async with house.world.begin(stranger) as work:
        with pytest.raises(MenuNotFound):
            await work.menus.get(menu.id, None)
        with pytest.raises(MenuNotFound):
            await work.menus.view(menu.id)
    async with house.world.begin(None) as work:
        with pytest.raises(MenuNotFound):
            await work.menus.get(menu.id, None)


async def test_a_deleted_menu_is_not_there_for_its_curator_either(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    await house.curating.delete(curator, menu.id, 1)
    async with house.world.begin(curator) as work:
        with pytest.raises(MenuNotFound):
            await work.menus.get(menu.id, None)
        with pytest.raises(MenuNotFound):
            await work.menus.view(menu.id)


# Moving about


async def test_any_order_of_courses_works_and_pairings_is_kept(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    first, second = menu.courses
    turned = menu.changed(
        courses=(
            replace(second, items=(first.items[1], *second.items[::-1])),
            replace(first, items=first.items[:1]),
        ),
        pairings=menu.pairings[::-1],
    )
    assert await house.saved(curator, turned) == turned
    assert await house.saved(curator, menu) == menu


async def test_works_survive_the_course_they_are_moved_out_of(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    first, second = menu.courses
    gathered = menu.changed(courses=(replace(second, items=(*first.items, *second.items)),))
    assert await house.saved(curator, gathered) == gathered


async def test_works_may_move_into_a_new_course(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    moved = menu.changed(courses=(CourseFactory.of(*menu.items()),))
    assert await house.saved(curator, moved) == moved


async def test_a_work_may_return_after_it_was_taken_away(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    one = menu.courses[0].items[0]
    await house.saved(curator, changes.remove_item(menu, one.id))
    assert await house.saved(curator, menu) == menu


async def test_a_course_goes_with_its_works_and_their_pairings(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    left = await house.saved(curator, changes.remove_course(menu, menu.courses[1].id))
    assert left.courses == menu.courses[:1]
    assert left.pairings == menu.pairings[1:]


async def test_a_pairing_may_be_made_anew_in_place_of_an_old_one(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    anew = menu.changed(pairings=tuple(replace(each, id=uuid7()) for each in menu.pairings))
    assert await house.saved(curator, anew) == anew


async def test_pairings_may_exchange_their_works(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    one, two = menu.pairings
    exchanged = menu.changed(pairings=(replace(two, id=one.id), replace(one, id=two.id)))
    assert await house.saved(curator, exchanged) == exchanged


async def test_a_work_may_be_put_anew_in_the_same_place(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    first, second = menu.courses
    anew = replace(first, items=tuple(replace(each, id=uuid7()) for each in first.items))
    changed = menu.changed(courses=(anew, second), pairings=())
    assert await house.saved(curator, changed) == changed


async def test_works_may_exchange_their_keys(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    one, two = menu.courses[0].items
    items = (replace(one, item_key=two.item_key), replace(two, item_key=one.item_key))
    exchanged = menu.changed(courses=(replace(menu.courses[0], items=items), menu.courses[1]))
    assert await house.saved(curator, exchanged) == exchanged


# Ids that the client made

TAKE: dict[str, Callable[[Menu, Menu], Menu]] = {
    "course": lambda mine, theirs: mine.changed(
        courses=(*mine.courses, CourseFactory.build(id=theirs.courses[0].id))
    ),
    "work": lambda mine, theirs: changes.place_item(
        mine,
        mine.courses[0].id,
        replace(mine.courses[0].items[0], id=theirs.courses[0].items[0].id, item_key=uuid7()),
    ),
    "pairing": lambda mine, theirs: mine.changed(
        pairings=(replace(mine.pairings[0], id=theirs.pairings[0].id), *mine.pairings[1:])
    ),
}


@pytest.mark.parametrize("what", TAKE)
@pytest.mark.parametrize("is_own", [True, False], ids=["of another own menu", "of somebody else's"])
async def test_an_id_of_another_menu_is_refused(
    house: MenusHouse, curator: Actor, menu: Menu, what: str, is_own: bool
) -> None:
    other_curator = curator if is_own else await house.world.person()
    other = await house.menu(other_curator)
    with pytest.raises(IdTaken):
        await house.saved(curator, TAKE[what](menu, other))
    assert await house.kept(curator, menu) == menu
    assert await house.kept(other_curator, other) == other


# The catalogue


async def test_a_work_that_the_catalogue_does_not_have_is_refused(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    with pytest.raises(WorkUnknown) as refusal:
        await house.curating.add_item(curator, menu.id, 1, menu.courses[0].id, NewItem(MediaItemId(uuid7())))
    assert [each.pointer for each in refusal.value.problems] == ["/media_item_id"]
    assert await house.kept(curator, menu) == menu


async def test_own_works_may_be_used_and_those_of_others_not(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    mine = await house.world.work(owner=curator)
    theirs = await house.world.work(owner=await house.world.person())
    course = menu.courses[0].id
    view, item = await house.curating.add_item(curator, menu.id, 1, course, NewItem(mine))
    assert view.courses[0].items[-1].id == item
    with pytest.raises(WorkUnknown):
        await house.curating.add_item(curator, menu.id, 2, course, NewItem(theirs))


async def test_content_with_works_that_are_unknown_points_at_each(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    known = menu.courses[0].items[0].media_item_id
    content = Content(
        (
            ContentCourse(
                uuid7(),
                "One",
                items=(ContentItem(uuid7(), known), ContentItem(uuid7(), MediaItemId(uuid7()))),
            ),
            ContentCourse(uuid7(), "Two", items=(ContentItem(uuid7(), MediaItemId(uuid7())),)),
        )
    )
    with pytest.raises(WorkUnknown) as refusal:
        await house.curating.replace_content(curator, menu.id, 1, content)
    assert [each.pointer for each in refusal.value.problems] == [
        "/courses/0/items/1/media_item_id",
        "/courses/1/items/0/media_item_id",
    ]


# From an empty menu to a whole one


async def test_a_menu_grows_by_use_cases_and_counts_its_versions(house: MenusHouse, curator: Actor) -> None:
    made = await house.curating.create(curator, NewMenu(" Night in ", "Four works."))
    assert (made.title, made.version, made.status, made.courses) == ("Night in", 1, "draft", ())
    with_course, course = await house.curating.add_course(curator, made.id, 1, NewCourse("Dusk"))
    _, one = await house.curating.add_item(
        curator, made.id, 2, course, NewItem(await house.world.work(), "Slow.")
    )
    _, two = await house.curating.add_item(
        curator, made.id, 3, course, NewItem(await house.world.work(), position=0)
    )
    pairing = NewPairing(one, two, "echo", "Why.")
    paired, pairing_id = await house.curating.add_pairing(curator, made.id, 4, pairing)
    assert with_course.version == 2
    assert paired.version == 5
    assert [item.id for item in paired.courses[0].items] == [two, one]
    assert [each.id for each in paired.pairings] == [pairing_id]
    with pytest.raises(AlreadyPaired):
        await house.curating.add_pairing(curator, made.id, 5, NewPairing(two, one, "echo", "Again."))


async def test_a_change_without_a_version_takes_whatever_is_there(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    item = menu.courses[0].items[0].id
    for words in ("One.", "Two."):
        change = partial(changes.change_item, item_id=item, wish=ItemChange(words))
        view = await house.curating.edit(curator, menu.id, None, change)
    assert (view.version, view.courses[0].items[0].annotation) == (3, "Two.")


async def test_saving_one_menu_leaves_the_others_alone(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    other = await house.menu(curator)
    await house.saved(curator, menu.changed(courses=(), pairings=()))
    assert await house.kept(curator, other) == other


# Copies and the archive


async def test_a_duplicate_is_kept_beside_the_original(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    kept = await house.kept(curator, menu)
    copy = await house.curating.duplicate(curator, kept.id, Duplicate("Again"))
    async with house.world.begin(curator) as work:
        assert await work.menus.get(kept.id, None) == kept
        again = await work.menus.get(copy.id, 1)
    assert (again.title, again.status, len(again.pairings)) == ("Again", "draft", len(kept.pairings))
    assert [item.annotation for item in again.items()] == [item.annotation for item in kept.items()]


async def test_archiving_leaves_the_menu_as_it_is(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    kept = await house.kept(curator, menu)
    await house.curating.archive(curator, kept.id)
    await house.curating.archive(curator, kept.id)
    await house.curating.unarchive(curator, kept.id)
    async with house.world.begin(curator) as work:
        assert await work.menus.get(kept.id, kept.version) == kept


async def test_nobody_duplicates_or_archives_the_menus_of_others(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    kept = await house.kept(curator, menu)
    stranger = await house.world.person()
    for attempt in (
        house.curating.duplicate(stranger, kept.id, Duplicate()),
        house.curating.archive(stranger, kept.id),
        house.curating.unarchive(stranger, kept.id),
    ):
        with pytest.raises(MenuNotFound):
            await attempt
