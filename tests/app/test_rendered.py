"""What a worker holds of published menus: nothing out of date, and nothing while it cannot hear."""

from collections.abc import Callable

from app.http.rendered import PublicPages
from domain.menus.renderings import Rendering, Source, Wanted

WANTED = Wanted("rainy-sunday", None, "json", "", gzipped=False)
OTHER = Wanted("small-hours", None, "json", "", gzipped=False)


class RenderingsInMemory:
    """Finds a rendering of everything, numbered by how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.meanwhile: Callable[[], None] = lambda: None

    async def find(self, wanted: Wanted) -> Rendering:
        self.asked += 1
        body = f"{wanted.slug} {self.asked}".encode()
        self.meanwhile()
        return Rendering(body, b"gzip " + body, str(self.asked))

    async def source(self, wanted: Wanted) -> Source:
        raise AssertionError("everything is found")

    async def keep(self, wanted: Wanted, source: Source, rendering: Rendering) -> None:
        raise AssertionError("everything is found")


def pages_and_renderings(held_bytes: int = 1 << 20) -> tuple[PublicPages, RenderingsInMemory]:
    renderings = RenderingsInMemory()
    return PublicPages(renderings, lambda *_: b"", held_bytes=held_bytes), renderings


async def test_what_was_sent_is_held_while_announcements_are_heard() -> None:
    pages, renderings = pages_and_renderings()
    pages.listening(on=True)
    sent = await pages.get(WANTED)
    assert pages.held(WANTED) == sent
    assert renderings.asked == 1


async def test_nothing_is_held_while_announcements_cannot_be_heard() -> None:
    pages, _ = pages_and_renderings()
    assert (await pages.get(WANTED)).body
    assert pages.held(WANTED) is None


async def test_everything_is_dropped_when_hearing_ends_and_when_it_begins_again() -> None:
    pages, _ = pages_and_renderings()
    for on in (False, True):
        pages.listening(on=True)
        await pages.get(WANTED)
        pages.listening(on=on)
        assert pages.held(WANTED) is None


async def test_an_announcement_drops_its_menu_and_no_other() -> None:
    pages, _ = pages_and_renderings()
    pages.listening(on=True)
    await pages.get(WANTED)
    await pages.get(OTHER)
    pages.forget(WANTED.slug)
    assert pages.held(WANTED) is None
    assert pages.held(OTHER) is not None


async def test_what_was_read_while_an_announcement_came_in_is_sent_and_not_held() -> None:
    pages, renderings = pages_and_renderings()
    pages.listening(on=True)
    renderings.meanwhile = lambda: pages.forget(WANTED.slug)
    assert (await pages.get(WANTED)).body == b"rainy-sunday 1"
    assert pages.held(WANTED) is None


async def test_what_is_larger_than_the_whole_memory_is_sent_and_not_held() -> None:
    pages, _ = pages_and_renderings(held_bytes=100)
    pages.listening(on=True)
    assert (await pages.get(WANTED)).body
    assert pages.held(WANTED) is None
