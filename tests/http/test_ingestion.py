"""Pushing records over HTTP: batches, streams, and whatever else may come."""

import json
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from app.http.lines import LONGEST_LINE, lines_of
from domain.ingestion.chunks import CHUNK_BYTES, in_chunks, numbered
from tests.examples import looking_at
from tests.http.works import Town
from tests.postgres import Database
from tests.records import film, record
from tests.works import STALKER

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


BAD: dict[bytes, tuple[str, str]] = {
    b'"a word"': ("record-invalid", ""),
    LONE_SURROGATE: ("malformed-json", ""),
    b'{"external_id":"x"}': ("record-invalid", "/payload"),
    b'{"external_id":7,"payload":{}}': ("record-invalid", "/external_id"),
    record("x" * 201, {}): ("record-invalid", "/external_id"),
    record(" ", film("X")): ("text-missing", "/external_id"),
    record("x", [1]): ("payload-not-object", "/payload"),
    record("x", film("X"), unknown=1): ("record-invalid", "/unknown"),
    record("x", film("X"), fetched_at="2026-01-01T00:00:00"): ("time-without-zone", "/fetched_at"),
    record("x", film("X"), fetched_at="2999-01-01T00:00:00Z"): ("time-out-of-range", "/fetched_at"),
    record("x", film("X"), canonical_url="javascript:x"): ("address-invalid", "/canonical_url"),
    record("x", film("X", metadata={"n": 2**64})): ("number-out-of-range", "/payload/metadata/n"),
    record("x", {"media_type": "film"}): ("title-missing", "/payload"),
    record("x", {"media_type": "stone", "title": "X"}): ("media-type-unknown", "/payload"),
    record("x", film("X", release_date="1979-02-30")): ("date-invalid", "/payload/release_date"),
    record("x", film("X", details={"runtime_minutes": "long"})): (
        "wrong-type",
        "/payload/details/runtime_minutes",
    ),
    b'{"external_id":"x","payload":{"media_type":"film","title":"X","metadata":{"n":1e-99999}}}': (
        "unstorable",
        "/payload",
    ),
    record("x", film("X", description="x" * (1 << 20))): ("payload-too-large", "/payload"),
}
"""Every way in which a record can be bad, with the code and the place that its line of the report says."""


@pytest.mark.parametrize("kind", [JSON, NDJSON])
async def test_every_bad_record_has_its_line_and_its_neighbours_go_in(
    client: httpx.AsyncClient, kind: dict[str, str]
) -> None:
    sent = [each for n, bad in enumerate(BAD) for each in (bad, record(f"good-{n}", film(f"Good {n}")))]
    if kind == JSON:
        results = (await client.post(RECORDS, **batch(*sent))).json()["results"]
    else:
        answer = await client.post(RECORDS, content=b"\n".join(sent), headers=kind)
        results = [json.loads(line) for line in answer.text.splitlines()][:-1]
    assert [result["index"] for result in results] == list(range(len(sent)))
    assert {result["outcome"] for result in results[1::2]} == {"created"}
    said = [
        (result["outcome"], result["problems"][0]["code"], result["problems"][0]["pointer"])
        for result in results[::2]
    ]
    assert said == [("rejected", *expected) for expected in BAD.values()]


async def test_a_batch_of_five_thousand_goes_in(client: httpx.AsyncClient) -> None:
    report = (
        await client.post(RECORDS, **batch(*[record(f"r{n}", film(f"R {n}")) for n in range(5_000)]))
    ).json()
    assert (report["received"], report["created"], len(report["results"])) == (5_000, 5_000, 5_000)


async def test_an_endless_stream_takes_no_more_memory_than_a_chunk() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for number in range(96):
            yield b"x" * (1 << 19) + b"\n" * (number % 2)

    clock = partial(datetime.now, UTC)
    tracemalloc.start()
    async for chunk in in_chunks(numbered(lines_of(endless())), clock):
        assert sum(len(record) for _, record in chunk) < 2 * CHUNK_BYTES
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * CHUNK_BYTES


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


@looking_at(60)
@given(st.lists(records, max_size=5))
async def test_nothing_that_is_sent_breaks_the_service(client: httpx.AsyncClient, sent: list[bytes]) -> None:
    answer = await client.post(RECORDS, **batch(*sent))
    assert answer.status_code in {200, 422}, answer.text
    lines = [line.replace(b"\n", b" ") for line in sent]
    streamed = await client.post(RECORDS, content=b"\n".join(lines), headers=NDJSON)
    assert "received" in streamed.text.splitlines()[-1]
