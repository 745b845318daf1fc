"""Renderings kept beside their editions: made once for all workers, anew for other code or another look."""

from collections.abc import AsyncIterator

import pytest

from adapters.postgres.menus.renderings import PgRenderings, ReadPool
from app.http.rendered import PublicPages
from domain.menus.renderings import Rendering, Source, Wanted
from tests.http.curators import Curator
from tests.service import Service

KEPT = Rendering(b"body", b"gzip", "tag")


class Painter:
    """Renders the title, and counts."""

    def __init__(self) -> None:
        self.painted = 0

    def __call__(self, source: Source, wanted: Wanted) -> bytes:
        self.painted += 1
        return f"{source.menu.title} by {source.menu.curator.display_name}".encode()


@pytest.fixture
async def pool(service: Service) -> AsyncIterator[ReadPool]:
    pool = ReadPool(service.database.url("media_menu_app"), 2)
    async with pool:
        yield pool


@pytest.fixture
async def wanted(curator: Curator) -> Wanted:
    """The current edition of a published menu."""
    edition = await curator.published(await curator.full_menu())
    return Wanted(edition["slug"], None, "json", "", gzipped=False)


async def test_a_page_is_made_once_for_all_workers(pool: ReadPool, wanted: Wanted) -> None:
    painter = Painter()
    for _ in range(2):
        pages = PublicPages(PgRenderings(pool, "v1"), painter, held_bytes=0)
        assert (await pages.get(wanted)).whole.body == b"Noir by Somebody"
    assert painter.painted == 1


async def test_other_code_makes_its_own(pool: ReadPool, wanted: Wanted) -> None:
    painter = Painter()
    for renderer in ("v1", "v2"):
        pages = PublicPages(PgRenderings(pool, renderer), painter, held_bytes=0)
        await pages.get(wanted)
        await pages.get(wanted)
    assert painter.painted == 2


async def test_what_shows_an_older_look_never_replaces_a_newer_one(
    pool: ReadPool, wanted: Wanted, curator: Curator
) -> None:
    renderings = PgRenderings(pool, "v1")
    old = await renderings.source(wanted)
    await curator.send("PATCH", "/api/v1/me", {"display_name": "Grażyna"})
    new = await renderings.source(wanted)
    assert (old.appearance + 1, new.menu.curator.display_name) == (new.appearance, "Grażyna")
    await renderings.keep(wanted, old, KEPT)
    assert await renderings.find(wanted) is None
    newer = Rendering(b"new", b"new", "new")
    await renderings.keep(wanted, new, newer)
    await renderings.keep(wanted, old, KEPT)
    assert await renderings.find(wanted) == newer


async def test_a_page_that_is_made_while_its_menu_is_unpublished_is_not_found(
    pool: ReadPool, wanted: Wanted, curator: Curator
) -> None:
    renderings = PgRenderings(pool, "v1")
    source = await renderings.source(wanted)
    await curator.send("POST", f"/api/v1/menus/{source.menu.id}/unpublish")
    await renderings.keep(wanted, source, KEPT)
    assert await renderings.find(wanted) is None
