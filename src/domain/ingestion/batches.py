"""Takes a JSON batch apart into its records, so that a bad one cannot spoil the others."""

import re

import msgspec
from msgspec import Struct

from domain.ingestion.errors import BatchInvalid

MOST_RECORDS = 5_000

# Possessive: no input makes it backtrack.
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},]', re.DOTALL)
RECORDS = re.compile(rb'\s*+\{\s*+"records"\s*+:\s*+\[')
END = re.compile(rb"\s*+\}\s*+")


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    records: list[msgspec.Raw]


def split_batch(body: bytes) -> list[bytes]:
    """The bytes of each record of `{"records": [...]}`. Raises BatchInvalid.

    The decoder gives up at the first bad escape or deep nesting anywhere; then the records are told apart by
    counting brackets, so that each can be judged by itself.
    """
    try:
        records = [bytes(raw) for raw in msgspec.json.decode(body, type=Batch).records]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        records = _by_brackets(body)
    if len(records) > MOST_RECORDS:
        raise BatchInvalid("too-many-records", f"At most {MOST_RECORDS} records; stream NDJSON for more.")
    return records


def _by_brackets(body: bytes) -> list[bytes]:
    start = RECORDS.match(body)
    if start is None:
        raise BatchInvalid("batch-invalid", 'Send {"records": [...]} and nothing beside it.')
    records, depth, begin = [], 0, start.end()
    for token in TOKEN.finditer(body, begin):
        sign = token[0]
        if depth == 0 and sign in (b",", b"]"):
            records.append(body[begin : token.start()].strip())
            begin = token.end()
            if sign == b"]":
                break
        depth += (sign in (b"[", b"{")) - (sign in (b"]", b"}"))
    else:
        raise BatchInvalid("batch-invalid", "The list of records has no end.")
    if not END.fullmatch(body, begin):
        raise BatchInvalid("batch-invalid", "Something stands behind the list of records.")
    return [] if records == [b""] else records
