"""The bytes that a worker holds: never from before an announcement, never more than there is room for."""

import pytest

from app.http.rendered import OVERHEAD, PublicPages
from domain.menus.errors import MenuNotFound
from domain.menus.renderings import Rendering, Source, Wanted

PLAIN = Wanted("noir", None, "json", "", gzipped=False)


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
