"""Takes newline-delimited JSON apart while it is still coming in."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Final

LONGEST_LINE: Final = (1 << 20) + (64 << 10)
"""The largest payload and its envelope. Of a longer line only so much is held, enough to see that it is."""


async def lines_of(stream: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """Each line without its ending; empty ones are left out, overlong ones are cut one byte too late."""
    held = bytearray()
    async for piece in stream:
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            if line := _cut(held, piece[start:end]).strip():
                yield line
            held.clear()
            start = end + 1
        _cut(held, piece[start:])
    if line := bytes(held).strip():
        yield line


def _cut(held: bytearray, more: bytes) -> bytes:
    """Adds what there is room for, and gives all that is held."""
    held += more[: LONGEST_LINE + 1 - len(held)]
    return bytes(held)
