"""States over HTTP: written under preconditions, listed in pages, and every refusal as programs hear it."""

import asyncio
from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.http.curators import Curator, outcome, pointers
from tests.postgres import as_superuser
from tests.service import Service

STATES = "/api/v1/me/states"
FIRST = {"if-none-match": "*"}


async def put(who: Curator, work: object, body: Any, **headers: str) -> httpx.Response:
    return await who.client.put(f"{STATES}/{work}", json=body, headers=headers)


async def kept(who: Curator, title: str = "Solaris", **said: Any) -> str:
    """The path of the first state of a new work."""
    work = await who.work(title)
    answer = await put(who, work, {"status": "completed", **said}, **FIRST)
    assert answer.status_code == 201, answer.text
    return f"{STATES}/{work}"


async def test_a_state_is_made_read_changed_replaced_and_forgotten(curator: Curator) -> None:
    work = await curator.work()
    made = await put(curator, work, {"status": "in-progress", "rating": 7.3, "notes": "Rain."}, **FIRST)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    state = made.json()
    assert state["started_at"] is not None
    assert state | {"started_at": 0, "created_at": 0, "updated_at": 0} == {
        "media_item_id": str(work),
        "status": "in-progress",
        "rating": 7.3,
        "is_favorite": False,
        "notes": "Rain.",
        "progress": None,
        "progress_unit": None,
        "started_at": 0,
        "completed_at": None,
        "meta_snapshot": {
            "media_type": "film",
            "title": "Solaris",
            "release_year": 1972,
            "creators": ["Andrei Tarkovsky"],
        },
        "version": 1,
        "created_at": 0,
        "updated_at": 0,
    }
    read = await curator.client.get(f"{STATES}/{work}")
    assert (read.json(), read.headers["etag"]) == (state, '"1"')
    assert read.headers["cache-control"] == "no-store"
    changed = await curator.send("PATCH", f"{STATES}/{work}", {"status": "completed", "notes": None}, 1)
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert (changed.json()["notes"], changed.json()["rating"]) == (None, 7.3)
    assert changed.json()["completed_at"] is not None
    replaced = await curator.send("PUT", f"{STATES}/{work}", {"status": "dropped"}, 2)
    assert (replaced.status_code, replaced.json()["rating"]) == (200, None)
    gone = await curator.send("DELETE", f"{STATES}/{work}", version=3)
    assert (gone.status_code, gone.content) == (204, b"")
    assert (await curator.client.get(f"{STATES}/{work}")).status_code == 404


async def test_a_list_is_filtered_and_paged_by_its_links(curator: Curator) -> None:
    for number in range(5):
        await kept(curator, f"Work {number}", rating=number * 2.0, is_favorite=number == 3)
    found: list[str] = []
    path: str | None = f"{STATES}?sort=rating&limit=2&rating_min=2&status=completed&media_type=film"
    while path:
        page = await curator.client.get(path)
        assert page.status_code == 200, page.text
        found += [each["media"]["title"] for each in page.json()["items"]]
        link = page.headers.get("link")
        path = link.partition(">")[0].removeprefix("<") if link else None
    assert found == ["Work 4", "Work 3", "Work 2", "Work 1"]
    favourites = await curator.client.get(f"{STATES}?is_favorite=true")
    assert [each["media"]["title"] for each in favourites.json()["items"]] == ["Work 3"]
    titles = (await curator.client.get(f"{STATES}?sort=title&limit=1")).json()
    assert titles["items"][0]["media"]["title"] == "Work 0"
    foreign = await curator.client.get(f"{STATES}?sort=updated&cursor={titles['next_cursor']}")
    assert outcome(foreign) == (400, "cursor-invalid")


async def test_a_first_state_takes_if_none_match_and_another_one_if_match(curator: Curator) -> None:
    work, wish = await curator.work(), {"status": "planned"}
    assert outcome(await put(curator, work, wish)) == (428, "if-match-required")
    assert outcome(await put(curator, work, wish, **{"if-none-match": '"1"'})) == (428, "if-match-required")
    for stale in ("*", '"1"', '"0"'):
        absent = await put(curator, work, wish, **{"if-match": stale})
        assert outcome(absent) == (412, "stale"), stale
        assert "etag" not in absent.headers
    assert outcome(await put(curator, work, wish, **FIRST)) == (201, None)
    again = await put(curator, work, wish, **FIRST)
    assert (outcome(again), again.headers["etag"]) == ((412, "state-exists"), '"1"')
    both = await put(curator, work, wish, **FIRST, **{"if-match": '"1"'})
    assert outcome(both) == (412, "stale")
    stale_one = await put(curator, work, wish, **{"if-match": '"7"'})
    assert (outcome(stale_one), stale_one.headers["etag"]) == ((412, "stale"), '"1"')
    for method in ("PATCH", "DELETE"):
        body = {} if method == "PATCH" else None
        unsaid = await curator.send(method, f"{STATES}/{work}", body, None)
        assert outcome(unsaid) == (428, "if-match-required")
        assert outcome(await curator.send(method, f"{STATES}/{work}", body, 7)) == (412, "stale")


