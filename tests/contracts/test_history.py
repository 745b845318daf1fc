"""What the history of a working copy keeps, and how one gets back, in memory as on PostgreSQL."""

import pytest

from domain.kernel import Actor, Stale
from domain.menus import changes
from domain.menus.commands import (
    Content,
    ItemChange,
    MenuChange,
    NewCourse,
    NewMenu,
    Publication,
)
from domain.menus.differences import Tally
from domain.menus.errors import RevisionNotFound
from domain.menus.model import Menu
from domain.menus.revisions import PAUSE, RevisionMark
from tests.contracts.menus_house import MenusHouse

NOTHING = Content(courses=())


class Past:
    """The history of one menu."""

    def __init__(self, house: MenusHouse, curator: Actor, menu: Menu) -> None:
        self.house = house
        self.curator = curator
        self.menu = menu
        house.clock.now = menu.updated_at

    async def note(self, words: str | None, place: int = 0) -> None:
        """A change of a few letters."""
        item = list(self.menu.items())[place]
        await self.house.curating.edit(
            self.curator,
            self.menu.id,
            None,
            lambda menu: changes.change_item(menu, item.id, ItemChange(annotation=words)),
        )

    async def newest(self) -> RevisionMark | None:
        async with self.house.world.begin(self.curator) as work:
            return await work.revisions.newest(self.menu.id)

    async def kept(self) -> list[int]:
        """The versions that are kept, oldest first."""
        found = []
        async with self.house.world.begin(self.curator) as work:
            for version in range(1, 60):
                try:
                    found.append((await work.revisions.view(self.menu.id, version)).version)
                except RevisionNotFound:
                    continue
        return found

    def later(self, minutes: float = PAUSE.total_seconds() / 60) -> None:
        self.house.clock.forward(minutes=minutes)


@pytest.fixture
def past(house: MenusHouse, curator: Actor, menu: Menu) -> Past:
    return Past(house, curator, menu)


async def test_what_stood_before_a_pause_is_kept_and_no_keystroke_after_it(past: Past) -> None:
    past.later()
    for letters in ("S", "So", "Sol"):
        await past.note(letters)
        past.later(minutes=0.01)
    assert await past.kept() == [1]


async def test_whoever_goes_on_without_a_pause_has_a_history_all_the_same(past: Past) -> None:
    for minute in range(25):
        past.later(minutes=1)
        await past.note(f"{minute}")
    assert await past.kept() == [10, 20]


async def test_a_revision_tells_what_was_done_since_the_one_before(past: Past) -> None:
    past.later()
    await past.note(None)
    await past.house.curating.add_course(past.curator, past.menu.id, None, NewCourse("Dessert"))
    past.later()
    await past.note("Again.", place=1)
    async with past.house.world.begin(past.curator) as work:
        first, second = [await work.revisions.view(past.menu.id, version) for version in (1, 3)]
    assert first.summary == Tally(added=2 + 4 + 2, edited=2)
    assert second.summary == Tally(added=1, edited=1)
    assert second.made_at == past.house.clock.now - PAUSE


async def test_a_change_that_takes_much_away_can_be_gone_back_on(past: Past) -> None:
    await past.house.curating.replace_content(past.curator, past.menu.id, None, NOTHING)
    assert await past.kept() == [1]
    restored = await past.house.curating.restore(past.curator, past.menu.id, None, 1)
    assert [course.id for course in restored.courses] == [course.id for course in past.menu.courses]
    assert [pairing.id for pairing in restored.pairings] == [pairing.id for pairing in past.menu.pairings]
    assert [item.item_key for course in restored.courses for item in course.items] == [
        item.item_key for item in past.menu.items()
    ]


async def test_losing_three_notes_is_losing_much(past: Past) -> None:
    await past.note(None)
    assert await past.kept() == []

    def bare(menu: Menu) -> Menu:
        for item in menu.items():
            menu = changes.change_item(menu, item.id, ItemChange(annotation=None))
        return menu

    await past.house.curating.edit(past.curator, past.menu.id, None, bare)
    assert await past.kept() == [2]


async def test_what_is_published_is_kept(past: Past) -> None:
    await past.house.publishing.publish(past.curator, past.menu.id, None, Publication())
    assert await past.kept() == [1]


async def test_a_state_that_is_in_the_history_is_not_kept_again(past: Past) -> None:
    for _ in range(2):
        await past.house.publishing.publish(past.curator, past.menu.id, None, Publication())
        past.later()
        await past.house.curating.change(past.curator, past.menu.id, None, MenuChange(visibility="unlisted"))
    assert await past.kept() == [1]


async def test_an_empty_menu_has_a_past_once_it_has_had_words(house: MenusHouse, curator: Actor) -> None:
    menu = await house.curating.create(curator, NewMenu("Dusk"))
    house.clock.forward(hours=1)
    await house.curating.change(curator, menu.id, None, MenuChange(title="Dawn"))
    async with house.world.begin(curator) as work:
        assert (await work.revisions.view(menu.id, 1)).title == "Dusk"


async def test_title_and_description_come_back_and_status_and_visibility_stay(past: Past) -> None:
    past.later()
    await past.house.curating.change(
        past.curator, past.menu.id, None, MenuChange(title="Late", description=None, visibility="unlisted")
    )
    await past.house.publishing.publish(past.curator, past.menu.id, None, Publication())
    restored = await past.house.curating.restore(past.curator, past.menu.id, 3, 1)
    assert (restored.title, restored.description) == (past.menu.title, past.menu.description)
    assert (restored.status, restored.visibility, restored.version) == ("published", "unlisted", 4)


async def test_going_back_can_be_gone_back_on(past: Past) -> None:
    past.later()
    await past.note("Mended.")
    await past.house.curating.restore(past.curator, past.menu.id, None, 1)
    assert await past.kept() == [1, 2]
    again = await past.house.curating.restore(past.curator, past.menu.id, None, 2)
    assert again.courses[0].items[0].annotation == "Mended."


async def test_going_back_is_refused_when_the_menu_has_moved_on(past: Past) -> None:
    past.later()
    await past.note("Mended.")
    with pytest.raises(Stale):
        await past.house.curating.restore(past.curator, past.menu.id, 1, 1)
    with pytest.raises(RevisionNotFound):
        await past.house.curating.restore(past.curator, past.menu.id, 2, 2)


async def test_a_deleted_menu_has_no_past(past: Past) -> None:
    past.later()
    await past.note("Mended.")
    await past.house.curating.delete(past.curator, past.menu.id, None)
    assert await past.newest() is None


async def test_nobody_goes_back_to_the_past_of_another_menu(
    past: Past, house: MenusHouse, curator: Actor
) -> None:
    past.later()
    await past.note("Mended.")
    other = await house.menu(curator)
    with pytest.raises(RevisionNotFound):
        await house.curating.restore(curator, other.id, None, 1)
    stranger = await house.world.person()
    with pytest.raises(Exception, match="nothing here"):
        await house.curating.restore(stranger, past.menu.id, None, 1)


async def test_of_too_many_revisions_the_oldest_go(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("adapters.postgres.menus.revisions", "tests.fakes.menus"):
        monkeypatch.setattr(f"{module}.MOST_REVISIONS", 3)
    for number in range(5):
        past.later()
        await past.note(f"{number}")
    assert await past.kept() == [3, 4, 5]
