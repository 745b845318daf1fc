"""Provenance and pins over HTTP: who says what, and an editor's word against all later records."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.http.works import Town
from tests.postgres import Database
from tests.works import STALKER

MEDIA = "/api/v1/media"
IMDB = {"titleType": "movie", "primaryTitle": "Stalker 1979", "startYear": 1980, "isAdult": 0}


@pytest.fixture
def town(engine: AsyncEngine, database: Database) -> Town:
    return Town(engine, database)


@pytest.fixture
async def client(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """An editor's program."""
    async with town.accounts.browser(town.application()) as client:
        client.headers.update(await town.bearer("edith", role="editor"))
        yield client


@pytest.fixture
async def address(town: Town, client: httpx.AsyncClient) -> str:
    await town.works.one(STALKER)
    return f"{MEDIA}/{(await town.works.one(IMDB, 'tt0079944', 'imdb')).id}"


async def fields(client: httpx.AsyncClient, address: str) -> dict[str, Any]:
    answer = await client.get(f"{address}/sources")
    assert answer.status_code == 200, answer.text
    assert [source["source_name"] for source in answer.json()["items"]] == ["media-menu", "imdb"]
    assert answer.json()["next_cursor"] is None
    return {each["field"]: each for each in answer.json()["fields"]}


async def test_anybody_sees_who_says_what(client: httpx.AsyncClient, address: str) -> None:
    client.headers.pop("authorization")
    title = (await fields(client, address))["title"]
    assert (title["value"], title["source_name"], title["external_id"]) == ("Stalker", "media-menu", "one")
    assert (title["pinned"], title["set_by_viewer"]) == (False, False)
    (other,) = title["competing"]
    assert (other["value"], other["source_name"], other["external_id"]) == (
        "Stalker 1979",
        "imdb",
        "tt0079944",
    )


async def test_a_value_is_pinned_and_unpinned(client: httpx.AsyncClient, town: Town, address: str) -> None:
    pinned = await client.put(f"{address}/pins/title", json={"value": "Zona"})
    assert pinned.status_code == 200, pinned.text
    assert (pinned.json()["value"], pinned.json()["source_name"]) == ("Zona", "editor")
    assert (pinned.json()["pinned"], pinned.json()["set_by_viewer"]) == (True, True)
    await town.works.one({**STALKER, "title": "Stalker II"})
    work = (await client.get(address)).json()
    assert work["title"] == "Zona"
    assert "pinned" not in work["details"]
    unpinned = await client.delete(f"{address}/pins/title")
    assert (unpinned.status_code, unpinned.json()["value"]) == (200, "Stalker II")
    assert (await client.delete(f"{address}/pins/title")).json() == unpinned.json()


async def test_the_value_of_a_source_is_pinned(client: httpx.AsyncClient, address: str) -> None:
    wish = {"source_name": "imdb", "external_id": "tt0079944"}
    pinned = await client.put(f"{address}/pins/release_date", json=wish)
    assert (pinned.json()["value"], pinned.json()["source_name"]) == ("1980", "imdb")
    assert (await client.get(address)).json()["release_year"] == 1980
    detail = await client.put(f"{address}/pins/details.directors", json={"value": ["A. Tarkovsky"]})
    assert detail.json()["value"] == ["A. Tarkovsky"]


async def test_pinned_makers_hold_the_creators_that_come_of_them(
    client: httpx.AsyncClient, town: Town, address: str
) -> None:
    async def made_by() -> tuple[Any, Any, Any]:
        work = (await client.get(address)).json()
        return work["creators"], work["details"]["directors"], [each["name"] for each in work["credits"]]

    await client.patch(address, json={"details": {"runtime_minutes": 99}})
    assert await made_by() == (["Andrei Tarkovsky"],) * 3
    await client.put(f"{address}/pins/details.directors", json={"value": ["A. Tarkovsky"]})
    later = {**STALKER, "creators": ["Dir Two"], "details": {"directors": ["Dir Two"]}}
    await town.works.one(later)
    assert await made_by() == (["A. Tarkovsky"],) * 3
    await client.delete(f"{address}/pins/details.directors")
    assert await made_by() == (["Dir Two"],) * 3


async def test_a_correction_pins_what_it_changes(client: httpx.AsyncClient, town: Town, address: str) -> None:
    change = {"release_date": "1979-04", "country_of_origin": "SU", "is_adult": False, "title": "Stalker"}
    changed = (await client.patch(address, json=change)).json()
    assert (changed["release_date"], changed["release_year"]) == ("1979-04", 1979)
    pinned = {name for name, each in (await fields(client, address)).items() if each["pinned"]}
    assert pinned == {"release_date", "country_of_origin"}


@pytest.mark.parametrize(
    ("field", "body", "status", "code", "pointer"),
    [
        ("title", {}, 422, "pin-invalid", "/value"),
        ("title", {"source_name": "imdb"}, 422, "pin-invalid", "/value"),
        ("title", {"value": "x", "source_name": "imdb", "external_id": "x"}, 422, "pin-invalid", "/value"),
        ("title", {"value": 3}, 422, "work-invalid", "/value"),
        ("title", {"value": None}, 422, "work-invalid", "/value"),
        ("release_date", {"value": "1979-02-30"}, 422, "work-invalid", "/value"),
        ("title", {"value": "x", "why": "y"}, 422, "invalid", "/why"),
        ("popularity", {"value": 3}, 422, "field-unknown", "/field"),
        ("nothing", {"value": 3}, 422, "field-unknown", "/field"),
        ("title", {"source_name": "tmdb", "external_id": "movie/1"}, 422, "reading-unknown", "/source_name"),
        (
            "language",
            {"source_name": "imdb", "external_id": "tt0079944"},
            422,
            "reading-unknown",
            "/source_name",
        ),
    ],
)
async def test_a_pin_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient,
    address: str,
    field: str,
    body: dict[str, Any],
    status: int,
    code: str,
    pointer: str,
) -> None:
    refused = await client.put(f"{address}/pins/{field}", json=body)
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]


async def test_pins_are_editors_and_for_works_of_the_catalogue(
    client: httpx.AsyncClient, town: Town, address: str
) -> None:
    ada = await town.bearer("ada")
    for method in (client.put, client.delete):
        body = {"json": {"value": "x"}} if method == client.put else {}
        refused = await method(f"{address}/pins/title", headers=ada, **body)  # type: ignore[operator]
        assert (refused.status_code, refused.json()["code"]) == (403, "role-missing")
    own = await client.post(MEDIA, json={"media_type": "film", "title": "Home film"})
    refused = await client.put(f"{own.headers['location']}/pins/title", json={"value": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "custom-item")
    assert (await client.get(f"{own.headers['location']}/sources")).json()["fields"] == []
    nowhere = f"{MEDIA}/01985c5e-0000-7000-8000-000000000000/pins/title"
    assert (await client.put(nowhere, json={"value": "x"})).status_code == 404
    assert (await client.delete(nowhere)).status_code == 404
    assert (await client.delete(f"{address}/pins/nothing")).json()["code"] == "field-unknown"
