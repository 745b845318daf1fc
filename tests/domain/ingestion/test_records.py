"""Each received record is judged by itself, before any mapping sees it."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ingestion.batches import split_batch
from domain.ingestion.errors import BatchInvalid, RecordRejected
from domain.ingestion.records import Received, read_record
from tests.records import record

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(raw: bytes) -> Received:
    return read_record(0, raw, NOW)


def nested(depth: int) -> Any:
    return [] if depth == 0 else [nested(depth - 1)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "malformed-json"),
        (b"\xff", "malformed-json"),
        (b'{"external_id":"a","payload":{"t":"\xff"}}', "invalid-utf8"),
        (b'{"external_id":"a","payload":{"t":"\\ud800"}}', "malformed-json"),
        (b'{"external_id":"a","payload":{"n":1e999}}', "record-invalid"),
        (b'{"external_id":"a"}', "record-invalid"),
        (b'{"external_id":"","payload":{}}', "record-invalid"),
        (b'{"external_id":"a","payload":{},"extra":1}', "record-invalid"),
        (record("a", []), "payload-not-object"),
        (record("a", {"n": 2**63}), "number-out-of-range"),
        (record("a", {"t": nested(64)}), "too-deep"),
        (b'{"external_id":"a","payload":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too-deep"),
        (record("a", {"t": "x" * (1 << 20)}), "payload-too-large"),
        (b"x" * (2 << 20), "payload-too-large"),
        (record("a", {}, fetched_at="2024-01-01T00:00:00"), "time-without-zone"),
        (record("a", {}, fetched_at="2999-01-01T00:00:00Z"), "time-out-of-range"),
        (record("a", {}, fetched_at="0001-01-01T00:00:00+14:00"), "time-out-of-range"),
        (record(" \0 ", {}), "text-missing"),
        (record("a", {}, canonical_url="javascript:alert(1)"), "address-invalid"),
        (record("a", {}, canonical_url="data:text/html,x"), "address-invalid"),
        (record("a", {}, canonical_url="java\0script:alert(1)"), "address-invalid"),
        (record("a", {}, canonical_url="https://a.org/ b"), "address-invalid"),
    ],
)
def test_a_record_that_cannot_be_read_says_why(raw: bytes, code: str) -> None:
    with pytest.raises(RecordRejected) as rejected:
        read(raw)
    assert rejected.value.problems[0].code == code


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        (b'{"external_id":"a"}', "/payload"),
        (b'{"payload":{}}', "/external_id"),
        (b'{"external_id":5,"payload":{}}', "/external_id"),
        (b'{"external_id":"","payload":{}}', "/external_id"),
        (b'{"external_id":"a","payload":{},"fetched_at":"yesterday"}', "/fetched_at"),
        (b'{"external_id":"a","payload":{},"ex/tra":1}', "/ex~1tra"),
        (b'{"external_id":"a","payload":{},"n\\u0000l":1}', "/nl"),
        (b"[]", ""),
        (record("a", []), "/payload"),
        (record("a", {"a": [{"n/m": 2**63}]}), "/payload/a/0/n~1m"),
        (record("a", {}, fetched_at="2024-01-01T00:00:00"), "/fetched_at"),
        (record("a", {}, canonical_url="javascript:alert(1)"), "/canonical_url"),
    ],
)
def test_a_refusal_points_at_the_field_that_offends(raw: bytes, pointer: str) -> None:
    with pytest.raises(RecordRejected) as rejected:
        read(raw)
    assert rejected.value.problems[0].pointer == pointer


def test_a_clean_payload_is_stored_as_it_was_received() -> None:
    raw = b'{"external_id":"a","payload":{"n": 1.10,  "t":"\\u0041"}}'
    assert read(raw).stored == b'{"n": 1.10,  "t":"\\u0041"}'
    assert read(raw).notes == ()


def test_nul_is_stripped_from_values_and_keys_and_noted() -> None:
    received = read(record("a\0b", {"ti\0tle": "A\0B", "list": ["\0"]}))
    assert received.external_id == "ab"
    assert json.loads(received.stored) == {"title": "AB", "list": [""]}
    assert received.notes == ("U+0000 was removed",)


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://x.org/a?api_key=s3cret&page=2", "https://x.org/a?api_key=REMOVED&page=2"),
        ("https://x.org/a?page=2&ApiKey=s3cret", "https://x.org/a?page=2&ApiKey=REMOVED"),
        ("/games?key=s3cret&page=3", "/games?key=REMOVED&page=3"),
        ("https://x.org/#access_token=s3cret", "https://x.org/#access_token=REMOVED"),
        ("https://me:s3cret@x.org/a", "https://x.org/a"),
        ("see https://x.org/?token=s3cret.", "see https://x.org/?token=REMOVED"),
        (
            "x.org/a?accessToken=s3cret&access-token=s3cret",
            "x.org/a?accessToken=REMOVED&access-token=REMOVED",
        ),
        ("x.org/a?session_id=s3cret;user_key=s3cret", "x.org/a?session_id=REMOVED;user_key=REMOVED"),
        ("x.org/a?appKey=s3cret&subscription-key=s3cret", "x.org/a?appKey=REMOVED&subscription-key=REMOVED"),
        ("https://x.org/a?X-Amz-Signature=s3cret", "https://x.org/a?X-Amz-Signature=REMOVED"),
        ("https://x.org/?u=y.org%3Fkey%3Ds3cret%26n%3D1", "https://x.org/?u=y.org%3Fkey%3DREMOVED%26n%3D1"),
        ("https://s3cret@x.org/@me", "https://x.org/@me"),
        ("see //me:s3cret@x.org/ for more", "see //x.org/ for more"),
    ],
)
def test_secrets_in_addresses_are_scrubbed_and_noted(address: str, clean: str) -> None:
    known_at = {"canonical_url": address} if address.startswith("https:") else {}
    received = read(record("a", {"next": [address]}, **known_at))
    assert json.loads(received.stored) == {"next": [clean]}
    assert received.canonical_url == (clean if known_at else None)
    assert b"s3cret" not in received.stored
    assert received.notes == ("a secret in an address was replaced",)


def test_words_that_only_look_like_secrets_stay() -> None:
    payload = {
        "title": "The Key = love @ home",
        "url": "https://x.org/?monkey=1&keyword=2&Hockey=3&design=4",
        "page": "https://x.org/@me//you@home?at=me@x.org",
    }
    assert read(record("a", payload)).notes == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.binary() | json_values.map(lambda value: record("a", value)))
def test_whatever_comes_is_read_or_rejected(raw: bytes) -> None:
    with suppress(RecordRejected):
        assert b"\0" not in read(raw).stored


def test_a_bad_record_of_a_batch_does_not_hide_its_neighbours() -> None:
    good, bad, deep = b'{"a":"],"}', b'{"b":"\\ud800"}', b"[" * 5_000 + b"]" * 5_000
    body = b'{ "records" : [' + b" , ".join((good, bad, deep, good)) + b"] }\n"
    assert split_batch(body) == [good, bad, deep, good]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"records":1}', b'{"records":[', b'{"records":[1]', b'{"records":[1],"more":2}'],
)
def test_a_body_that_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(BatchInvalid):
        split_batch(body)


def test_a_batch_holds_at_most_five_thousand() -> None:
    assert len(split_batch(b'{"records":[' + b",".join([b"1"] * 5_000) + b"]}")) == 5_000
    with pytest.raises(BatchInvalid):
        split_batch(b'{"records":[' + b",".join([b"1"] * 5_001) + b"]}")
    assert split_batch(b'{"records":[]}') == []


@given(st.lists(json_values, max_size=5))
def test_both_ways_of_taking_a_batch_apart_agree(values: list[Any]) -> None:
    parts = [json.dumps(value).encode() for value in values]
    whole = b'{"records":[' + b",".join(parts) + b"]}"
    assert split_batch(whole[:-2] + (b"," if parts else b"") + b'"\\ud800"]}') == [*parts, b'"\\ud800"']
