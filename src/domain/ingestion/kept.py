"""What is kept of a refused record, so that it can be taken through again later."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from domain.ingestion.records import LARGEST_RECORD
from domain.ingestion.runs import Run
from domain.ingestion.secrets import may_hold_secret, scrubbed
from domain.ingestion.views import RecordResult

KEPT_FOR = timedelta(days=30)
MOST_KEPT = 64 << 20
"""Bytes of refused records that one run may leave behind."""

Fate = Literal["possible", "too-large", "unreadable", "no-room", "original"]


class Refused(Struct, frozen=True):
    """A result that needs a look; `received` when its bytes are kept, and `fate` says why not otherwise."""

    result: RecordResult
    fate: Fate | None = None
    received: bytes | None = None


def keeping(run: Run, results: Iterable[RecordResult], raw_of: dict[int, bytes]) -> list[Refused]:
    """Results that have problems, with as many bytes of the refused ones as the run has room for."""
    room = MOST_KEPT - run.kept_bytes
    kept = []
    for result in results:
        if result.problems:
            kept.append(_kept(run, result, raw_of[result.index], room))
            room -= len(kept[-1].received or b"")
    return kept


def _kept(run: Run, result: RecordResult, raw: bytes, room: int) -> Refused:
    if result.outcome != "rejected":
        return Refused(result)
    if run.retry_of is not None:
        return Refused(result, "original")
    if len(raw) > LARGEST_RECORD:
        return Refused(result, "too-large")
    clean = as_kept(raw)
    if clean is None:
        return Refused(result, "unreadable")
    if len(clean) > room:
        return Refused(result, "no-room")
    return Refused(result, "possible", clean)


def as_kept(raw: bytes) -> bytes | None:
    """The record as it may be kept: byte for byte where it holds no secret; None where nobody can tell."""
    if not may_hold_secret(raw):
        return raw
    try:
        record = msgspec.json.decode(raw)
        clean = scrubbed(record)
        return raw if clean == record else msgspec.json.encode(clean)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
