"""Following the menu that a fork was made from, through the API."""

from uuid_utils.compat import uuid7

from tests.http.curators import Curator, Document, outcome, pointers
from tests.http.test_forks import forked, published
from tests.seeding import a_work


async def pair_of(curator: Curator, stranger: Curator) -> tuple[str, str]:
    """The paths of a published menu and of its fork."""
    source, slug = await published(curator)
    fork, _ = await forked(stranger, slug)
    return source, fork


async def changes(curator: Curator, fork: str) -> dict[str, Document]:
    """What is on offer, by key."""
    found = await curator.shown(f"{fork}/upstream-changes")
    return {each["key"]: each for each in found["changes"]}


async def note(curator: Curator, path: str, words: str, place: int = 0) -> str:
    """Writes a note on a work of the first course; gives the key that its change has."""
    item = (await curator.shown(path))["courses"][0]["items"][place]
    answer = await curator.send("PATCH", f"{path}/items/{item['id']}", {"annotation": words})
    assert answer.status_code == 200
    return f"work-note:{item['item_key']}"


async def notes(curator: Curator, path: str) -> list[str | None]:
    menu = await curator.shown(path)
    return [item["annotation"] for course in menu["courses"] for item in course["items"]]


async def test_what_the_source_did_since_is_on_offer_and_can_be_taken(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    key = await note(curator, source, "At night.")
    added = await curator.made(f"{source}/courses", {"title": "Dessert", "position": 0})
    work = str(await a_work(curator.database, "Amour"))
    await curator.made(f"{source}/courses/{added['id']}/items", {"media_item_id": work})
    assert await changes(stranger, fork) == {}, "readers see editions, and so do forks"
    await curator.published(source)
    answer = await stranger.send("GET", f"{fork}/upstream-changes")
    found = answer.json()
    assert answer.headers["etag"] == '"1"'
    assert (found["from_edition"], found["to_edition"], found["version"]) == (1, 2, 1)
    offered = {each["kind"]: each for each in found["changes"]}
    assert set(offered) == {"course-added", "work-added", "work-note"}
    assert offered["work-note"]["key"] == key
    assert (offered["work-note"]["change"]["new"], offered["work-note"]["clash"]) == ("At night.", None)
    taken = await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": "all"}, version=1)
    menu = taken.json()
    assert (taken.status_code, taken.headers["etag"]) == (200, '"2"')
    assert [course["title"] for course in menu["courses"]] == ["Dessert", "Course 0", "Course 1"]
    assert menu["courses"][0]["id"] != added["id"]
    assert menu["courses"][0]["items"][0]["media_item_id"] == work
    assert menu["lineage"]["source_edition"] == 2
    assert await changes(stranger, fork) == {}
    assert menu == await stranger.shown(fork)


async def test_a_course_that_came_with_a_pull_is_followed_from_then_on(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    added = await curator.made(f"{source}/courses", {"title": "Dessert"})
    work = str(await a_work(curator.database, "Amour"))
    await curator.made(f"{source}/courses/{added['id']}/items", {"media_item_id": work})
    await curator.published(source)
    await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": "all"})
    await curator.send("PATCH", f"{source}/courses/{added['id']}", {"title": "Cheese"})
    await curator.published(source)
    assert list(await changes(stranger, fork)) == [f"course-title:{added['id']}"]
    await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 3, "take": "all"})
    assert [course["title"] for course in (await stranger.shown(fork))["courses"]][-1] == "Cheese"


