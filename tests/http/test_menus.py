"""The working copy of a menu through the API: shapes, versions, and who sees it."""

import pytest
from uuid_utils.compat import uuid7

from tests.http.curators import Curator, lasting, outcome, pointers

MENU_FIELDS = {
    "id", "slug", "title", "description", "status", "visibility", "version", "courses", "pairings", "edition",
    "lineage", "take_down", "created_at", "updated_at",
}  # fmt: skip
MEDIA_FIELDS = {
    "id",
    "media_type",
    "title",
    "release_year",
    "creators",
    "cover_url",
    "external_links",
    "details",
}


async def test_a_new_menu_is_an_empty_draft_with_a_slug_of_its_title(curator: Curator) -> None:
    answer = await curator.send("POST", "/api/v1/menus", {"title": " Łódź nocą ", "description": ""}, None)
    menu = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert set(menu) == MENU_FIELDS
    assert menu["slug"].startswith("lodz-noca-")
    assert (menu["title"], menu["description"], menu["version"]) == ("Łódź nocą", None, 1)
    assert (menu["status"], menu["visibility"], menu["edition"]) == ("draft", "public", None)
    assert (menu["courses"], menu["pairings"], menu["lineage"]) == ([], [], None)
    assert menu["created_at"].endswith("Z")


async def test_a_menu_is_shown_whole_and_in_order_with_its_etag(curator: Curator) -> None:
    path = await curator.full_menu()
    answer = await curator.client.get(path)
    menu = answer.json()
    assert (answer.status_code, answer.headers["etag"], menu["version"]) == (200, '"2"', 2)
    assert [course["title"] for course in menu["courses"]] == ["Course 0", "Course 1"]
    item = menu["courses"][0]["items"][0]
    assert set(item) == {"id", "item_key", "media_item_id", "media", "annotation"}
    assert set(item["media"]) == MEDIA_FIELDS
    assert set(menu["pairings"][0]) == {"id", "first_item_id", "second_item_id", "relationship", "narrative"}
    assert answer.headers["cache-control"] == "no-store"


async def test_every_part_that_is_added_comes_back_with_the_new_version(curator: Curator) -> None:
    path, work = await curator.menu(), str(await curator.work())
    course = await curator.send("POST", f"{path}/courses", {"title": "Opening", "intent": "Slow"}, 1)
    items = f"{path}/courses/{course.json()['id']}/items"
    first = await curator.send("POST", items, {"media_item_id": work, "annotation": "Why"}, 2)
    second = await curator.send("POST", items, {"media_item_id": work, "position": 0}, 3)
    two = {"first_item_id": first.json()["id"], "second_item_id": second.json()["id"]}
    words = {"relationship": "echo", "narrative": "Both circle a planet."}
    pairing = await curator.send("POST", f"{path}/pairings", two | words, 4)
    answers = (course, first, second, pairing)
    assert [each.status_code for each in answers] == [201] * 4
    assert [each.headers["etag"] for each in answers] == ['"2"', '"3"', '"4"', '"5"']
    assert (course.json()["intent"], course.json()["items"]) == ("Slow", [])
    assert (first.json()["annotation"], first.json()["media"]["title"]) == ("Why", "Solaris")
    menu = await curator.shown(path)
    assert [item["id"] for item in menu["courses"][0]["items"]] == [second.json()["id"], first.json()["id"]]
    assert menu["pairings"] == [pairing.json()]


@pytest.mark.parametrize("part", ["", "/courses/{course}", "/items/{item}", "/pairings/{pairing}"])
async def test_what_a_change_leaves_out_stays_and_what_is_null_is_cleared(
    curator: Curator, part: str
) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    ids = {
        "course": menu["courses"][0]["id"],
        "item": menu["courses"][0]["items"][0]["id"],
        "pairing": menu["pairings"][0]["id"],
    }
    address = path + part.format(**ids)
    field, kept = {
        "": ("description", "title"),
        "/courses": ("intent", "title"),
        "/items": ("annotation", "media"),
    }.get(part.rpartition("/")[0], ("narrative", "relationship"))
    before = (await curator.send("PATCH", address, {}, 2)).json()
    told = await curator.send("PATCH", address, {field: "Something"}, 3)
    assert (told.status_code, told.headers["etag"], told.json()[field]) == (200, '"4"', "Something")
    assert (await curator.send("PATCH", address, {}, 4)).json()[field] == "Something"
    cleared = await curator.send("PATCH", address, {field: None}, 5)
    if part.startswith("/pairings"):
        assert (outcome(cleared)[0], pointers(cleared)[0][0]) == (422, "/narrative")
    else:
        assert cleared.json()[field] is None
    assert (await curator.shown(path))["courses"][1] == menu["courses"][1]
    assert cleared.json().get(kept, before[kept]) == before[kept]


