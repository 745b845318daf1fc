"""The past of a menu through the API: revisions, going back, and what differs between two states."""

from datetime import timedelta

from uuid_utils.compat import uuid7

from domain.menus.revisions import PAUSE
from tests.http.curators import Curator, Document, outcome
from tests.postgres import superuser

# Rather than waiting: whatever was saved and kept was so a pause ago.
AGE = """
    WITH aged AS (
        UPDATE menus.menus SET created_at = created_at - $2::interval WHERE id = $1
    )
    UPDATE menus.revisions SET kept_at = kept_at - $2::interval WHERE menu_id = $1"""
NOTHING_DONE = {"added": 0, "removed": 0, "moved": 0, "edited": 0}


async def pause(curator: Curator, path: str, length: timedelta = PAUSE) -> None:
    async with superuser(curator.database) as connection:
        await connection.execute(AGE, path.rpartition("/")[2], length)


async def a_menu_with_a_past(curator: Curator, changes: int = 1) -> str:
    """A full menu; each change of its title kept what stood before."""
    path = await curator.full_menu("Title 0")
    for number in range(1, changes + 1):
        await pause(curator, path)
        await curator.send("PATCH", path, {"title": f"Title {number}"})
    return path


async def test_the_history_is_told_newest_first_page_by_page(curator: Curator) -> None:
    path = await a_menu_with_a_past(curator, 5)
    answer = await curator.send("GET", f"{path}/revisions?limit=2")
    page = answer.json()
    assert [each["version"] for each in page["items"]] == [6, 5]
    assert page["items"][0]["summary"] == {**NOTHING_DONE, "edited": 1}
    assert set(page["items"][0]) == {"version", "made_at", "summary"}
    assert answer.headers["link"] == f'<{path}/revisions?limit=2&cursor={page["next_cursor"]}>; rel="next"'
    seen = [each["version"] for each in page["items"]]
    while page["next_cursor"]:
        page = await curator.shown(f"{path}/revisions?limit=2&cursor={page['next_cursor']}")
        seen += [each["version"] for each in page["items"]]
    assert seen == [6, 5, 4, 3, 2]


async def test_a_menu_without_a_past_says_so(curator: Curator) -> None:
    page = await curator.shown(f"{await curator.menu()}/revisions")
    assert page == {"items": [], "next_cursor": None}


