"""Proposing a fork back to the menu it comes from, through the API."""

import httpx
from uuid_utils.compat import uuid7

from tests.http.curators import Curator, Document, client_of, outcome, pointers
from tests.http.test_upstream_changes import changes, note, notes, pair_of
from tests.postgres import superuser
from tests.seeding import a_work
from tests.service import Service, until

PATH = "/api/v1/proposals"


async def proposed(stranger: Curator, fork: str, message: str | None = None) -> Document:
    return await stranger.made(PATH, {"menu_id": fork.rpartition("/")[2], "message": message})


async def waiting(curator: Curator, path: str) -> list[Document]:
    menu = path.rpartition("/")[2]
    return list((await curator.shown(f"{PATH}?menu_id={menu}&status=open"))["items"])


async def on_offer(curator: Curator, proposal: Document) -> dict[str, Document]:
    """What the proposal has that the menu has not, by key."""
    found = await curator.shown(f"{PATH}/{proposal['id']}")
    return {each["key"]: each for each in found["changes"]}


async def accept(
    curator: Curator, proposal: Document, version: int | str | None = "*", **wish: object
) -> httpx.Response:
    return await curator.send("POST", f"{PATH}/{proposal['id']}/accept", wish, version=version)


async def credits_of(reader: httpx.AsyncClient, slug: str, edition: int) -> list[Document]:
    answer = await reader.get(f"/api/v1/public/menus/{slug}/editions/{edition}")
    return list(answer.json()["credits"])


