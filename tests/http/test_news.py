"""What is new, for programs: feeds of everybody and of one curator, sitemaps; unlisted menus are nowhere."""

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import feedparser
import pytest

from tests.http.curators import Curator, client_of
from tests.service import BASE_URL, Service

PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def reader(service: Service) -> Any:
    return client_of(service.application)


async def published(curator: Curator, title: str, **wish: str) -> tuple[str, str, str]:
    """Path in the API, address of the page, and the curator's name."""
    path = await curator.full_menu(title)
    slug = (await curator.published(path, **wish))["slug"]
    read = await curator.shown(f"/api/v1/public/menus/{slug}")
    return path, f"{BASE_URL}/m/{slug}", read["curator"]["username"]


async def links_in(reader: Any, path: str) -> list[str]:
    answer = await reader.get(path)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    told = (await reader.get(path.replace(".atom", ".json"))).json()
    assert [each["url"] for each in told["items"]] == [entry.link for entry in feed.entries]
    return [entry.link for entry in feed.entries]


async def addresses(reader: Any) -> list[str]:
    """All that sitemaps lead to."""
    found = []
    for part in locations((await reader.get("/sitemap.xml")).content):
        place = urlsplit(part)
        found += locations((await reader.get(f"{place.path}?{place.query}")).content)
    return found


def locations(xml: bytes) -> list[str]:
    return [str(each.text) for each in Xml.fromstring(xml).iter(PLACE)]


async def test_every_public_edition_is_news_here_and_at_its_curators(
    curator: Curator, stranger: Curator, reader: Any
) -> None:
    path, mine, name = await published(curator, "Mine")
    await curator.published(path, note="Again.")
    _, theirs, other = await published(stranger, "Theirs")
    assert await links_in(reader, f"/c/{name}/feed.atom") == [f"{mine}/editions/2", f"{mine}/editions/1"]
    assert await links_in(reader, f"/c/{other.upper()}/feed.atom") == [f"{theirs}/editions/1"]
    everywhere = await links_in(reader, "/feed.atom")
    assert everywhere[:3] == [f"{theirs}/editions/1", f"{mine}/editions/2", f"{mine}/editions/1"]


async def test_what_is_not_public_is_in_no_feed_and_no_sitemap(curator: Curator, reader: Any) -> None:
    path, mine, name = await published(curator, "Hidden soon")
    assert {mine, f"{BASE_URL}/c/{name}"} <= set(await addresses(reader))
    await curator.send("PATCH", path, {"visibility": "unlisted"})
    for change in (None, ("POST", "/unpublish"), ("DELETE", "")):
        if change:
            await curator.send(change[0], f"{path}{change[1]}")
        assert not {mine, f"{BASE_URL}/c/{name}"} & set(await addresses(reader))
        assert not [each for each in await links_in(reader, "/feed.atom") if each.startswith(mine)]
        assert (await reader.get(f"/c/{name}/feed.atom")).status_code == 404
    draft = (await curator.shown(await curator.full_menu("A draft")))["slug"]
    assert not [each for each in await addresses(reader) if draft in each]


async def test_a_name_that_nobody_has_looks_like_one_who_published_nothing(
    curator: Curator, reader: Any
) -> None:
    me = (await curator.shown("/api/v1/me"))["username"]
    bodies = {
        (await reader.get(f"/c/{name}/feed.json")).content for name in (me, "nobody-at-all", "x%00", "💣")
    }
    assert len(bodies) <= 2
    assert (await reader.get(f"/c/{me}/feed.json")).status_code == 404


async def test_parts_of_the_sitemap_hold_every_public_menu_and_curator_once(
    curator: Curator, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.controllers.robots.PART", 2)
    made = [await published(curator, f"Menu {number}") for number in range(5)]
    await curator.published(made[1][0])
    pages = {f"{BASE_URL}/c/{made[0][2]}", *(menu for _, menu, _ in made)}
    parts = locations((await reader.get("/sitemap.xml")).content)
    assert len(parts) >= 4
    found = await addresses(reader)
    assert pages <= set(found)
    assert len(found) == len(set(found))
    assert f"{BASE_URL}/" in found


async def test_robots_are_told_of_the_sitemap(reader: Any) -> None:
    assert f"Sitemap: {BASE_URL}/sitemap.xml" in (await reader.get("/robots.txt")).text