async def test_some_can_be_taken_and_the_rest_stays_on_offer(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    one = await note(curator, source, "One.")
    two = await note(curator, source, "Two.", 1)
    await curator.published(source)
    await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": [one]})
    assert (await notes(stranger, fork))[:2] == ["One.", None]
    assert list(await changes(stranger, fork)) == [two]
    assert (await stranger.shown(fork))["lineage"]["source_edition"] == 1
    wish = {"edition": 2, "take": [], "dismiss_rest": True}
    answer = await stranger.send("POST", f"{fork}/upstream-changes", wish)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert await changes(stranger, fork) == {}
    assert (await notes(stranger, fork))[:2] == ["One.", None]


async def test_what_both_changed_is_shown_and_left_alone_unless_it_is_named(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    key = await note(curator, source, "Theirs.")
    await note(stranger, fork, "Mine.")
    clean = await note(curator, source, "Clean.", 1)
    await curator.published(source)
    found = await changes(stranger, fork)
    assert found[key]["clash"] == {"why": "both-changed", "base": None}
    assert (found[key]["change"]["old"], found[key]["change"]["new"]) == ("Mine.", "Theirs.")
    assert found[clean]["clash"] is None
    await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": "clean"})
    assert (await notes(stranger, fork))[:2] == ["Mine.", "Clean."]
    await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": [key]})
    assert (await notes(stranger, fork))[0] == "Theirs."


async def test_a_pull_can_be_gone_back_on(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    await note(curator, source, "Theirs.")
    await note(stranger, fork, "Mine.")
    await curator.published(source)
    await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": "all"})
    assert (await notes(stranger, fork))[0] == "Theirs."
    (kept,) = (await stranger.shown(f"{fork}/revisions"))["items"]
    await stranger.send("POST", f"{fork}/revisions/{kept['version']}/restore")
    assert (await notes(stranger, fork))[0] == "Mine."


async def test_what_its_curator_made_for_themselves_comes_with_a_pull(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    own = str(await a_work(curator.database, "A letter", owner=curator.actor))
    course = (await curator.shown(source))["courses"][0]["id"]
    await curator.made(f"{source}/courses/{course}/items", {"media_item_id": own})
    await curator.published(source)
    answer = await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": "all"})
    assert answer.json()["courses"][0]["items"][-1]["media_item_id"] == own


async def test_the_same_work_is_not_taken_twice_unless_it_is_named(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    work = str(await a_work(curator.database, "Amour"))
    for who, path in ((curator, source), (stranger, fork)):
        course = (await who.shown(path))["courses"][0]["id"]
        await who.made(f"{path}/courses/{course}/items", {"media_item_id": work})
    await curator.published(source)
    (found,) = (await changes(stranger, fork)).values()
    assert (found["kind"], found["clash"]["why"]) == ("work-added", "served-here")
    answer = await stranger.send("POST", f"{fork}/upstream-changes", {"edition": 2, "take": "clean"})
    assert len(answer.json()["courses"][0]["items"]) == 3


async def test_nothing_is_taken_that_was_not_looked_at(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    path = f"{fork}/upstream-changes"
    await note(curator, source, "One.")
    await curator.published(source)
    unknown = await stranger.send("POST", path, {"edition": 2, "take": ["title", f"work-note:{uuid7()}"]})
    assert outcome(unknown) == (422, "change-unknown")
    assert pointers(unknown) == [("/take/0", "change-unknown"), ("/take/1", "change-unknown")]
    assert outcome(await stranger.send("POST", path, {"edition": 1, "take": "all"})) == (
        409,
        "upstream-moved",
    )
    assert outcome(await stranger.send("POST", path, {"edition": 2}, version=7)) == (412, "stale")
    unseen = await stranger.send("POST", path, {"edition": 2}, version=None)
    assert outcome(unseen) == (428, "if-match-required")
    assert outcome(await stranger.send("POST", path, {"edition": 2, "take": "some"})) == (422, "invalid")
    assert (await stranger.shown(fork))["version"] == 1


async def test_a_source_that_is_closed_is_not_followed(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    await curator.send("POST", f"{source}/unpublish")
    path = f"{fork}/upstream-changes"
    assert outcome(await stranger.send("GET", path)) == (409, "upstream-closed")
    assert outcome(await stranger.send("POST", path, {"edition": 1})) == (409, "upstream-closed")
    await curator.send("DELETE", source)
    assert outcome(await stranger.send("GET", path)) == (409, "upstream-closed")


async def test_only_ones_own_forks_follow(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    assert outcome(await curator.send("GET", f"{source}/upstream-changes")) == (404, "not-found")
    assert outcome(await curator.send("GET", f"{fork}/upstream-changes")) == (404, "not-found")
    assert outcome(await curator.send("POST", f"{fork}/upstream-changes", {"edition": 1, "take": "all"})) == (
        404,
        "not-found",
    )