async def test_a_revision_is_the_menu_as_it_was(curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    then = await curator.shown(path)
    await pause(curator, path)
    await curator.send("PUT", f"{path}/content", {"courses": []})
    revision = await curator.shown(f"{path}/revisions/2")
    assert set(revision) == {
        "version", "made_at", "summary", "title", "description", "courses", "pairings",
    }  # fmt: skip
    for name in ("version", "title", "description", "courses", "pairings"):
        assert revision[name] == then[name]


async def test_going_back_answers_with_the_menu_and_can_be_gone_back_on(curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    then = await curator.shown(path)
    await curator.send("PUT", f"{path}/content", {"courses": []})
    await curator.send("PATCH", path, {"title": "Blanc"})
    answer = await curator.send("POST", f"{path}/revisions/2/restore", version=4)
    menu = answer.json()
    assert (answer.status_code, answer.headers["etag"], menu["version"]) == (200, '"5"', 5)
    assert (menu["title"], menu["courses"], menu["pairings"]) == ("Noir", then["courses"], then["pairings"])
    assert menu == await curator.shown(path)
    back = await curator.send("POST", f"{path}/revisions/4/restore", version=5)
    assert (back.json()["title"], back.json()["courses"]) == ("Blanc", [])


async def test_going_back_takes_the_version_that_was_seen(curator: Curator) -> None:
    path = await a_menu_with_a_past(curator)
    restore = f"{path}/revisions/2/restore"
    assert outcome(await curator.send("POST", restore, version=None)) == (428, "if-match-required")
    stale = await curator.send("POST", restore, version=2)
    assert outcome(stale) == (412, "stale")
    assert stale.headers["etag"] == '"3"'
    assert (await curator.shown(path))["title"] == "Title 1"


async def test_only_the_curator_has_the_past(curator: Curator, stranger: Curator) -> None:
    path = await a_menu_with_a_past(curator)
    await curator.published(path)
    asked = [
        await stranger.send("GET", f"{path}/revisions"),
        await stranger.send("GET", f"{path}/revisions/2"),
        await stranger.send("POST", f"{path}/revisions/2/restore"),
        await stranger.send("GET", f"{path}/editions/1/differences"),
        await stranger.send("GET", f"{path}/differences?from=edition&number=1"),
        await stranger.send("GET", f"{path}/differences?from=revision&number=2"),
        await stranger.send("GET", f"{path}/balance"),
    ]
    assert {outcome(answer) for answer in asked} == {(404, "not-found")}


async def test_what_is_not_in_the_past_is_not_there(curator: Curator) -> None:
    path = await a_menu_with_a_past(curator)
    asked = [
        await curator.send("GET", f"{path}/revisions/7"),
        await curator.send("POST", f"{path}/revisions/7/restore"),
        await curator.send("GET", f"{path}/differences?from=revision&number=7"),
        await curator.send("GET", f"{path}/differences?from=edition&number=1"),
        await curator.send("GET", f"{path}/editions/1/differences"),
        await curator.send("GET", f"/api/v1/menus/{uuid7()}/revisions"),
    ]
    assert {outcome(answer) for answer in asked} == {(404, "not-found")}


async def test_a_question_that_names_no_past_is_refused(curator: Curator) -> None:
    path = await a_menu_with_a_past(curator)
    for query in ("", "from=edition", "number=1", "from=yesterday&number=1", "from=revision&number=0"):
        refused = await curator.send("GET", f"{path}/differences?{query}")
        assert outcome(refused) == (422, "invalid"), query
    assert outcome(await curator.send("GET", f"{path}/revisions?cursor=AAAA")) == (400, "cursor-invalid")


async def test_a_deleted_menu_has_no_past(curator: Curator) -> None:
    path = await a_menu_with_a_past(curator)
    await curator.send("DELETE", path)
    for part in ("/revisions", "/revisions/2", "/balance"):
        assert outcome(await curator.send("GET", path + part)) == (404, "not-found")


async def test_what_an_edition_brought_is_told(curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    await curator.published(path)
    first, second = (await curator.shown(path))["courses"]
    moved = first["items"][0]
    await curator.send("PATCH", f"{path}/items/{moved['id']}", {"course_id": second["id"], "position": 1})
    await curator.published(path)
    await curator.send("PATCH", path, {"title": "Blanc"})
    await curator.published(path)
    told = await curator.shown(f"{path}/editions/2/differences")
    assert told["works"]["moved"] == [
        {
            "work": mark(moved),
            "old": {"course": {"id": first["id"], "title": "Course 0"}, "position": 0},
            "new": {"course": {"id": second["id"], "title": "Course 1"}, "position": 1},
        }
    ]
    assert told["title"] is None
    assert len((await curator.shown(f"{path}/editions/1/differences"))["works"]["added"]) == 4
    both = await curator.shown(f"{path}/editions/3/differences?from=1")
    assert both["title"] == {"old": "Noir", "new": "Blanc"}
    assert both["works"] == told["works"]
    backwards = await curator.shown(f"{path}/editions/1/differences?from=3")
    assert backwards["title"] == {"old": "Blanc", "new": "Noir"}


async def test_what_was_done_since_is_told(curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    await curator.published(path)
    course = await curator.made(f"{path}/courses", {"title": "Dessert", "position": 0})
    for past in ("from=edition&number=1", "from=revision&number=2"):
        told = await curator.shown(f"{path}/differences?{past}")
        assert told["courses"]["added"] == [
            {"course": {"id": course["id"], "title": "Dessert"}, "position": 0}
        ]
        assert told["works"] == {"added": [], "removed": [], "moved": [], "exchanged": [], "annotated": []}


def mark(item: Document) -> Document:
    return {
        "item_key": item["item_key"],
        "media_item_id": item["media_item_id"],
        "media_type": item["media"]["media_type"],
        "title": item["media"]["title"],
    }


async def test_a_work_that_is_somebody_elses_by_now_comes_back_with_the_menu_it_stood_on(
    curator: Curator, stranger: Curator
) -> None:
    own = await curator.made("/api/v1/media", {"media_type": "film", "title": "Home movie"})
    path = await curator.menu()
    course = await curator.made(f"{path}/courses", {"title": "Opening"})
    item = await curator.made(f"{path}/courses/{course['id']}/items", {"media_item_id": own["id"]})
    await pause(curator, path)
    await curator.send("DELETE", f"{path}/items/{item['id']}")
    async with superuser(curator.database) as connection:
        await connection.execute(
            "UPDATE catalog.media_items SET owner_id = $2 WHERE id = $1", own["id"], stranger.actor.user_id
        )
    restored = await curator.send("POST", f"{path}/revisions/3/restore")
    assert restored.status_code == 200
    assert restored.json()["courses"][0]["items"][0]["media_item_id"] == own["id"]
