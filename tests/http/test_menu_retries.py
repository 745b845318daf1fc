"""A creating request that is sent again makes nothing twice."""

import asyncio
import json
from collections import Counter

from uuid_utils.compat import uuid7

from tests.http.curators import Curator, lasting, outcome
from tests.service import BASE_URL


async def creating(curator: Curator, path: str) -> list[tuple[str, dict[str, object]]]:
    menu, work = await curator.shown(path), str(await curator.work())
    first, second = (course["items"][1]["id"] for course in menu["courses"])
    pairing = {"first_item_id": first, "second_item_id": second, "relationship": "x", "narrative": "x"}
    return [
        (f"{path}/publish", {}),
        ("/api/v1/menus", {"title": "Once"}),
        (f"{path}/courses", {"title": "Once"}),
        (f"{path}/courses/{menu['courses'][0]['id']}/items", {"media_item_id": work}),
        (f"{path}/pairings", pairing),
    ]


async def test_the_retry_of_any_creation_hears_the_first_answer_byte_for_byte(curator: Curator) -> None:
    path = await curator.full_menu()
    for address, body in await creating(curator, path):
        key = {"idempotency-key": str(uuid7())}
        first = await curator.send("POST", address, body, **key)
        before = await curator.shown("/api/v1/menus"), await curator.shown(path)
        again = await curator.send("POST", address, body, **key)
        assert first.status_code == 201, first.text
        assert lasting(again) == lasting(first)
        assert (await curator.shown("/api/v1/menus"), await curator.shown(path)) == before
        other = await curator.send("POST", address, {**body, "position": 0}, **key)
        assert outcome(other) == (422, "idempotency-key-reused")


async def test_a_retry_with_the_version_that_was_read_first_still_hears_the_first_answer(
    curator: Curator,
) -> None:
    path, key = await curator.menu(), {"idempotency-key": str(uuid7())}
    first = await curator.send("POST", f"{path}/courses", {"title": "Once"}, 1, **key)
    again = await curator.send("POST", f"{path}/courses", {"title": "Once"}, 1, **key)
    assert (first.status_code, lasting(again)) == (201, lasting(first))


async def test_a_refusal_frees_the_key(curator: Curator) -> None:
    path, key = await curator.menu(), {"idempotency-key": str(uuid7())}
    assert (await curator.send("POST", f"{path}/courses", {"title": "x"}, 7, **key)).status_code == 412
    assert (await curator.send("POST", f"{path}/courses", {"title": "x"}, 1, **key)).status_code == 201


async def test_many_at_once_with_one_key_make_one_menu(curator: Curator) -> None:
    key = {"idempotency-key": str(uuid7())}
    wish = {"title": "Once"}
    answers = await asyncio.gather(*(curator.send("POST", "/api/v1/menus", wish, **key) for _ in range(12)))
    outcomes = Counter(map(outcome, answers))
    assert set(outcomes) <= {(201, None), (409, "idempotency-key-running")}
    assert len({each.content for each in answers if each.status_code == 201}) == 1
    assert len((await curator.shown("/api/v1/menus"))["items"]) == 1


async def test_the_address_of_a_share_link_is_told_once_and_not_kept(curator: Curator) -> None:
    path, key = await curator.full_menu(), {"idempotency-key": str(uuid7())}
    first = await curator.send("POST", f"{path}/share-tokens", {"label": "Ewa"}, **key)
    assert (first.status_code, first.json()["url"][: len(BASE_URL)]) == (201, BASE_URL)
    again = await curator.send("POST", f"{path}/share-tokens", {"label": "Ewa"}, **key)
    assert outcome(again) == (409, "secret-already-shown")
    assert again.json()["errors"][0]["message"] == first.json()["id"]
    listed = await curator.shown(f"{path}/share-tokens")
    assert len(listed["items"]) == 1
    assert first.json()["url"].rpartition("/")[2] not in json.dumps(listed)
