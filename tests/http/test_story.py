"""A menu as a story: every step has an address, waits for whom it should, and is the same for everybody."""

import re
from typing import Any

import httpx
import pytest

from tests.http.curators import Curator, client_of
from tests.service import BASE_URL, Service, until

OVER = 6
"""Four works and a pairing, then the end."""
GATE = "<details"
TOLD = "One road."


@pytest.fixture
def reader(service: Service) -> httpx.AsyncClient:
    """A browser of somebody who is not known."""
    return client_of(service.application, **{"accept-encoding": "identity"})


async def a_story(curator: Curator, **wish: Any) -> tuple[str, str]:
    """The path of a menu in the API, and of its story."""
    path = await curator.full_menu("Noir <b>")
    return path, f"/m/{(await curator.published(path, **wish))['slug']}/story"


def way(page: str, where: str) -> str | None:
    """The address of the page before, or after."""
    found = re.search(rf'<a class="[^"]+" rel="{where}" href="([^"]+)"', page)
    return found and found[1]


async def test_a_story_leads_from_its_beginning_through_works_and_pairings_to_its_end_and_back(
    curator: Curator, reader: httpx.AsyncClient
) -> None:
    _, story = await a_story(curator)
    pages = [story, *(f"{story}/{number}" for number in range(1, OVER + 1))]
    sent = [(await reader.get(page)).text for page in pages]
    assert [way(page, "next") for page in sent] == [*pages[1:], None]
    assert [way(page, "prev") for page in sent] == [None, *pages[:-1]]
    assert ["Page 2 of 5" in page for page in sent] == [number == 2 for number in range(OVER + 1)]
    assert [TOLD in page for page in sent] == [number == 2 for number in range(OVER + 1)]
    assert ['class="opens"' in page for page in sent] == [number in {1, 4} for number in range(OVER + 1)]
    slug = story.removesuffix("/story")
    for page in sent:
        assert f'<link rel="canonical" href="{BASE_URL}{slug}">' in page
        assert "Noir &lt;b&gt;" in page
        assert "noindex" not in page
    assert f'href="{slug}/fork?edition=1"' in sent[-1]
    assert f'href="{story}"' in (await reader.get(slug)).text


async def test_an_older_edition_has_its_own_story_and_the_newest_keeps_the_short_address(
    curator: Curator, reader: httpx.AsyncClient
) -> None:
    path, story = await a_story(curator)
    slug = story.removesuffix("/story")
    first, second = (f"{slug}/editions/{number}" for number in (1, 2))
    assert f'href="{story}"' in (await reader.get(first)).text
    await curator.send("PATCH", path, {"title": "Later"})
    await curator.published(path)

    async def told() -> bool:
        return f'href="{first}/story"' in (await reader.get(first)).text

    await until(told)
    for page in (slug, second):
        assert f'class="button primary" href="{story}"' in (await reader.get(page)).text
    pages = [f"{first}/story", *(f"{first}/story/{number}" for number in range(1, OVER + 1))]
    sent = [(await reader.get(page)).text for page in pages]
    assert [way(page, "next") for page in sent] == [*pages[1:], None]
    assert all("Noir &lt;b&gt;" in page and f'class="close" href="{first}' in page for page in sent)
    chosen = await reader.post(pages[0], data={"pairings": "open", "step": "2"})
    assert chosen.headers["location"] == pages[2]
    for wrong in (
        f"{first}/story/{OVER + 1}",
        f"{slug}/editions/3/story",
        f"{slug}/editions/{'9' * 30}/story",
    ):
        assert (await reader.get(wrong)).status_code == 404


async def test_there_is_nothing_before_the_beginning_nor_after_the_end(
    curator: Curator, reader: httpx.AsyncClient
) -> None:
    _, story = await a_story(curator)
    for step in ("0", "-1", str(OVER + 1), "9" * 30, "9" * 5_000, "x", "1/2"):
        assert (await reader.get(f"{story}/{step}")).status_code == 404, step[:30]


