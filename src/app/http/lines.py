"""Takes newline-delimited JSON apart while it is still coming in."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Final

LONGEST_LINE: Final = (1 << 20) + (64 << 10)
"""The largest payload and its envelope. Of a longer line only so much is held, enough to see that it is."""


async def lines_of(stream: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """Each line without its ending; empty ones are left out, overlong ones are cut one byte too late."""
    held = bytearray()
    async for piece in stream:
        *endings, beginning = piece.split(b"\n")
        for ending in endings:
            _hold(held, ending)
            if line := bytes(held).strip():
                yield line
            held.clear()
        _hold(held, beginning)
    if line := bytes(held).strip():
        yield line


def _hold(held: bytearray, more: bytes) -> None:
    """Adds what there is room for."""
    held += more[: LONGEST_LINE + 1 - len(held)]
