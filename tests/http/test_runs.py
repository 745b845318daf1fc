"""Runs over HTTP: what became of records, stopping, another try, and senders who are slow or go away."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.http.curators import outcome
from tests.http.streaming import Streaming
from tests.http.works import Town
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.service import until

RECORDS = "/api/v1/ingestion/media-menu/records"
RUNS = "/api/v1/ingestion/runs"
BROKEN = b'{"external_id":"s","payload":{"title":"\\ud800"}}'


@pytest.fixture
def town(engine: AsyncEngine, database: Database) -> Town:
    return Town(engine, database)


@pytest.fixture
def application(town: Town) -> Litestar:
    return town.application()


@pytest.fixture
async def feeder(town: Town) -> dict[str, str]:
    """A program that pushes."""
    return await town.bearer("feeder", "ingest")


@pytest.fixture
async def client(
    town: Town, application: Litestar, feeder: dict[str, str]
) -> AsyncIterator[httpx.AsyncClient]:
    async with town.accounts.browser(application) as client:
        client.headers.update(feeder)
        yield client


@pytest.fixture
def stream(application: Litestar, feeder: dict[str, str]) -> Streaming:
    return Streaming(application, RECORDS, feeder)


async def push(client: httpx.AsyncClient, *records: bytes) -> dict[str, Any]:
    body = b'{"records":[' + b",".join(records) + b"]}"
    answer = await client.post(RECORDS, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def the_run(client: httpx.AsyncClient) -> dict[str, Any]:
    """The newest."""
    (run,) = (await client.get(f"{RUNS}?limit=1")).json()["items"]
    return (await client.get(f"{RUNS}/{run['id']}")).json()  # type: ignore[no-any-return]


async def test_a_stopped_stream_says_so_in_its_last_line(
    client: httpx.AsyncClient, stream: Streaming
) -> None:
    stream.begin()
    stream.send(record("a", film("A")))
    await stream.answered(1)
    run = await the_run(client)
    assert run["status"] == "running"
    stopped = await client.post(f"{RUNS}/{run['id']}/stop")
    assert (stopped.status_code, stopped.json()["status"]) == (200, "stopped")
    stream.send(record("b", film("B")))
    await stream.ended()
    assert stream.status == 200
    last = stream.lines[-1]
    assert (last["run_id"], last["code"], last["created"]) == (run["id"], "run-stopped", last["received"])
    again = await client.post(f"{RUNS}/{run['id']}/stop")
    assert (again.status_code, again.json()["counts"]["created"]) == (200, last["created"])


async def test_a_sender_that_waits_hears_of_its_stop_without_sending(
    client: httpx.AsyncClient, stream: Streaming
) -> None:
    stream.begin()
    stream.send(record("a", film("A")))
    await stream.answered(1)
    await client.post(f"{RUNS}/{(await the_run(client))['id']}/stop")
    await stream.ended()
    assert (stream.lines[-1]["code"], stream.lines[-1]["created"]) == ("run-stopped", 1)


async def test_a_slow_sender_learns_of_each_record_before_it_sends_the_next(
    client: httpx.AsyncClient, stream: Streaming
) -> None:
    stream.begin()
    for number, name in enumerate("ab", 1):
        stream.send(record(name, film(name)))
        await stream.answered(number)
    stream.finish()
    await stream.ended()
    assert [line.get("index") for line in stream.lines] == [0, 1, None]
    assert stream.lines[-1]["created"] == 2
    assert (await the_run(client))["status"] == "finished"


async def test_what_a_sender_sent_before_it_went_away_stays_and_the_run_has_failed(
    client: httpx.AsyncClient, stream: Streaming, database: Database
) -> None:
    stream.begin()
    stream.send(record("a", film("A")), record("b", film("B")))
    stream.send_bytes(record("c", film("C"))[:20])
    await stream.answered(2)
    stream.go_away()
    await stream.ended()

    async def has_failed() -> bool:
        return bool((await the_run(client))["status"] == "failed")

    await until(has_failed)
    run = await the_run(client)
    assert (run["reason"], run["counts"]["created"], run["counts"]["received"]) == ("broken-off", 2, 2)
    assert await as_superuser(database, "SELECT code FROM ingestion.integration_errors") == "broken-off"


async def test_an_ended_run_has_its_duration_and_its_reasons(client: httpx.AsyncClient) -> None:
    report = await push(client, record("a", film("A")), record("b", {}), b"[]", record("c", film("C\0")))
    run = (await client.get(f"{RUNS}/{report['run_id']}")).json()
    assert run["duration_seconds"] > 0
    assert run["requested_by"] == "feeder"
    assert {(each["outcome"], each["reason"], each["count"]) for each in run["reasons"]} == {
        ("rejected", "media-type-unknown", 1),
        ("rejected", "record-invalid", 1),
        ("noted", "payload-changed", 1),
    }
    assert [(each["position"], each["external_id"]) for each in run["records"]] == [
        (1, "b"),
        (2, None),
        (3, "c"),
    ]


async def test_records_of_a_run_are_paged_and_filtered(client: httpx.AsyncClient) -> None:
    report = await push(client, *[record(f"r{n}", {}) for n in range(5)], BROKEN)
    path = f"{RUNS}/{report['run_id']}/records"
    first = await client.get(f"{path}?limit=4")
    assert first.headers["link"].startswith(f"<{path}?limit=4&cursor=")
    rest = (await client.get(f"{path}?limit=4&cursor={first.json()['next_cursor']}")).json()
    positions = [each["position"] for each in first.json()["items"] + rest["items"]]
    assert (positions, rest["next_cursor"]) == (list(range(6)), None)
    (odd,) = (await client.get(f"{path}?reason=malformed-json&outcome=rejected")).json()["items"]
    assert odd["position"] == 5
    assert (await client.get(f"{path}?outcome=conflict")).json()["items"] == []
    assert outcome(await client.get(f"{path}?outcome=none"))[0] == 422
    assert outcome(await client.get(f"{path}?cursor=x")) == (400, "cursor-invalid")


async def test_runs_are_filtered_and_the_next_page_keeps_the_filter(client: httpx.AsyncClient) -> None:
    for _ in range(2):
        await push(client, record("a", film("A")))
    page = await client.get(f"{RUNS}?limit=1&status=finished&source_name=media-menu&kind=push")
    assert "source_name=media-menu&kind=push&status=finished&cursor=" in page.headers["link"]
    assert (await client.get(f"{RUNS}?source_name=imdb")).json()["items"] == []
    assert outcome(await client.get(f"{RUNS}?status=lost"))[0] == 422


async def test_refused_records_are_taken_through_again(client: httpx.AsyncClient, database: Database) -> None:
    for number in (1, 2):
        await push(
            client, record(f"w{number}", film(f"W{number}", external_ids={"imdb": f"tt000000{number}"}))
        )
    both = record("both", film("Both", external_ids={"imdb": ["tt0000001", "tt0000002"]}))
    first = (await push(client, record("fine", film("Fine")), both))["run_id"]
    await as_superuser(database, "DELETE FROM catalog.external_links WHERE external_key = 'tt0000002'")
    answer = await client.post(f"{RUNS}/{first}/retry")
    assert answer.status_code == 200, answer.text
    (result,) = answer.json()["results"]
    assert (result["index"], result["outcome"], answer.json()["updated"]) == (1, "updated", 1)
    retry = (await client.get(f"{RUNS}/{answer.json()['run_id']}")).json()
    assert (retry["retry_of"], retry["status"]) == (first, "finished")
    assert outcome(await client.post(f"{RUNS}/{first}/retry")) == (409, "nothing-to-retry")


async def test_stopping_and_retrying_are_refused_with_reasons(
    client: httpx.AsyncClient, town: Town, stream: Streaming
) -> None:
    report = await push(client, BROKEN)
    ended = f"{RUNS}/{report['run_id']}"
    assert outcome(await client.post(f"{ended}/stop")) == (409, "run-not-running")
    stream.begin()
    stream.send(b"{")
    await stream.answered(1)
    running = f"{RUNS}/{(await the_run(client))['id']}"
    assert outcome(await client.post(f"{running}/retry")) == (409, "run-still-running")
    started = await town.works.ingest.start("media-menu", None, await _first(town, report["run_id"]))
    assert outcome(await client.post(f"{ended}/retry")) == (409, "retry-running")
    stranger = await town.bearer("stranger", "ingest")
    reader = await town.bearer("reader", "read", "write")
    editor = await town.bearer("edith", "ingest", role="editor")
    for path in (f"{running}/stop", f"{ended}/retry", f"{RUNS}/{uuid4()}/stop", f"{RUNS}/{started.id}/stop"):
        assert (await client.post(path, headers=stranger)).status_code == 404, path
        assert outcome(await client.post(path, headers=reader)) == (403, "scope-missing")
    assert (await client.get(f"{ended}/records", headers=stranger)).status_code == 404
    assert (await client.post(f"{running}/stop", headers=editor)).json()["status"] == "stopped"
    stream.finish()
    await stream.ended()


async def _first(town: Town, run_id: str) -> Any:
    async with town.works.begin_runs(None) as book:
        from domain.kernel import Actor, UserId

        return await book.get(Actor(UserId(uuid4()), "editor"), run_id)  # type: ignore[arg-type]
