"""Replays over HTTP: started, watched by their run, and refused."""

from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sources.declared import MAPPINGS
from domain.ingestion.replaying import GoOnWithReplay
from tests.http.works import Town
from tests.postgres import Database, as_superuser
from tests.works import STALKER

REPLAYS = "/api/v1/ingestion/replays"


@pytest.fixture
def town(engine: AsyncEngine, database: Database) -> Town:
    return Town(engine, database)


@pytest.fixture
async def client(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with town.accounts.browser(town.application()) as client:
        client.headers.update(await town.bearer("worker", "ingest"))
        yield client


@pytest.mark.parametrize(("dry_run", "version"), [(True, 7), (False, MAPPINGS["media-menu"].version)])
async def test_a_replay_is_started_and_watched_by_its_run(
    client: httpx.AsyncClient, town: Town, database: Database, dry_run: bool, version: int
) -> None:
    await town.works.one(STALKER)
    await as_superuser(database, "UPDATE catalog.media_sources SET mapping_version = 7")
    await as_superuser(database, "UPDATE catalog.media_items SET language = 'pl'")
    started = await client.post(REPLAYS, json={"source_name": "media-menu", "dry_run": dry_run})
    assert (started.status_code, started.json()["kind"], started.json()["status"]) == (
        202,
        "replay",
        "running",
    )

    query = "SELECT convert_from(payload, 'UTF8') FROM jobs.pgqueuer WHERE entrypoint = 'replay'"
    job = msgspec.json.decode(await as_superuser(database, query), type=GoOnWithReplay)
    async for _ in town.works.replaying.go_on(job.run_id):
        pass  # as a worker does
    run = (await client.get(started.headers["location"])).json()
    assert run["counts"] == {"received": 1, "created": 0, "updated": 1, "unchanged": 0, "rejected": 0}
    report = run["report"]
    assert (report["dry_run"], report["waiting"], report["fields"]) == (dry_run, 1, {"language": 1})
    (sample,) = report["samples"]
    assert (sample["field"], sample["before"], sample["after"]) == ("language", "pl", "ru")
    assert await as_superuser(database, "SELECT mapping_version FROM catalog.media_sources") == version
    listed = (await client.get("/api/v1/ingestion/runs")).json()["items"]
    assert [each["id"] for each in listed] == [run["id"]]


async def test_replays_are_of_known_sources_and_for_keys_that_may_ingest(
    client: httpx.AsyncClient, town: Town
) -> None:
    refused = await client.post(REPLAYS, json={"source_name": "nowhere"})
    assert (refused.status_code, refused.json()["code"]) == (404, "not-found")
    assert (await client.post(REPLAYS, json={"dry_run": True})).status_code == 422
    ada = await town.bearer("ada")
    refused = await client.post(REPLAYS, json={"source_name": "imdb"}, headers=ada)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing")
