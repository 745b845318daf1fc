"""Merging over HTTP: who may, what is answered, and what readers of menus notice of it, which is nothing."""

import pytest
from uuid_utils.compat import uuid7

from domain.kernel import MediaItemId
from tests.http.curators import Curator, a_content, client_of, outcome, pointers
from tests.postgres import superuser
from tests.seeding import a_person, a_work
from tests.service import Service

DUPLICATES = "/api/v1/admin/duplicates"
SUSPECT = """
    INSERT INTO catalog.match_reviews (id, first_id, second_id, confidence, reasons, source_name)
    VALUES ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $4, '{same-title}', 'imdb')"""


@pytest.fixture
async def admin(curator: Curator) -> Curator:
    async with superuser(curator.database) as connection:
        await connection.execute(
            "UPDATE accounts.users SET role = 'admin' WHERE id = $1", curator.actor.user_id
        )
    return curator


async def suspected(admin: Curator, one: MediaItemId, other: MediaItemId, confidence: int = 75) -> str:
    review = uuid7()
    async with superuser(admin.database) as connection:
        await connection.execute(SUSPECT, review, one, other, confidence)
    return f"{DUPLICATES}/{review}"


async def test_a_merge_is_answered_with_its_account_and_the_loser_redirects(admin: Curator) -> None:
    gone, kept = await admin.work(), await admin.work()
    answer = await admin.client.post(f"/api/v1/media/{gone}/merge", json={"into": str(kept)})
    assert answer.status_code == 200
    merge = answer.json()
    assert (merge["loser_id"], merge["survivor_id"]) == (str(gone), str(kept))
    assert (merge["automatic"], merge["decided_by"]) == (False, str(admin.actor.user_id))
    moved = await admin.client.get(f"/api/v1/media/{gone}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"/api/v1/media/{kept}")
    for method, place in (
        ("GET", "sources?x=%20"),
        ("PATCH", ""),
        ("PUT", "tags/slow%20burn?scope=global"),
        ("DELETE", "tags/slow"),
        ("PUT", "pins/title"),
        ("DELETE", "pins/title"),
        ("GET", "relationships?depth=2"),
        ("GET", "universe"),
        ("GET", "pairings"),
    ):
        body = {"json": {"value": "Zona"} if "pins" in place else {}} if method in {"PATCH", "PUT"} else {}
        led = await admin.client.request(method, f"/api/v1/media/{gone}/{place}".rstrip("/"), **body)
        assert (led.status_code, led.headers.get("location")) == (
            308,
            f"/api/v1/media/{kept}/{place}".rstrip("/"),
        ), (method, place)
    for work in (gone, kept):
        assert (await admin.shown(f"/api/v1/media/{work}/merges"))["items"] == [merge]


async def test_the_same_merge_sent_again_with_its_key_is_answered_again(admin: Curator) -> None:
    gone, kept = await admin.work(), await admin.work()
    path, key = f"/api/v1/media/{gone}/merge", {"idempotency-key": "once"}
    first = await admin.client.post(path, json={"into": str(kept)}, headers=key)
    again = await admin.client.post(path, json={"into": str(kept)}, headers=key)
    assert first.content == again.content
    without = await admin.client.post(path, json={"into": str(kept)})
    assert outcome(without) == (409, "already-merged")


async def test_what_stands_against_a_merge_is_said(admin: Curator) -> None:
    film, own = await admin.work(), await a_work(admin.database, owner=admin.actor)
    book = await a_work(admin.database, media_type="book")
    theirs = await a_work(admin.database, owner=await a_person(admin.database))
    refusals = {
        (film, film): (422, "merge-with-itself"),
        (film, book): (409, "kinds-differ"),
        (own, film): (409, "custom-not-merged"),
        (theirs, film): (404, "not-found"),
        (film, uuid7()): (404, "not-found"),
    }
    for (loser, into), refused in refusals.items():
        answer = await admin.client.post(f"/api/v1/media/{loser}/merge", json={"into": str(into)})
        assert outcome(answer) == refused
    assert outcome(await admin.client.post(f"/api/v1/media/{film}/merge", json={})) == (422, "invalid")


async def test_only_administrators_merge_and_review(stranger: Curator, service: Service) -> None:
    work = await stranger.work()
    async with superuser(stranger.database) as connection:
        await connection.execute(
            "UPDATE accounts.users SET role = 'editor' WHERE id = $1", stranger.actor.user_id
        )
    anybody = client_of(service.application)
    for method, path in (
        ("POST", f"/api/v1/media/{work}/merge"),
        ("GET", f"/api/v1/media/{work}/merges"),
        ("GET", DUPLICATES),
        ("POST", f"{DUPLICATES}/{work}/same"),
        ("POST", f"{DUPLICATES}/{work}/different"),
    ):
        body = {"json": {"into": str(work)}} if method == "POST" else {}
        assert outcome(await stranger.client.request(method, path, **body)) == (403, "role-missing")  # type: ignore[arg-type]
        assert (await anybody.request(method, path, **body)).status_code in {401, 403}  # type: ignore[arg-type]


async def test_the_queue_is_read_page_by_page_and_answered(admin: Curator) -> None:
    works = [await admin.work() for _ in range(4)]
    sure = await suspected(admin, works[0], works[1], 100)
    doubtful = await suspected(admin, works[2], works[3], 99)
    first = await admin.client.get(f"{DUPLICATES}?limit=1")
    (question,) = first.json()["items"]
    assert sure.endswith(question["id"])
    assert {question["first"]["id"], question["second"]["id"]} == {str(each) for each in works[:2]}
    assert (question["confidence"], question["reasons"], question["state"]) == (100, ["same-title"], "open")
    address = first.headers["link"].partition(">")[0].removeprefix("<")
    (next_one,) = (await admin.shown(address))["items"]
    assert doubtful.endswith(next_one["id"])

    other = {"survivor_id": str(await admin.work())}
    refused = await admin.client.post(f"{sure}/same", json=other)
    assert (outcome(refused)[0], pointers(refused)) == (422, [("/survivor_id", "not-one-of-both")])
    survivor = str(works[1])
    merged = await admin.client.post(f"{sure}/same", json={"survivor_id": survivor})
    assert (merged.status_code, merged.json()["survivor_id"]) == (200, survivor)
    assert outcome(await admin.client.post(f"{sure}/same", json={})) == (409, "duplicate-decided")
    assert (await admin.client.post(f"{doubtful}/different")).status_code == 204
    for state, path in (("same", sure), ("different", doubtful)):
        items = (await admin.shown(f"{DUPLICATES}?state={state}"))["items"]
        assert any(path.endswith(each["id"]) for each in items)
    unknown = await admin.client.post(f"{DUPLICATES}/{uuid7()}/different")
    assert outcome(unknown) == (404, "not-found")
    assert outcome(await admin.client.get(f"{DUPLICATES}?cursor=nonsense")) == (400, "cursor-invalid")


async def test_a_published_menu_is_the_same_to_the_byte_and_its_draft_serves_the_survivor(
    admin: Curator, stranger: Curator
) -> None:
    gone, kept = await admin.work("Gone"), await admin.work("Kept")
    path = await stranger.menu()
    await stranger.send("PUT", f"{path}/content", a_content(str(gone)))
    await stranger.client.patch(path, json={"description": "For two."}, headers={"if-match": "*"})
    slug = (await stranger.published(path))["slug"]
    addresses = [f"/api/v1/public/menus/{slug}", f"/m/{slug}", f"/api/v1/public/menus/{slug}/editions/1"]
    before = [await stranger.client.get(address) for address in addresses]
    draft = await stranger.client.get(path)

    merged = await admin.client.post(f"/api/v1/media/{gone}/merge", json={"into": str(kept)})
    assert merged.json()["moved"]["menus.course_items"] == {"count": 4, "keys": []}

    async with superuser(admin.database) as connection:
        await connection.execute("DELETE FROM menus.renderings")
    after = [await stranger.client.get(address) for address in addresses]
    assert [each.content for each in after] == [each.content for each in before]
    assert [each.headers["etag"] for each in after] == [each.headers["etag"] for each in before]
    assert str(gone) in before[0].text

    now = await stranger.client.get(path)
    assert now.headers["etag"] == draft.headers["etag"]
    assert now.text == draft.text.replace(str(gone), str(kept)).replace("Gone", "Kept")
    found = await stranger.client.get(f"/api/v1/media/{gone}", follow_redirects=True)
    assert found.json()["title"] == "Kept"

    late = a_content(str(gone))
    written = (await stranger.send("PUT", f"{path}/content", late)).json()
    served = [item["media_item_id"] for course in written["courses"] for item in course["items"]]
    assert served == [str(kept)] * 4
