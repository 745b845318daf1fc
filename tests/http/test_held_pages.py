"""The bytes that a worker holds: never from before an announcement, never more than there is room for."""

from typing import Any, cast

import pytest

from app.http.rendered import OVERHEAD, PublicPages
from domain.menus.errors import MenuNotFound
from domain.menus.history import Comparing
from domain.menus.readers import PublicReader
from domain.menus.renderings import Rendering, Source, StoryPage, Wanted
from domain.menus.views import PublicMenu
from tests.web.samples import MENU

PLAIN = Wanted("noir", None, "json", "", gzipped=False)
ROOM = 64 << 20


class Shelf:
    """Renderings that are there, of a size, and what happens while one is looked for."""

    def __init__(self, body: bytes = b"x" * 1_000) -> None:
        self.body = body
        self.asked = 0
        self.meanwhile = lambda: None

    async def find(self, wanted: Wanted) -> Rendering | None:
        self.asked += 1
        self.meanwhile()
        return Rendering(self.body, self.body, "tag")

    async def source(self, wanted: Wanted) -> Source:
        raise MenuNotFound

    async def keep(self, wanted: Wanted, source: Source, rendering: Rendering) -> None:
        """There is nothing to keep: everything is found."""


def nothing(source: Source, wanted: Wanted) -> bytes:
    return b""


def holding(shelf: Shelf, room: int = 10_000) -> PublicPages:
    pages = PublicPages(shelf, nothing, held_bytes=room)
    pages.listening(on=True)
    return pages


async def test_what_was_sent_once_is_held_until_it_is_announced() -> None:
    pages = holding(Shelf())
    sent = await pages.get(PLAIN)
    assert pages.held(PLAIN) == sent
    pages.forget("another")
    assert pages.held(PLAIN) == sent
    pages.forget("noir")
    assert pages.held(PLAIN) is None


@pytest.mark.parametrize(
    "change", [lambda pages: pages.forget("noir"), lambda pages: pages.listening(on=False)]
)
async def test_what_was_read_before_an_announcement_is_not_held(change) -> None:  # type: ignore[no-untyped-def]
    shelf = Shelf()
    pages = holding(shelf)
    shelf.meanwhile = lambda: change(pages)
    await pages.get(PLAIN)
    assert pages.held(PLAIN) is None


async def test_who_hears_nothing_holds_nothing() -> None:
    pages = holding(Shelf())
    await pages.get(PLAIN)
    pages.listening(on=False)
    assert pages.held(PLAIN) is None
    await pages.get(PLAIN)
    assert pages.held(PLAIN) is None
    pages.listening(on=True)
    assert pages.held(PLAIN) is None


async def test_there_is_room_for_so_much_and_the_rest_gives_way() -> None:
    shelf = Shelf()
    pages = holding(shelf, room=3 * (1_000 + OVERHEAD))
    wanted = [PLAIN._replace(slug=f"menu-{number}") for number in range(5)]
    for each in wanted:
        await pages.get(each)
    assert [each.slug for each in wanted if pages.held(each)] == ["menu-2", "menu-3", "menu-4"]
    shelf.body = b"x" * 8_000
    await pages.get(PLAIN)
    assert pages.held(PLAIN) is None


async def test_each_form_of_the_same_page_has_a_validator_of_its_own() -> None:
    pages = holding(Shelf())
    etags = {(await pages.get(PLAIN._replace(gzipped=gzipped))).etag for gzipped in (False, True)}
    assert etags == {'"tag"', '"tag-gzip"'}


class Archive(Shelf):
    """Editions that are there, and how often one is read."""

    async def source(self, wanted: Wanted) -> Source:
        return Source(await self.menu(wanted.slug, wanted.number), "sha256:0", 1)

    async def menu(self, slug: str, number: int | None = None) -> PublicMenu:
        self.asked += 1
        self.meanwhile()
        return MENU


async def test_the_pages_of_a_story_are_made_from_one_reading_until_it_is_announced() -> None:
    archive = Archive()
    pages = holding(archive, ROOM)

    async def read(*steps: int, number: int | None = None) -> int:
        """How often the menu was read for these pages."""
        before = archive.asked
        for step in steps:
            await pages.get(Wanted("noir", number, "story", "en", gzipped=True, story=StoryPage(step, "ask")))
        return archive.asked - before

    assert await read(0, 1, 2) == 1
    assert await read(1, 2, number=3) == 1
    pages.forget("another")
    assert await read(4) == 0
    pages.forget("noir")
    assert await read(1, 2, 4) == 1
    archive.meanwhile = lambda: pages.forget("noir")
    pages.forget("noir")
    assert await read(1, 2) == 2


async def test_what_differs_is_worked_out_once_until_it_is_announced() -> None:
    archive, nobody = Archive(), cast("Any", None)
    comparing = Comparing(nobody, nobody, cast("PublicReader", archive))
    pages = holding(archive, ROOM)

    async def read(number: int, earlier: int | None = None) -> int:
        before = archive.asked
        await pages.compared(comparing, "noir", number, earlier)
        return archive.asked - before

    assert [await read(2), await read(2), await read(2, 1), await read(3)] == [2, 0, 2, 2]
    pages.forget("noir")
    assert [await read(2), await read(2)] == [2, 0]
    pages.listening(on=False)
    assert [await read(2), await read(2)] == [2, 2]