async def test_twenty_first_states_at_once_leave_one_row_and_nineteen_refusals(curator: Curator) -> None:
    work = await curator.work()
    answers = await asyncio.gather(
        *(put(curator, work, {"status": "planned", "notes": f"{n}"}, **FIRST) for n in range(20))
    )
    assert sorted(each.status_code for each in answers) == [201] + [412] * 19
    [won] = [each.json() for each in answers if each.status_code == 201]
    page = (await curator.client.get(STATES)).json()
    assert [each["notes"] for each in page["items"]] == [won["notes"]]


async def test_what_is_kept_of_a_merged_work_is_found_by_both_ids(service: Service, curator: Curator) -> None:
    gone, stays = await curator.work(), await curator.work()
    await put(curator, gone, {"status": "paused"}, **FIRST)
    admin_key = await curator.key("read", "write")
    await make_admin(service, curator)
    merge = await curator.client.post(
        f"/api/v1/media/{gone}/merge", json={"into": str(stays)}, headers=admin_key
    )
    assert merge.status_code in {200, 201}, merge.text
    read = await curator.client.get(f"{STATES}/{gone}")
    assert (read.json()["media_item_id"], read.headers["etag"]) == (str(stays), '"2"')
    changed = await curator.send("PATCH", f"{STATES}/{gone}", {"status": "completed"}, 2)
    assert changed.json()["media_item_id"] == str(stays)


async def make_admin(service: Service, who: Curator) -> None:
    await as_superuser(
        service.database, f"UPDATE accounts.users SET role = 'admin' WHERE id = '{who.actor.user_id}'"
    )


WRONG: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"status": "completed", "rating": 10.5}, ("/rating", "out-of-range")),
    ({"status": "completed", "rating": 7.25}, ("/rating", "rating-too-fine")),
    ({"status": "completed", "notes": "x" * 10_001}, ("/notes", "text-too-long")),
    ({"status": "completed", "progress": 3}, ("/progress_unit", "progress-unit-missing")),
    ({"status": "completed", "progress_unit": "pages"}, ("/progress", "progress-missing")),
    ({"status": "completed", "progress": 101, "progress_unit": "percent"}, ("/progress", "out-of-range")),
    ({"status": "completed", "completed_at": "2026-01-01T00:00:00"}, ("/completed_at", "time-without-zone")),
    ({"status": "completed", "started_at": "9999-12-31T23:59:59Z"}, ("/started_at", "time-out-of-range")),
    ({"status": "seen"}, ("/status", "invalid-value")),
    ({}, ("/status", "missing-field")),
    ({"status": "completed", "stars": 5}, ("/stars", "unknown-field")),
]


@pytest.mark.parametrize(("body", "problem"), WRONG)
async def test_what_is_wrong_is_pointed_at(curator: Curator, body: Any, problem: tuple[str, str]) -> None:
    answer = await put(curator, await curator.work(), body, **FIRST)
    assert answer.status_code == 422
    assert pointers(answer) == [problem]


async def test_a_state_of_no_work_or_of_anothers_is_not_there(curator: Curator, stranger: Curator) -> None:
    path = await kept(curator)
    nowhere = f"{STATES}/{uuid7()}"
    answers = [
        await stranger.client.get(path),
        await stranger.send("PATCH", path, {}),
        await stranger.send("DELETE", path),
        await curator.client.get(nowhere),
        await put(curator, uuid7(), {"status": "planned"}, **FIRST),
    ]
    assert {outcome(each) for each in answers} == {(404, "not-found")}
    assert len({each.content for each in answers}) == 1
    assert (await stranger.client.get(STATES)).json() == {"items": [], "next_cursor": None}


async def test_programs_need_the_right_scope_and_nobody_gets_nothing(
    service: Service, curator: Curator
) -> None:
    path = await kept(curator)
    reading = await curator.key("read")
    body = {"status": "planned"}
    assert (await curator.client.get(path, headers=reading)).status_code == 200
    refused = await curator.client.put(path, json=body, headers={**reading, "if-match": "*"})
    assert outcome(refused) == (403, "scope-missing")
    async with service.browser() as nobody:
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            assert outcome(await nobody.request(method, path)) in {
                (401, "unauthenticated"),
                (403, "csrf-origin"),
            }, method


@pytest.mark.parametrize("query", ["status=seen", "rating_min=11", "rating_min=x", "sort=random", "limit=0"])
async def test_a_list_that_makes_no_sense_is_refused(curator: Curator, query: str) -> None:
    assert (await curator.client.get(f"{STATES}?{query}")).status_code in {400, 422}
