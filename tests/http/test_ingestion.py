"""Pushing records over HTTP: batches, streams, and whatever else may come."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from app.http.lines import LONGEST_LINE, lines_of
from tests.http.works import Town
from tests.postgres import Database
from tests.works import STALKER, film, record

RECORDS = "/api/v1/ingestion/media-menu/records"
RUNS = "/api/v1/ingestion/runs"
NDJSON = {"content-type": "application/x-ndjson"}
JSON = {"content-type": "application/json"}
LONE_SURROGATE = b'{"external_id":"s","payload":{"title":"\\ud800"}}'


@pytest.fixture
def town(engine: AsyncEngine, database: Database) -> Town:
    return Town(engine, database)


@pytest.fixture
async def client(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with town.accounts.browser(town.application()) as client:
        client.headers.update(await town.bearer("worker", "ingest"))
        yield client


def batch(*records: bytes) -> dict[str, Any]:
    return {"content": b'{"records":[' + b",".join(records) + b"]}", "headers": JSON}


async def test_a_batch_is_answered_with_the_fate_of_each_record(client: httpx.AsyncClient) -> None:
    answer = await client.post(RECORDS, **batch(record("a", STALKER), LONE_SURROGATE, record("b", film("B"))))
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert [result["outcome"] for result in report["results"]] == ["created", "rejected", "created"]
    assert (report["received"], report["created"], report["rejected"]) == (3, 2, 1)
    assert report["results"][1]["problems"][0]["code"] == "malformed-json"
    run = (await client.get(f"{RUNS}/{report['run_id']}")).json()
    assert (run["status"], run["counts"]["created"]) == ("finished", 2)
    assert [each["position"] for each in run["records"]] == [1]
    again = (await client.post(RECORDS, **batch(record("a", STALKER)))).json()
    assert again["unchanged"] == 1


async def test_a_stream_is_answered_line_by_line_and_then_with_the_counts(
    client: httpx.AsyncClient,
) -> None:
    async def lines() -> AsyncIterator[bytes]:
        for number in range(1_200):
            yield record(f"film-{number}", film(f"Film {number}")) + b"\r\n\n"
        yield b"not json\n"
        yield record("last", film("Last"))

    answer = await client.post(RECORDS, content=lines(), headers=NDJSON)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["index"] for line in told[:-1]] == list(range(1_202))
    assert told[-2]["outcome"] == "created"
    assert (told[-1]["received"], told[-1]["created"], told[-1]["rejected"]) == (1_202, 1_201, 1)


async def test_a_payload_over_a_mebibyte_is_refused_alone(client: httpx.AsyncClient) -> None:
    big = record("big", film("Big", description="x" * (2 << 20)))
    answer = await client.post(RECORDS, content=big + b"\n" + record("a", STALKER), headers=NDJSON)
    first, second, _ = (json.loads(line) for line in answer.text.splitlines())
    assert first["problems"][0]["code"] == "payload-too-large"
    assert second["outcome"] == "created"


async def test_secrets_and_nul_never_reach_what_is_shown(client: httpx.AsyncClient, town: Town) -> None:
    dirty = film("A\0B", metadata={"next": "https://x.org/?api_key=s3cret"})
    sent = record("dirty", dirty, canonical_url="https://x.org/1?token=s3cret")
    (result,) = (await client.post(RECORDS, **batch(sent))).json()["results"]
    assert result["outcome"] == "created"
    assert [problem["code"] for problem in result["problems"]] == ["payload-changed", "payload-changed"]
    for path in ("", "/sources"):
        shown = await client.get(
            f"/api/v1/media/{result['media_item_id']}{path}", headers={"authorization": ""}
        )
        assert shown.status_code == 200
        assert "s3cret" not in shown.text
        assert "\\u0000" not in shown.text


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"records":1}', b'{"records":[{}],"x":1}', b"\xff"])
async def test_a_body_that_is_no_batch_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post(RECORDS, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "batch-invalid"), answer.text


async def test_bodies_of_other_kinds_sizes_and_sources_are_refused(client: httpx.AsyncClient) -> None:
    assert (
        await client.post(RECORDS, content=b"a,b", headers={"content-type": "text/csv"})
    ).status_code == 415
    big = batch(*[record(f"r{n}", film("x" * 900)) for n in range(9_000)])
    assert (await client.post(RECORDS, **big)).status_code == 413
    many = await client.post(RECORDS, **batch(*[b"1"] * 5_001))
    assert (many.status_code, many.json()["errors"][0]["code"]) == (422, "too-many-records")
    nowhere = RECORDS.replace("media-menu", "nowhere")
    assert (await client.post(nowhere, **batch())).status_code == 404
    assert (await client.post(nowhere, content=b"", headers=NDJSON)).status_code == 404


async def test_pushing_takes_a_key_with_the_scope(client: httpx.AsyncClient, town: Town) -> None:
    reader = await town.bearer("reader", "read", "write")
    sent = batch(record("a", STALKER))
    refused = await client.post(RECORDS, content=sent["content"], headers=sent["headers"] | reader)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing")
    assert (await client.get(RUNS, headers=reader)).status_code == 403


async def test_runs_are_ones_own(client: httpx.AsyncClient, town: Town) -> None:
    for number in range(3):
        await client.post(RECORDS, **batch(record("a", film(f"A {number}"))))
    first = (await client.get(f"{RUNS}?limit=2")).json()
    rest = (await client.get(f"{RUNS}?limit=2&cursor={first['next_cursor']}")).json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    other = await town.bearer("other", "ingest")
    assert (await client.get(RUNS, headers=other)).json()["items"] == []
    assert (await client.get(f"{RUNS}/{rest['items'][0]['id']}", headers=other)).status_code == 404
    assert (await client.get(f"{RUNS}?cursor=x")).json()["code"] == "cursor-invalid"


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
async def test_lines_are_told_apart_however_they_come(size: int) -> None:
    whole = b"one\n\r\n two \r\n" + b"x" * (LONGEST_LINE + 9) + b"\nlast"

    async def stream() -> AsyncIterator[bytes]:
        for start in range(0, len(whole), size):
            yield whole[start : start + size]

    lines = [line async for line in lines_of(stream())]
    assert [len(line) for line in lines] == [3, 3, LONGEST_LINE + 1, 4]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
payloads = values | st.fixed_dictionaries(
    {"media_type": st.sampled_from(["film", "book", "game"]), "title": st.text(min_size=1, max_size=1_100)},
    optional=dict.fromkeys(("release_date", "creators", "details", "metadata", "external_ids"), values),
)
records = st.binary(max_size=40) | payloads.map(lambda payload: record("fuzz", payload))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records, max_size=5))
async def test_nothing_that_is_sent_breaks_the_service(client: httpx.AsyncClient, sent: list[bytes]) -> None:
    answer = await client.post(RECORDS, **batch(*sent))
    assert answer.status_code in {200, 422}, answer.text
    lines = [line.replace(b"\n", b" ") for line in sent]
    streamed = await client.post(RECORDS, content=b"\n".join(lines), headers=NDJSON)
    assert "received" in streamed.text.splitlines()[-1]
