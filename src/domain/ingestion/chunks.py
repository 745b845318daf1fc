"""Gathers records as they come into chunks that are written at one go."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable
from datetime import timedelta

from domain.kernel import Clock

CHUNK_RECORDS = 1_000
CHUNK_BYTES = 4 << 20
LINGER = timedelta(seconds=2)
"""A chunk whose first record came so long ago is taken as it is: slow senders learn of their records too."""

PAUSE = b""
"""Stands in a stream of records for a while in which none came."""

Numbered = tuple[int, bytes]
"""A record with its position: the index in a batch or stream, the line of a file."""


async def as_stream(records: Iterable[bytes]) -> AsyncIterator[bytes]:
    for record in records:
        yield record


async def numbered(records: AsyncIterable[bytes]) -> AsyncIterator[Numbered]:
    """With their index from 0; pauses have none of their own."""
    index = 0
    async for record in records:
        yield index, record
        index += record != PAUSE


async def in_chunks(records: AsyncIterable[Numbered], clock: Clock) -> AsyncIterator[list[Numbered]]:
    """Up to a thousand records or 4 MiB; fewer, or none, after a pause."""
    chunk: list[Numbered] = []
    size, began = 0, clock()
    async for position, record in records:
        if record != PAUSE:
            began = began if chunk else clock()
            chunk.append((position, record))
            size += len(record)
        is_full = len(chunk) == CHUNK_RECORDS or size >= CHUNK_BYTES
        if is_full or record == PAUSE or clock() - began >= LINGER:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
