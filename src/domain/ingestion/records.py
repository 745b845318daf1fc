"""Reads one received record: bounded, checked and cleaned before any mapping sees it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from domain.ingestion.errors import RecordRejected, Unusable
from domain.ingestion.secrets import may_hold_secret, rewritten, scrubbed, without_secret
from domain.ingestion.transformations.texts import web_address
from domain.kernel import Problem

LARGEST_PAYLOAD = 1 << 20
LARGEST_RECORD = LARGEST_PAYLOAD + (64 << 10)
DEEPEST = 64
INT64 = range(-(2**63), 2**63)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

LONG_NUMBER = re.compile(rb"\d{19}")
WHERE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
NAMED = re.compile(r"^Object (?:contains unknown|missing required) field `(?P<name>[^`]*)`")
NUL_NOTE = "U+0000 was removed"
SECRET_NOTE = "a secret in an address was replaced"  # noqa: S105


class Envelope(Struct, frozen=True, forbid_unknown_fields=True):
    """A record as it is sent."""

    external_id: Annotated[str, Meta(min_length=1, max_length=200)]
    payload: msgspec.Raw
    canonical_url: Annotated[str, Meta(max_length=2_000)] | None = None
    fetched_at: datetime | None = None


class Received(Struct, frozen=True):
    """A record that could be read. `stored` is its payload as JSON text that PostgreSQL takes."""

    index: int
    external_id: str
    payload: dict[str, Any]
    payload_hash: bytes
    stored: bytes
    notes: tuple[str, ...]
    canonical_url: str | None
    fetched_at: datetime
    is_dated: bool
    """Whether fetched_at was sent, rather than the moment of receiving."""


decode_envelope = msgspec.json.Decoder(Envelope).decode
decode_anything = msgspec.json.Decoder(strict=True).decode


def read_record(index: int, raw: bytes, now: datetime) -> Received:
    """The record. Raises RecordRejected with what is wrong; nothing about one record touches another."""
    if len(raw) > LARGEST_RECORD:
        raise _too_large()
    envelope = _decoded(decode_envelope, raw, "")
    received = bytes(envelope.payload)
    dated = envelope.canonical_url, envelope.fetched_at
    return read_payload(index, envelope.external_id, received, now, *dated)


def read_payload(
    index: int,
    external_id: str,
    received: bytes,
    now: datetime,
    canonical_url: str | None = None,
    fetched_at: datetime | None = None,
) -> Received:
    """The same of a payload that came without an envelope. Raises RecordRejected."""
    if len(received) > LARGEST_PAYLOAD:
        raise _too_large()
    payload = _decoded(decode_anything, received, "/payload")
    if not isinstance(payload, dict):
        raise _rejected("/payload", "payload-not-object", "A payload is a JSON object.")
    _check_bounds(payload, received)
    clean, notes = _cleaned(payload, received)
    return Received(
        index=index,
        external_id=_external_id(external_id),
        payload=clean,
        payload_hash=sha256(received).digest(),
        stored=msgspec.json.encode(clean) if notes else received,
        notes=notes,
        canonical_url=_address(canonical_url),
        fetched_at=_fetched_at(fetched_at, now),
        is_dated=fetched_at is not None,
    )


def as_pushed(record: Received) -> bytes:
    """The record with its envelope."""
    dated = {"fetched_at": record.fetched_at} if record.is_dated else {}
    addressed = {"canonical_url": record.canonical_url} if record.canonical_url else {}
    named = {"external_id": record.external_id, "payload": msgspec.Raw(record.stored)}
    return msgspec.json.encode({**named, **addressed, **dated})


def external_id_of(raw: bytes) -> str | None:
    """The id of a record that was refused, for the report, when it can be told."""
    try:
        found = msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).get("external_id", b"null")
        name = msgspec.json.decode(found, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return name.replace("\0", "")[:200] or None


def _external_id(given: str) -> str:
    tidy = _without_nul(given).strip()
    if not tidy:
        raise _rejected("/external_id", "text-missing", "Something has to stand here.")
    return tidy


def _address(given: str | None) -> str | None:
    """Pages make a link of it, so it is a web address or it is refused."""
    try:
        address = web_address(_without_nul(given or ""))
    except Unusable as error:
        raise _rejected("/canonical_url", error.code, error.message) from error
    return address and without_secret(address)


def _fetched_at(given: datetime | None, now: datetime) -> datetime:
    if given is None:
        return now
    if given.tzinfo is None:
        raise _rejected("/fetched_at", "time-without-zone", "Say the zone of this time, such as Z.")
    if not EARLIEST <= given <= now + timedelta(days=1):
        raise _rejected("/fetched_at", "time-out-of-range", "This time is in the future, or before 1990.")
    return given.astimezone(UTC)


def _decoded(decode: Callable[[bytes], Any], raw: bytes, pointer: str) -> Any:
    try:
        return decode(raw)
    except msgspec.ValidationError as error:
        raise _rejected(pointer + _offender(str(error)), "record-invalid", _words(error)) from error
    except UnicodeDecodeError as error:
        raise _rejected(pointer, "invalid-utf8", "The record is not UTF-8.") from error
    except msgspec.DecodeError as error:
        raise _rejected(pointer, "malformed-json", "The record is not valid JSON.") from error
    except RecursionError as error:
        raise _too_deep() from error


def _offender(message: str) -> str:
    """The pointer to the field that a message of msgspec is about."""
    where, named = WHERE.search(message), NAMED.match(message)
    path = re.sub(r"\.|\[(\d+)\]", r"/\1", where["path"]) if where else ""
    return f"{path}/{_step(named['name'])}" if named else path


def _words(error: Exception) -> str:
    return _without_nul(WHERE.sub("", str(error)))[:200]


def _step(name: str) -> str:
    """A key as a part of a pointer, cut to what a report has room for."""
    return _without_nul(name)[:64].replace("~", "~0").replace("/", "~1")


def _check_bounds(payload: Any, received: bytes) -> None:
    """Depth and whole numbers, looked at only where the bytes leave room for doubt."""
    if received.count(b"{") + received.count(b"[") > DEEPEST and _depth(payload) > DEEPEST:
        raise _too_deep()
    if LONG_NUMBER.search(received):
        _check_numbers(payload, "/payload")


def _depth(payload: Any) -> int:
    depth, level = 0, [payload]
    while level:
        depth += 1
        level = [each for value in level for each in _children(value) if isinstance(each, dict | list)]
    return depth


def _children(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value


def _check_numbers(value: Any, pointer: str) -> None:
    if isinstance(value, int) and value not in INT64:
        raise _rejected(pointer, "number-out-of-range", "This number does not fit into 64 bits.")
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in pairs:
            _check_numbers(each, f"{pointer}/{_step(str(key))}")


def _cleaned(payload: dict[str, Any], received: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    clean, notes = payload, []
    if b"\\u0000" in received and (without := rewritten(clean, _without_nul)) != clean:
        clean = without
        notes.append(NUL_NOTE)
    if may_hold_secret(received) and (without := scrubbed(clean)) != clean:
        clean = without
        notes.append(SECRET_NOTE)
    return clean, tuple(notes)


def _without_nul(text: str) -> str:
    return text.replace("\0", "")


def _too_large() -> RecordRejected:
    return _rejected("/payload", "payload-too-large", "A payload holds at most 1 MiB.")


def _too_deep() -> RecordRejected:
    return _rejected("/payload", "too-deep", f"A payload nests at most {DEEPEST} levels deep.")


def _rejected(pointer: str, code: str, message: str) -> RecordRejected:
    return RecordRejected(Problem(pointer, code, message))
