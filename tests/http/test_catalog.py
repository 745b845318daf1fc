"""The catalogue over HTTP: what it answers, and what it refuses."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.examples import looking_at
from tests.http.works import Town
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.works import STALKER

MEDIA = "/api/v1/media"
OWN = {
    "media_type": "film",
    "title": "Wesele ciotki",
    "release_year": 1994,
    "details": {"runtime_minutes": 90},
}


@pytest.fixture
async def town(engine: AsyncEngine, database: Database) -> Town:
    town = Town(engine, database)
    await town.works.push(record("stalker", STALKER), *(record(f"f{n}", film(f"Film {n}")) for n in range(5)))
    return town


@pytest.fixture
async def client(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with town.accounts.browser(town.application()) as client:
        yield client


async def stalker(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get(f"{MEDIA}/lookup?source_name=imdb&external_key=tt0079944")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_work_is_found_read_and_looked_up_by_anybody(client: httpx.AsyncClient) -> None:
    work = await stalker(client)
    assert work["details"]["directors"] == ["Andrei Tarkovsky"]
    read = await client.get(f"{MEDIA}/{work['id']}")
    assert read.json() == work
    assert read.headers["access-control-allow-origin"] == "*"
    found = await client.get(f"{MEDIA}?q=stalker&media_type=film&year_from=1979")
    assert found.json() == {"items": [work], "next_cursor": None}
    (suggested,) = (await client.get(f"{MEDIA}/autocomplete?q=stal")).json()["items"]
    assert suggested == {name: work[name] for name in suggested}
    (source,) = (await client.get(f"{MEDIA}/{work['id']}/sources")).json()["items"]
    assert source["raw_payload"] == STALKER


async def test_ids_are_looked_up_as_they_are_kept(client: httpx.AsyncClient, town: Town) -> None:
    ids = {"isbn": "9780756404734", "tmdb": "movie/990001", "thetvdb": "76715", "openlibrary": "OL45804W"}
    work = await town.works.one({**STALKER, "external_ids": {**ids, "imdb": "tt9900001"}}, "two")
    for source_name, written in (
        ("isbn", "0756404738"),
        ("isbn", "978-0-7564-0473-4"),
        ("isbn13", "9780756404734"),
        ("imdb", "TT9900001"),
        ("tmdb", "movie-990001"),
        ("openlibrary", "/works/OL45804W"),
        ("tvdb", "76715"),
    ):
        asked = {"source_name": source_name, "external_key": written}
        found = await client.get(f"{MEDIA}/lookup", params=asked)
        assert (found.status_code, found.json().get("id")) == (200, str(work.id)), asked
    none = {"source_name": "isbn", "external_key": "9780756404730"}
    assert (await client.get(f"{MEDIA}/lookup", params=none)).status_code == 404


async def test_the_number_of_a_book_is_checked_and_kept_in_one_form(
    client: httpx.AsyncClient, town: Town
) -> None:
    client.headers.update(await town.bearer("edith", role="editor"))

    def with_number(number: str) -> dict[str, Any]:
        return {"media_type": "book", "title": "Home book", "details": {"isbn13": number}}

    own = await client.post(MEDIA, json=with_number("0-7564-0473-8"))
    assert own.json()["details"]["isbn13"] == "9780756404734"
    known = f"{MEDIA}/{(await town.works.one(with_number('9780804429573'), 'book')).id}"
    refused = (
        await client.post(MEDIA, json=with_number("9780756404730")),
        await client.patch(known, json={"details": {"isbn13": "9780756404730"}}),
        await client.put(f"{known}/pins/details.isbn13", json={"value": "9780756404730"}),
    )
    pointers = [each["pointer"] for answer in refused for each in answer.json()["errors"]]
    assert pointers == ["/details/isbn13", "/details/isbn13", "/value"]
    assert [answer.status_code for answer in refused] == [422] * 3
    changed = await client.patch(known, json={"details": {"isbn13": "0756404738"}})
    assert changed.json()["details"]["isbn13"] == "9780756404734"
    pinned = await client.put(f"{known}/pins/details.isbn13", json={"value": "080442957X"})
    assert pinned.json()["value"] == "9780804429573"


async def test_classes_are_a_tree_and_a_filter(client: httpx.AsyncClient) -> None:
    tree = (await client.get(f"{MEDIA}/classes")).json()["items"]
    assert [kind["path"] for kind in tree][:3] == ["film", "tv", "book"]
    assert (tree[0]["works"], tree[0]["is_exact"]) == (6, True)
    assert {each["path"] for each in tree[0]["classes"]} >= {"film.feature", "film.short"}
    found = await client.get(f"{MEDIA}?media_class=film&limit=2")
    assert len(found.json()["items"]) == 2
    assert "media_class=film" in found.headers["link"]
    assert (await client.get(f"{MEDIA}?media_class=film.short")).json()["items"] == []
    assert (await client.get(f"{MEDIA}?media_class=..'")).json()["items"] == []


async def test_a_maker_is_a_filter(client: httpx.AsyncClient) -> None:
    found = (await client.get(f"{MEDIA}?creator=ANDREI tarkovsky")).json()["items"]
    assert [work["title"] for work in found] == ["Stalker"]
    assert found[0]["credits"] == [{"role": "director", "name": "Andrei Tarkovsky"}]
    assert (await client.get(f"{MEDIA}?creator=Tarkovsky")).json()["items"] == []


async def test_pages_link_to_the_next_one(client: httpx.AsyncClient) -> None:
    first = await client.get(f"{MEDIA}?q=film&sort=title&limit=3")
    assert [work["title"] for work in first.json()["items"]] == ["Film 0", "Film 1", "Film 2"]
    address = first.headers["link"].partition(">")[0].removeprefix("<")
    assert "q=film" in address
    second = await client.get(address)
    assert [work["title"] for work in second.json()["items"]] == ["Film 3", "Film 4"]
    assert second.json()["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?cursor=damaged", 400, "cursor-invalid"),
        ("?limit=0", 422, "invalid"),
        ("?limit=101", 422, "invalid"),
        ("?media_type=painting", 422, "invalid"),
        ("?year_from=99999", 422, "invalid"),
        ("?sort=random", 422, "invalid"),
        (f"?media_class={'x' * 101}", 422, "invalid"),
        (f"?creator={'x' * 301}", 422, "invalid"),
        (f"?q={'x' * 201}", 422, "invalid"),
        ("/autocomplete", 422, "invalid"),
        ("/lookup?source_name=imdb", 422, "invalid"),
        ("/lookup?source_name=imdb&external_key=tt0000001", 404, "not-found"),
        ("/not-a-uuid", 404, "not-found"),
        ("/01985c5e-0000-7000-8000-000000000000", 404, "not-found"),
        ("/01985c5e-0000-7000-8000-000000000000/sources", 404, "not-found"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, query: str, status: int, code: str
) -> None:
    answer = await client.get(MEDIA + query)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


async def test_a_cursor_of_another_order_is_refused(client: httpx.AsyncClient) -> None:
    cursor = (await client.get(f"{MEDIA}?sort=title&limit=1")).json()["next_cursor"]
    assert (await client.get(f"{MEDIA}?sort=newest&cursor={cursor}")).json()["code"] == "cursor-invalid"


async def test_an_own_item_is_its_owners(client: httpx.AsyncClient, town: Town) -> None:
    ada, bob = await town.bearer("ada"), await town.bearer("bob", role="editor")
    made = await client.post(MEDIA, json=OWN, headers=ada)
    assert made.status_code == 201, made.text
    address = made.headers["location"]
    assert made.json()["is_custom"]
    assert made.json()["details"]["runtime_minutes"] == 90
    assert (await client.get(address, headers=ada)).json() == made.json()
    assert (await client.get(address)).status_code == 404
    assert (await client.get(address, headers=bob)).status_code == 404
    assert (await client.patch(address, json={"title": "Mine"}, headers=bob)).status_code == 404
    changed = await client.patch(
        address, json={"release_year": None, "details": {"directors": ["Ciotka"]}}, headers=ada
    )
    assert changed.status_code == 200, changed.text
    assert changed.json()["release_year"] is None
    assert changed.json()["details"] == made.json()["details"] | {"directors": ["Ciotka"]}
    assert changed.json()["title"] == OWN["title"]


async def test_an_item_sent_twice_with_a_key_is_made_once(client: httpx.AsyncClient, town: Town) -> None:
    ada = await town.bearer("ada") | {"idempotency-key": "k1"}
    first, again = [await client.post(MEDIA, json=OWN, headers=ada) for _ in range(2)]
    assert first.content == again.content


async def test_only_editors_change_what_everybody_sees(client: httpx.AsyncClient, town: Town) -> None:
    ada, bob = await town.bearer("ada"), await town.bearer("bob", role="editor")
    address = f"{MEDIA}/{(await stalker(client))['id']}"
    refused = await client.patch(address, json={"description": "x"}, headers=ada)
    assert (refused.status_code, refused.json()["code"]) == (403, "editors-only")
    assert (await client.patch(address, json={"description": "x"}, headers=bob)).status_code == 200
    assert (await client.put(f"{address}/tags/slow?scope=global", headers=ada)).status_code == 403
    assert (await client.put(f"{address}/tags/slow?scope=global", headers=bob)).status_code == 204
    assert (await client.put(f"{address}/tags/mine", headers=ada)).status_code == 204
    assert (await stalker(client))["tags"] == ["slow"]
    assert (await client.get(f"{MEDIA}?tag=mine", headers=ada)).json()["items"] != []
    assert (await client.get(f"{MEDIA}?tag=mine")).json()["items"] == []
    assert (await client.delete(f"{address}/tags/mine", headers=ada)).status_code == 204
    assert (await client.get(f"{MEDIA}?tag=mine", headers=ada)).json()["items"] == []


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"media_type": "film"}, 422, "/title"),
        ({"media_type": "painting", "title": "x"}, 422, "/media_type"),
        (OWN | {"id": 1}, 422, "/id"),
        (OWN | {"title": " "}, 422, "/title"),
        (OWN | {"release_year": 10**6}, 422, "/release_year"),
        (OWN | {"cover_url": "file:///etc/passwd"}, 422, "/cover_url"),
        (OWN | {"details": {"pages": 1}}, 422, "/details"),
        (OWN | {"media_class": "book.novel"}, 422, "/media_class"),
        (OWN | {"credits": [{"role": "king", "name": "x"}]}, 422, "/credits/0/role"),
        (OWN | {"credits": [{"role": "actor", "name": "x", "as": "y"}]}, 422, "/credits/0/as"),
        (OWN | {"credits": [{"role": "actor", "name": "x" * 301}]}, 422, "/credits/0/name"),
    ],
)
async def test_an_item_that_makes_no_sense_is_pointed_at(
    client: httpx.AsyncClient, town: Town, body: dict[str, Any], status: int, pointer: str
) -> None:
    refused = await client.post(MEDIA, json=body, headers=await town.bearer("ada"))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (status, pointer), refused.text


async def test_changing_takes_somebody(client: httpx.AsyncClient) -> None:
    origin = {"sec-fetch-site": "same-origin"}
    assert (await client.post(MEDIA, json=OWN, headers=origin)).status_code == 401


async def test_a_merged_work_leads_to_its_survivor(client: httpx.AsyncClient, database: Database) -> None:
    work = await stalker(client)
    other = (await client.get(f"{MEDIA}?q=film 3")).json()["items"][0]
    await as_superuser(
        database, f"UPDATE catalog.media_items SET merged_into = '{other['id']}' WHERE id = '{work['id']}'"
    )
    moved = await client.get(f"{MEDIA}/{work['id']}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"{MEDIA}/{other['id']}")
    assert (await stalker(client))["id"] == other["id"]


@looking_at(60)
@given(st.text(max_size=60), st.sampled_from(["", "/autocomplete"]))
async def test_no_text_breaks_the_search(client: httpx.AsyncClient, typed: str, path: str) -> None:
    answer = await client.get(MEDIA + path, params={"q": typed.encode("utf-8", "replace").decode()})
    assert answer.status_code < 500, answer.text
