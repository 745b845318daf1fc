"""Lists of menus turn pages by cursor: nothing twice, nothing left out, no cursor of anybody else's list."""

import re

import pytest

from tests.http.curators import Curator, client_of, outcome
from tests.service import Service

PUBLIC = "/api/v1/public/menus"
MINE = "/api/v1/menus"


async def pages(curator: Curator, start: str) -> list[list[str]]:
    """The titles on every page, found by following the links."""
    found, path = [], start
    while path:
        answer = await curator.client.get(path)
        page = answer.json()
        found.append([each["title"] for each in page["items"]])
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        assert (link is None) == (page["next_cursor"] is None)
        path = link[1] if link else ""
    return found


async def test_my_menus_turn_pages_last_saved_first(curator: Curator, stranger: Curator) -> None:
    paths = [await curator.menu(str(number)) for number in range(5)]
    await stranger.menu("not mine")
    await curator.send("PATCH", paths[1], {"description": "saved last"})
    assert await pages(curator, f"{MINE}?limit=2") == [["1", "4"], ["3", "2"], ["0"]]
    assert await pages(curator, f"{MINE}?limit=5") == [["1", "4", "3", "2", "0"]]


async def test_a_line_of_the_list_says_what_is_on_the_menu(curator: Curator) -> None:
    await curator.full_menu()
    [line] = (await curator.shown(MINE))["items"]
    assert (line["course_count"], line["item_count"], line["media_types"]) == (2, 4, ["film"])
    assert (line["status"], line["version"], line["edition"]) == ("draft", 2, None)


async def test_the_directory_turns_pages_newest_first(curator: Curator) -> None:
    for number in range(3):
        await curator.published(await curator.full_menu(f"Public {number}"))
    found = [title for page in await pages(curator, f"{PUBLIC}?limit=1") for title in page]
    assert found[:3] == ["Public 2", "Public 1", "Public 0"]
    entry = (await curator.shown(f"{PUBLIC}?limit=1"))["items"][0]
    assert set(entry) == {
        "slug", "title", "description", "curator", "edition", "course_count", "item_count", "media_types",
        "covers", "fork_count",
    }  # fmt: skip


async def test_a_cursor_that_is_damaged_or_of_another_list_is_refused(curator: Curator) -> None:
    for _ in range(2):
        await curator.published(await curator.full_menu())
    mine = (await curator.shown(f"{MINE}?limit=1"))["next_cursor"]
    public = (await curator.shown(f"{PUBLIC}?limit=1"))["next_cursor"]
    for path, cursor in ((MINE, public), (PUBLIC, mine), (MINE, mine[:-2]), (PUBLIC, "x"), (MINE, "")):
        refused = await curator.client.get(path, params={"cursor": cursor})
        assert outcome(refused) == (400, "cursor-invalid"), (path, cursor)


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x"])
async def test_a_page_has_one_to_a_hundred_entries(curator: Curator, limit: str) -> None:
    for path in (MINE, PUBLIC):
        refused = await curator.client.get(path, params={"limit": limit})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "?limit")


async def test_my_menus_are_for_me_alone(service: Service) -> None:
    async with client_of(service.application) as nobody:
        assert outcome(await nobody.get(MINE)) == (401, "unauthenticated")
