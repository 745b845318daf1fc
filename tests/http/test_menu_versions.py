"""Nobody overwrites what they have not seen: If-Match, and answers to those who come late."""

import asyncio
from collections import Counter

import pytest

from tests.http.curators import Curator, a_content, outcome


async def requests_about(curator: Curator, path: str) -> list[tuple[str, str, object]]:
    """Every change of the menu's own that the API knows, each fit to succeed."""
    menu, work = await curator.shown(path), str(await curator.work())
    course, item = menu["courses"][0], menu["courses"][0]["items"][0]
    order = [{"id": each["id"], "items": [one["id"] for one in each["items"]]} for each in menu["courses"]]
    two = {"first_item_id": item["id"], "second_item_id": menu["courses"][1]["items"][0]["id"]}
    return [
        ("PATCH", path, {"title": "x"}),
        ("POST", f"{path}/courses", {"title": "x"}),
        ("PATCH", f"{path}/courses/{course['id']}", {"title": "x"}),
        ("POST", f"{path}/courses/{course['id']}/items", {"media_item_id": work}),
        ("PATCH", f"{path}/items/{item['id']}", {"annotation": "x"}),
        ("POST", f"{path}/pairings", {**two, "relationship": "x", "narrative": "x"}),
        ("PATCH", f"{path}/pairings/{menu['pairings'][0]['id']}", {"narrative": "x"}),
        ("PUT", f"{path}/arrangement", {"courses": order}),
        ("PUT", f"{path}/content", a_content(work)),
        ("POST", f"{path}/publish", {}),
        ("POST", f"{path}/unpublish", None),
        ("DELETE", f"{path}/pairings/{menu['pairings'][0]['id']}", None),
        ("DELETE", f"{path}/items/{item['id']}", None),
        ("DELETE", f"{path}/courses/{course['id']}", None),
        ("DELETE", path, None),
    ]


async def test_without_if_match_nothing_changes(curator: Curator) -> None:
    path = await curator.full_menu()
    for method, address, body in await requests_about(curator, path):
        refused = await curator.send(method, address, body, version=None)
        assert outcome(refused) == (428, "if-match-required"), (method, address)
    assert (await curator.shown(path))["version"] == 2


@pytest.mark.parametrize("tag", ["1", "3", "99999999999999999999", "x"])
async def test_who_comes_late_hears_the_version_of_now(curator: Curator, tag: str) -> None:
    path = await curator.full_menu()
    for method, address, body in await requests_about(curator, path):
        refused = await curator.send(method, address, body, tag)
        assert outcome(refused) == (412, "stale"), (method, address)
        assert refused.headers["etag"] == '"2"'
    assert (await curator.shown(path))["version"] == 2


async def test_each_change_to_the_version_that_was_read_succeeds_and_gives_the_next(curator: Curator) -> None:
    for number in range(15):
        path = await curator.full_menu()
        method, address, body = (await requests_about(curator, path))[number]
        version = 2
        if address.endswith("/unpublish"):
            await curator.published(path)
            version = 3
        done = await curator.send(method, address, body, version)
        assert done.status_code < 300, (method, address, done.text)
        if (method, address) != ("DELETE", path):
            assert done.headers["etag"] == f'"{version + 1}"', (method, address)
            assert (await curator.shown(path))["version"] == version + 1


async def test_of_twenty_who_add_to_the_same_version_one_succeeds(curator: Curator) -> None:
    path = await curator.menu()
    wishes = [{"title": f"Course {number}"} for number in range(20)]
    answers = await asyncio.gather(*(curator.send("POST", f"{path}/courses", wish, 1) for wish in wishes))
    assert Counter(map(outcome, answers)) == {(201, None): 1, (412, "stale"): 19}
    assert {each.headers["etag"] for each in answers} == {'"2"'}
    [kept] = (await curator.shown(path))["courses"]
    assert [kept["title"]] == [each.json()["title"] for each in answers if each.status_code == 201]


async def test_of_ten_who_add_without_looking_nothing_is_lost(curator: Curator) -> None:
    path = await curator.menu()
    answers = await asyncio.gather(
        *(
            curator.send("POST", f"{path}/courses", {"title": f"{number}", "position": 0})
            for number in range(10)
        )
    )
    assert {each.status_code for each in answers} == {201}
    menu = await curator.shown(path)
    assert {course["title"] for course in menu["courses"]} == {f"{number}" for number in range(10)}
    assert menu["version"] == 11


async def test_those_who_publish_at_once_make_editions_without_gaps(curator: Curator) -> None:
    path = await curator.full_menu()
    answers = await asyncio.gather(*(curator.send("POST", f"{path}/publish", {}) for _ in range(6)))
    assert sorted(each.json()["number"] for each in answers) == [1, 2, 3, 4, 5, 6]
    same = await asyncio.gather(*(curator.send("POST", f"{path}/publish", {}, 8) for _ in range(6)))
    assert Counter(map(outcome, same)) == {(201, None): 1, (412, "stale"): 5}
    history = (await curator.shown(f"{path}/editions"))["items"]
    assert [each["number"] for each in history] == [7, 6, 5, 4, 3, 2, 1]