async def test_a_story_is_open_and_closed_as_its_menu_is(curator: Curator, reader: httpx.AsyncClient) -> None:
    path, story = await a_story(curator, visibility="unlisted")

    async def statuses(*wanted: int) -> bool:
        return {(await reader.get(page)).status_code for page in (story, f"{story}/2")} == set(wanted)

    assert '<meta name="robots" content="noindex">' in (await reader.get(f"{story}/2")).text
    await curator.send("POST", f"{path}/unpublish")
    await until(lambda: statuses(404))
    await curator.published(path)
    await until(lambda: statuses(200))
    await curator.send("DELETE", path)
    await until(lambda: statuses(410))


async def test_a_new_edition_is_told_at_once(curator: Curator, reader: httpx.AsyncClient) -> None:
    path, story = await a_story(curator)
    assert "Noir" in (await reader.get(f"{story}/1")).text
    await curator.send("PATCH", path, {"title": "Later"})
    await curator.published(path)

    async def told() -> bool:
        return "Later" in (await reader.get(f"{story}/1")).text

    await until(told)


async def test_a_page_is_the_same_for_everybody_and_known_again(
    curator: Curator, stranger: Curator, reader: httpx.AsyncClient
) -> None:
    _, story = await a_story(curator)
    page = await reader.get(f"{story}/2")
    assert page.headers["cache-control"] == "public, no-cache"
    assert page.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert "x-robots-tag" not in page.headers
    for other in (curator, stranger):
        again = await other.client.get(f"{story}/2", headers={"accept-encoding": "identity"})
        assert (again.content, again.headers["etag"]) == (page.content, page.headers["etag"])
    known = await reader.get(f"{story}/2", headers={"if-none-match": page.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    packed = await reader.get(f"{story}/2", headers={"accept-encoding": "gzip"})
    assert (packed.headers["content-encoding"], packed.content) == ("gzip", page.content)
    polish = await reader.get(f"{story}/2?lang=pl")
    assert '<html lang="pl"' in polish.text
    assert '<html lang="pl"' in (await reader.get(f"{story}/3")).text


async def test_a_reader_whom_nobody_knows_chooses_once_for_all_menus(
    curator: Curator, reader: httpx.AsyncClient
) -> None:
    (_, story), (_, other) = await a_story(curator), await a_story(curator)
    asked = (await reader.get(f"{story}/2")).text
    assert (GATE in asked, "From now on" in asked, "data-waits-for" in asked) == (True, True, False)
    for choice, waits in (("open", False), ("shut", True)):
        sent = await reader.post(story, data={"pairings": choice, "step": "2"})
        assert (sent.status_code, sent.headers["location"]) == (303, f"{story}/2")
        for page in (f"{story}/2", f"{other}/2"):
            told = (await reader.get(page)).text
            assert (GATE in told, "From now on" in told, TOLD in told) == (waits, False, True)
        assert f'value="{choice}" aria-pressed="true"' in (await reader.get(other)).text
    back = await reader.post(story, data={"pairings": "open"})
    assert back.headers["location"] == story


async def test_a_choice_that_is_none_is_refused_and_another_site_chooses_nothing(
    curator: Curator, reader: httpx.AsyncClient
) -> None:
    _, story = await a_story(curator)
    for wrong in ({"pairings": "yes"}, {}, {"pairings": "open", "step": "x"}):
        refused = await reader.post(story, data=wrong)
        assert (refused.status_code, "set-cookie" in refused.headers) == (422, False)
    forged = await reader.post(story, data={"pairings": "open"}, headers={"sec-fetch-site": "cross-site"})
    assert (forged.status_code, "set-cookie" in forged.headers) == (403, False)
    reader.cookies.set("pairings", "made-up")
    assert "From now on" in (await reader.get(f"{story}/2")).text


async def test_for_a_reader_who_is_signed_in_a_pairing_waits_for_its_first_work_whatever_was_chosen(
    curator: Curator, reader: httpx.AsyncClient
) -> None:
    path, story = await a_story(curator)
    (pairing,) = (await curator.shown(path))["pairings"]
    reader.cookies.update({"pairings": "open", "session": "whoever"})
    page = (await reader.get(f"{story}/2")).text
    assert f'<details class="gate" data-waits-for="{pairing["first_item_id"]}">' in page
    assert "<form" not in page, "only who is not known chooses"
    assert f'data-mine="{story.removesuffix("/story")}/mine?edition=1"' in page
    assert "<form" not in (await reader.get(story)).text
