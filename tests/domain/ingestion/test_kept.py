"""What is kept of a refused record: its bytes without secrets, as long as there is room."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from uuid_utils.compat import uuid7

from domain.ingestion.kept import MOST_KEPT, Refused, as_kept, keeping
from domain.ingestion.records import LARGEST_RECORD
from domain.ingestion.runs import Run
from domain.ingestion.troubles import LONGEST_MESSAGE, said_safely
from domain.ingestion.views import RecordResult
from domain.kernel import Problem
from tests.records import record

RUN = Run(uuid7(), "media-menu", "push", 1, None, datetime(2026, 1, 1, tzinfo=UTC))
WRONG = (Problem("/payload", "title-missing", "A work needs a title."),)


def kept(raw: bytes, run: Run = RUN) -> Refused:
    (refused,) = keeping(run, [RecordResult(7, None, "rejected", problems=WRONG)], {7: raw})
    return refused


def test_a_refused_record_is_kept_byte_for_byte() -> None:
    raw = b'{"external_id": "a",  "payload": {"n": 1.10}}'
    assert (kept(raw).fate, kept(raw).received) == ("possible", raw)
    assert kept(b"{ not json").received == b"{ not json"


@pytest.mark.parametrize(
    "address",
    [
        "https://x.org/?api_key=s3cret",
        "https://me:s3cret@x.org/",
        "https://x.org/?k\\u0065y\\u003Ds3cret&token",
    ],
)
def test_secrets_in_addresses_are_not_kept(address: str) -> None:
    raw = b'{"external_id":"a","payload":{"next":["' + address.encode() + b'"]}}'
    assert kept(raw).fate == "possible"
    assert b"s3cret" not in (kept(raw).received or b"")


def test_what_nobody_can_read_and_may_hold_a_secret_is_not_kept() -> None:
    refused = kept(b'{"external_id":"a","payload":{"next":"https://x.org/?api_key=s3cret"')
    assert (refused.fate, refused.received) == ("unreadable", None)


def test_a_record_that_is_too_large_is_said_to_be() -> None:
    assert kept(b"x" * (LARGEST_RECORD + 1)).fate == "too-large"
    assert kept(b"x" * LARGEST_RECORD).fate == "possible"


def test_a_run_keeps_no_more_than_it_has_room_for() -> None:
    raw = record("a", {"n": "x" * 100})
    full = replace(RUN, kept_bytes=MOST_KEPT - len(raw) - 5)
    results = [RecordResult(index, None, "rejected", problems=WRONG) for index in range(3)]
    refused = keeping(full, results, {0: raw, 1: raw, 2: b"1"})
    assert [each.fate for each in refused] == ["possible", "no-room", "possible"]


def test_a_retry_leaves_its_records_with_the_run_that_was_retried() -> None:
    refused = kept(record("a", {}), replace(RUN, retry_of=uuid7()))
    assert (refused.fate, refused.received) == ("original", None)


def test_records_that_were_taken_are_not_kept() -> None:
    noted = RecordResult(0, "a", "created", problems=WRONG)
    fine = RecordResult(1, "b", "created")
    (refused,) = keeping(RUN, [noted, fine], {0: b"{}", 1: b"{}"})
    assert (refused.result, refused.fate, refused.received) == (noted, None, None)


@given(st.binary(max_size=200))
def test_whatever_was_refused_is_kept_or_not(raw: bytes) -> None:
    clean = as_kept(raw)
    assert clean is None or isinstance(clean, bytes)


@pytest.mark.parametrize(
    "message",
    [
        "GET https://x.org/3/movie?api_key=s3cret answered 500",
        "proxy http://me:s3cret@proxy.internal:3128/ refused",
        "sent Authorization: Bearer s3cret-s3cret-s3cret",
    ],
)
def test_messages_of_troubles_carry_no_secrets(message: str) -> None:
    assert "s3cret" not in said_safely(message)
    assert len(said_safely(message * 100)) == LONGEST_MESSAGE