@pytest.mark.parametrize("field", ["title", "visibility"])
async def test_what_has_to_be_there_cannot_be_cleared(curator: Curator, field: str) -> None:
    refused = await curator.send("PATCH", await curator.menu(), {field: None})
    assert (refused.status_code, pointers(refused)[0][0]) == (422, f"/{field}")


async def test_every_part_that_is_removed_takes_with_it_what_hangs_on_it(curator: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    course, other = (each["id"] for each in menu["courses"])
    removed = await curator.send("DELETE", f"{path}/items/{menu['courses'][0]['items'][0]['id']}", version=2)
    assert (removed.status_code, removed.content, removed.headers["etag"]) == (204, b"", '"3"')
    assert (await curator.shown(path))["pairings"] == []
    assert (await curator.send("DELETE", f"{path}/courses/{course}", version=3)).status_code == 204
    assert [each["id"] for each in (await curator.shown(path))["courses"]] == [other]
    gone = await curator.send("DELETE", f"{path}/courses/{course}", version=4)
    assert outcome(gone) == (404, "not-found")


async def test_a_pairing_is_removed_and_its_works_stay(curator: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    address = f"{path}/pairings/{menu['pairings'][0]['id']}"
    assert (await curator.send("DELETE", address, version=2)).status_code == 204
    after = await curator.shown(path)
    assert (after["courses"], after["pairings"], after["version"]) == (menu["courses"], [], 3)
    assert outcome(await curator.send("DELETE", address)) == (404, "not-found")


async def test_a_deleted_menu_is_nowhere(curator: Curator) -> None:
    path = await curator.full_menu()
    assert (await curator.send("DELETE", path, version=2)).status_code == 204
    for method, address in (("GET", path), ("PATCH", path), ("GET", f"{path}/editions"), ("DELETE", path)):
        assert outcome(await curator.send(method, address, {} if method == "PATCH" else None))[0] == 404
    assert (await curator.shown("/api/v1/menus"))["items"] == []


async def test_what_is_anothers_looks_like_what_never_was(curator: Curator, stranger: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    await curator.published(path)
    link = await curator.made(f"{path}/share-tokens", {})
    unknown = f"/api/v1/menus/{uuid7()}"
    course, item = menu["courses"][0]["id"], menu["courses"][0]["items"][0]["id"]
    requests = [
        ("GET", "", None), ("PATCH", "", {}), ("DELETE", "", None), ("POST", "/courses", {"title": "x"}),
        ("PATCH", f"/courses/{course}", {}), ("DELETE", f"/courses/{course}", None),
        ("PATCH", f"/items/{item}", {}), ("DELETE", f"/items/{item}", None),
        ("DELETE", f"/pairings/{menu['pairings'][0]['id']}", None),
        ("PUT", "/arrangement", {"courses": []}), ("PUT", "/content", {"courses": []}),
        ("GET", "/publish-check", None), ("POST", "/publish", {}), ("POST", "/unpublish", None),
        ("GET", "/editions", None), ("GET", "/editions/1", None), ("GET", "/share-tokens", None),
        ("POST", "/share-tokens", {}), ("DELETE", f"/share-tokens/{link['id']}", None),
    ]  # fmt: skip
    for method, part, body in requests:
        theirs = await stranger.send(method, path + part, body)
        nobodys = await stranger.send(method, unknown + part, body)
        assert theirs.status_code == 404, (method, part)
        assert lasting(theirs) == lasting(nobodys), (method, part)
    assert (await curator.shown(path))["courses"] == menu["courses"]


async def test_a_key_that_may_only_read_changes_nothing(curator: Curator) -> None:
    path = await curator.full_menu()
    reading = await curator.key("read")
    assert (await curator.client.get(path, headers=reading)).status_code == 200
    for method, part, body in (
        ("PATCH", "", {"title": "x"}),
        ("DELETE", "", None),
        ("POST", "/courses", {"title": "x"}),
        ("PUT", "/content", {"courses": []}),
        ("POST", "/publish", {}),
        ("POST", "/share-tokens", {}),
    ):
        refused = await curator.send(method, path + part, body, **reading)
        assert outcome(refused) == (403, "scope-missing"), (method, part)
    refused = await curator.send("POST", "/api/v1/menus", {"title": "x"}, **reading)
    assert outcome(refused) == (403, "scope-missing")
    assert (await curator.shown(path))["version"] == 2