async def test_a_fork_is_proposed_as_it_stands_and_looked_at_as_differences(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    mine = await note(curator, source, "Mine.")
    key = await note(stranger, fork, "Theirs.")
    clean = await note(stranger, fork, "Clean.", 1)
    made = await proposed(stranger, fork, " Two notes. ")
    assert (made["side"], made["status"], made["message"], made["taken"]) == ("made", "open", "Two notes.", 0)
    assert (made["menu_title"], made["title"]) == ("Noir", "Noir")
    await note(stranger, fork, "Later.", 1)
    (line,) = await waiting(curator, source)
    assert line == {**made, "side": "received"}
    assert line["proposer"]["display_name"] == "Somebody"
    answer = await curator.send("GET", f"{PATH}/{line['id']}")
    found = answer.json()
    assert (answer.headers["etag"], found["version"], found["proposal"]) == ('"4"', 4, line)
    assert mine == key
    assert set(await on_offer(curator, line)) == {key, clean}
    offered = await on_offer(curator, line)
    assert offered[key]["clash"] == {"why": "both-changed", "base": None}
    assert (offered[key]["change"]["old"], offered[key]["change"]["new"]) == ("Mine.", "Theirs.")
    assert offered[clean]["change"]["new"] == "Clean.", "it was proposed before it was written anew"
    own = await stranger.shown(f"{PATH}/{made['id']}")
    assert (own["version"], own["changes"]) == (None, []), "the other's draft is not theirs to see"


async def test_parts_are_accepted_with_credit_from_the_next_edition_on(
    curator: Curator, stranger: Curator, service: Service
) -> None:
    reader = client_of(service.application)
    source, fork = await pair_of(curator, stranger)
    slug = (await curator.shown(source))["slug"]
    one = await note(stranger, fork, "One.")
    two = await note(stranger, fork, "Two.", 1)
    made = await proposed(stranger, fork)
    answer = await accept(curator, made, 3, take=[one])
    assert (answer.status_code, answer.headers["etag"]) == (200, '"4"')
    assert (await notes(curator, source))[:2] == ["One.", None]
    assert [list(await on_offer(curator, made)), (await waiting(curator, source))[0]["taken"]] == [[two], 1]
    assert (await accept(curator, made, take="all", answer="Thank you.")).status_code == 200
    assert (await notes(curator, source))[:2] == ["One.", "Two."]
    assert await waiting(curator, source) == []
    (told,) = (await stranger.shown(f"{PATH}?side=made"))["items"]
    assert (told["status"], told["taken"], told["answer"]) == ("accepted", 2, "Thank you.")
    assert await credits_of(reader, slug, 1) == []
    await curator.published(source)
    assert await credits_of(reader, slug, 1) == [], "the first edition owes nobody anything"
    (credit,) = await credits_of(reader, slug, 2)
    assert (credit["edition"], credit["curator"]["display_name"]) == (2, "Somebody")
    page = (await reader.get(f"/m/{slug}")).text
    assert "with contributions by" in page
    assert (await reader.get(f"/m/{slug}/menu.json")).json()["credits"] == [credit]


async def test_what_stood_before_can_be_gone_back_to(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    await note(curator, source, "Mine.")
    await note(stranger, fork, "Theirs.")
    await accept(curator, await proposed(stranger, fork), take="all")
    assert (await notes(curator, source))[0] == "Theirs."
    kept = (await curator.shown(f"{source}/revisions"))["items"][0]
    await curator.send("POST", f"{source}/revisions/{kept['version']}/restore")
    assert (await notes(curator, source))[0] == "Mine."


async def test_what_comes_with_a_proposal_is_the_same_on_both_sides_from_then_on(
    curator: Curator, stranger: Curator
) -> None:
    """A course and a work of the fork's own: neither is offered back, and both are followed."""
    source, fork = await pair_of(curator, stranger)
    own = str(await a_work(curator.database, "A letter", owner=stranger.actor))
    course = await stranger.made(f"{fork}/courses", {"title": "Dessert", "position": 0})
    item = await stranger.made(f"{fork}/courses/{course['id']}/items", {"media_item_id": own})
    made = await proposed(stranger, fork)
    menu = (await accept(curator, made, take="all")).json()
    came = menu["courses"][0]
    assert (came["title"], came["items"][0]["media_item_id"]) == ("Dessert", own)
    assert came["id"] != course["id"]
    gone = await curator.send("DELETE", f"{source}/items/{came['items'][0]['id']}")
    assert gone.status_code == 204
    back = {"media_item_id": own, "item_key": item["item_key"]}
    assert (await curator.made(f"{source}/courses/{came['id']}/items", back))["media_item_id"] == own
    await stranger.send("PATCH", f"{fork}/items/{item['id']}", {"annotation": "Read it aloud."})
    again = await proposed(stranger, fork)
    assert list(await on_offer(curator, again)) == [f"work-note:{item['item_key']}"]
    await curator.send("PATCH", f"{source}/courses/{came['id']}", {"title": "Cheese"})
    await curator.published(source)
    found = await changes(stranger, fork)
    assert set(found) == {f"course-title:{came['id']}", f"work-note:{item['item_key']}"}
    assert found[f"work-note:{item['item_key']}"]["clash"], "what was written since stays unless it is named"


async def test_a_new_proposal_of_a_fork_takes_the_place_of_the_open_one(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    key = await note(stranger, fork, "One.")
    first = await proposed(stranger, fork)
    await note(stranger, fork, "Two.")
    second = await proposed(stranger, fork)
    assert [each["id"] for each in await waiting(curator, source)] == [second["id"]]
    assert (await on_offer(curator, second))[key]["change"]["new"] == "Two."
    assert outcome(await accept(curator, first, take="all")) == (404, "not-found")


async def test_a_proposal_is_withdrawn_by_whoever_made_it(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    await note(stranger, fork, "One.")
    made = await proposed(stranger, fork)
    assert outcome(await curator.send("DELETE", f"{PATH}/{made['id']}")) == (404, "not-found")
    assert (await stranger.send("DELETE", f"{PATH}/{made['id']}")).status_code == 204
    assert outcome(await stranger.send("DELETE", f"{PATH}/{made['id']}")) == (404, "not-found")
    assert await waiting(curator, source) == []
    assert (await stranger.shown(f"{PATH}?side=made"))["items"] == []


async def test_a_proposal_is_declined_with_a_word_and_answered_once(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    await note(stranger, fork, "One.")
    made = await proposed(stranger, fork)
    declined = await curator.send("POST", f"{PATH}/{made['id']}/decline", {"answer": "Not here."})
    assert declined.status_code == 204
    told = (await stranger.shown(f"{PATH}/{made['id']}"))["proposal"]
    assert (told["status"], told["answer"], told["taken"]) == ("declined", "Not here.", 0)
    for answer in (
        await accept(curator, made, take="all"),
        await curator.send("POST", f"{PATH}/{made['id']}/decline", {}),
        await stranger.send("DELETE", f"{PATH}/{made['id']}"),
    ):
        assert outcome(answer) == (409, "proposal-settled")
    assert (await notes(curator, source))[0] is None


async def test_what_is_left_can_be_left_for_good(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    one = await note(stranger, fork, "One.")
    await note(stranger, fork, "Two.", 1)
    made = await proposed(stranger, fork)
    await accept(curator, made, take=[one], dismiss_rest=True)
    again = await proposed(stranger, fork)
    await accept(curator, again, dismiss_rest=True)
    told = (await stranger.shown(f"{PATH}?side=made"))["items"]
    assert [(each["status"], each["taken"]) for each in told] == [("declined", 0), ("accepted", 1)]
    assert (await notes(curator, source))[:2] == ["One.", None]


async def test_nothing_is_accepted_that_was_not_looked_at(curator: Curator, stranger: Curator) -> None:
    source, fork = await pair_of(curator, stranger)
    await note(stranger, fork, "One.")
    made = await proposed(stranger, fork)
    unknown = await accept(curator, made, take=["title", f"work-note:{uuid7()}"])
    assert outcome(unknown) == (422, "change-unknown")
    assert pointers(unknown) == [("/take/0", "change-unknown"), ("/take/1", "change-unknown")]
    assert outcome(await accept(curator, made, 7, take="all")) == (412, "stale")
    assert outcome(await accept(curator, made, None, take="all")) == (428, "if-match-required")
    assert outcome(await accept(curator, made, take="all", answer="x" * 1001)) == (422, "text-invalid")
    assert outcome(await accept(stranger, made, take="all")) == (404, "not-found")
    assert (await curator.shown(source))["version"] == 3
    assert len(await waiting(curator, source)) == 1


async def test_only_a_fork_with_something_new_can_be_proposed_and_only_to_what_is_open(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    body = {"menu_id": fork.rpartition("/")[2]}
    assert outcome(await stranger.send("POST", PATH, body)) == (409, "nothing-to-propose")
    assert outcome(await curator.send("POST", PATH, body)) == (404, "not-found")
    assert outcome(await curator.send("POST", PATH, {"menu_id": source.rpartition("/")[2]})) == (
        404,
        "not-found",
    )
    await note(stranger, fork, "One.")
    long = await stranger.send("POST", PATH, {**body, "message": "x" * 1001})
    assert (outcome(long), pointers(long)) == ((422, "text-invalid"), [("/message", "text-too-long")])
    made = await proposed(stranger, fork)
    await curator.send("POST", f"{source}/unpublish")
    assert outcome(await stranger.send("POST", PATH, body)) == (409, "upstream-closed")
    assert (await accept(curator, made, take="all")).status_code == 200, "it is theirs all the same"


async def test_whoever_has_a_proposal_waiting_sees_it_on_the_list_of_menus(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)

    async def counted() -> int:
        (line,) = (await curator.shown("/api/v1/menus"))["items"]
        return int(line["proposal_count"])

    assert await counted() == 0
    await note(stranger, fork, "One.")
    made = await proposed(stranger, fork)
    assert await counted() == 1
    await accept(curator, made, take="all")
    assert await counted() == 0
    await note(stranger, fork, "Two.")
    await proposed(stranger, fork)
    assert await counted() == 1
    await stranger.send("DELETE", fork)
    assert await counted() == 0, "with the fork goes what waited"
    settled = f"{PATH}?menu_id={source.rpartition('/')[2]}&limit=1"
    assert [each["status"] for each in (await curator.shown(settled))["items"]] == ["accepted"]
    assert (await stranger.shown(f"{PATH}?side=made"))["items"] == []


async def test_lists_are_turned_by_cursor(curator: Curator, stranger: Curator) -> None:
    _, fork = await pair_of(curator, stranger)
    made = []
    for words in ("One.", "Two."):
        await note(stranger, fork, words)
        made.append(await proposed(stranger, fork))
        await accept(curator, made[-1], dismiss_rest=True)
    first = await curator.shown(f"{PATH}?limit=1")
    second = await curator.shown(f"{PATH}?limit=1&cursor={first['next_cursor']}")
    assert [page["items"][0]["id"] for page in (first, second)] == [made[1]["id"], made[0]["id"]]
    assert second["next_cursor"] is None


async def test_a_credit_survives_the_fork_and_loses_its_name_with_the_person(
    curator: Curator, stranger: Curator, service: Service
) -> None:
    reader = client_of(service.application)
    source, fork = await pair_of(curator, stranger)
    slug = (await curator.shown(source))["slug"]
    for words in ("One.", "Two."):
        await note(stranger, fork, words)
        await accept(curator, await proposed(stranger, fork), take="all")
    await curator.published(source)
    await stranger.send("DELETE", fork)
    assert "with contributions by" in (await reader.get(f"/m/{slug}")).text

    async def named(name: str | None) -> bool:
        credits_now = (await reader.get(f"/api/v1/public/menus/{slug}")).json()["credits"]
        assert [each["edition"] for each in credits_now] == [2], "of two proposals it is one credit"
        person = credits_now[0]["curator"]
        return (person and person["display_name"]) == name

    assert await named("Somebody")
    await stranger.client.patch("/api/v1/me", json={"display_name": "Bert"})
    await until(lambda: named("Bert"))
    async with superuser(service.database) as connection:
        await connection.execute("DELETE FROM accounts.users WHERE id = $1", stranger.actor.user_id)
    await until(lambda: named(None))
    assert "Bert" not in (await reader.get(f"/m/{slug}")).text
    assert "with contributions by" in (await reader.get(f"/m/{slug}")).text


async def test_a_curator_takes_no_more_proposals_from_somebody_until_they_do_again(
    curator: Curator, stranger: Curator
) -> None:
    source, fork = await pair_of(curator, stranger)
    await note(stranger, fork, "One.")
    made = await proposed(stranger, fork)
    again = {"menu_id": fork.rpartition("/")[2], "message": "Once more."}
    for _ in range(2):
        assert (await curator.send("POST", f"{PATH}/{made['id']}/mute")).status_code == 204
    assert outcome(await stranger.send("POST", PATH, again)) == (403, "proposals-not-taken")
    assert [each["id"] for each in await waiting(curator, source)] == [made["id"]], "what waits stays"
    (muted,) = (await curator.shown(f"{PATH}/muted"))["items"]
    assert muted["curator"]["display_name"] == "Somebody"
    assert (await stranger.shown(f"{PATH}/muted"))["items"] == []
    for refused in (
        await stranger.send("DELETE", f"{PATH}/muted/{muted['id']}"),
        await stranger.send("POST", f"{PATH}/{made['id']}/mute"),
        await curator.send("POST", f"{PATH}/{uuid7()}/mute"),
    ):
        assert outcome(refused) == (404, "not-found")
    assert (await curator.send("DELETE", f"{PATH}/muted/{muted['id']}")).status_code == 204
    assert outcome(await curator.send("DELETE", f"{PATH}/muted/{muted['id']}")) == (404, "not-found")
    assert (await stranger.send("POST", PATH, again)).status_code == 201
