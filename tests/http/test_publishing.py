"""Publishing through the API: the check before, the edition, the history, and the way back."""

from tests.http.curators import Curator, outcome, pointers
from tests.service import BASE_URL


async def test_the_check_lists_every_problem_and_publishing_refuses_with_the_same(curator: Curator) -> None:
    path = await curator.menu()
    assert (await curator.shown(f"{path}/publish-check"))["problems"][0]["code"] == "no-courses"
    for title in ("Opening", "Sweet"):
        await curator.made(f"{path}/courses", {"title": title})
    check = await curator.shown(f"{path}/publish-check")
    assert check["publishable"] is False
    found = [(each["pointer"], each["code"]) for each in check["problems"]]
    assert found == [("/courses/0/items", "empty-course"), ("/courses/1/items", "empty-course")]
    assert [each["code"] for each in check["advice"]] == ["no-description"]
    refused = await curator.send("POST", f"{path}/publish", {})
    assert outcome(refused) == (409, "not-publishable")
    assert pointers(refused) == found
    assert (await curator.shown(path))["version"] == 3


async def test_a_pairing_without_a_narrative_stands_in_the_way(curator: Curator) -> None:
    path = await curator.full_menu()
    [pairing] = (await curator.shown(path))["pairings"]
    await curator.send("PATCH", f"{path}/pairings/{pairing['id']}", {"narrative": " "})
    refused = await curator.send("POST", f"{path}/publish", {})
    assert pointers(refused) == [("/pairings/0/narrative", "pairing-without-narrative")]


async def test_publishing_answers_with_the_edition_and_the_new_version(curator: Curator) -> None:
    path = await curator.full_menu()
    answer = await curator.send("POST", f"{path}/publish", {"visibility": "unlisted", "note": " First. "}, 2)
    edition, menu = answer.json(), await curator.shown(path)
    assert (answer.status_code, answer.headers["etag"]) == (201, '"3"')
    assert set(edition) == {"number", "slug", "url", "content_hash", "published_at"}
    assert (edition["number"], edition["url"]) == (1, f"{BASE_URL}/m/{menu['slug']}")
    assert edition["content_hash"].startswith("sha256:")
    assert (menu["status"], menu["visibility"], menu["version"]) == ("published", "unlisted", 3)
    assert menu["edition"] == {"number": 1, "published_at": edition["published_at"]}
    [line] = (await curator.shown(f"{path}/editions"))["items"]
    assert (line["number"], line["note"], line["withdrawn_at"]) == (1, "First.", None)


async def test_a_note_that_is_too_long_publishes_nothing(curator: Curator) -> None:
    path = await curator.full_menu()
    refused = await curator.send("POST", f"{path}/publish", {"note": "x" * 1_001})
    assert (refused.status_code, pointers(refused)) == (422, [("/note", "text-too-long")])
    menu = await curator.shown(path)
    assert (menu["status"], menu["version"]) == ("draft", 2)
    assert (await curator.shown(f"{path}/editions"))["items"] == []


async def test_unpublishing_keeps_the_editions_for_their_curator(curator: Curator) -> None:
    path = await curator.full_menu()
    await curator.published(path)
    await curator.send("PATCH", path, {"title": "Second"})
    await curator.published(path)
    answer = await curator.send("POST", f"{path}/unpublish", version=5)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (204, b"", '"6"')
    menu = await curator.shown(path)
    assert (menu["status"], menu["edition"]) == ("draft", None)
    history = (await curator.shown(f"{path}/editions"))["items"]
    assert [each["number"] for each in history] == [2, 1]
    assert all(each["withdrawn_at"] for each in history)
    titles = [(await curator.shown(f"{path}/editions/{number}"))["title"] for number in (1, 2)]
    assert titles == ["Noir", "Second"]
    assert outcome(await curator.send("POST", f"{path}/unpublish")) == (409, "not-published")


async def test_an_edition_holds_the_works_as_they_were_when_it_was_published(curator: Curator) -> None:
    own = await curator.made("/api/v1/media", {"media_type": "film", "title": "Home movie"})
    path = await curator.menu()
    course = await curator.made(f"{path}/courses", {"title": "Opening"})
    await curator.made(f"{path}/courses/{course['id']}/items", {"media_item_id": own["id"]})
    await curator.published(path)
    await curator.send("PATCH", f"/api/v1/media/{own['id']}", {"title": "Another cut"})
    now, then = await curator.shown(path), await curator.shown(f"{path}/editions/1")
    titles = [menu["courses"][0]["items"][0]["media"]["title"] for menu in (now, then)]
    assert titles == ["Another cut", "Home movie"]


async def test_the_check_says_of_which_version_its_pointers_are(curator: Curator) -> None:
    path = await curator.menu()
    await curator.made(f"{path}/courses", {"title": "Main"})
    answer = await curator.client.get(f"{path}/publish-check")
    assert (answer.json()["version"], answer.headers["etag"]) == (2, '"2"')
