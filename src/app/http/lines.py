"""Takes newline-delimited JSON apart while it is still coming in."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from typing import Any, Final

from litestar import Request
from litestar.exceptions import InternalServerException

from domain.ingestion.chunks import PAUSE
from domain.ingestion.errors import BrokenOff

LONGEST_LINE: Final = (1 << 20) + (64 << 10)
"""The largest payload and its envelope. Of a longer line only so much is held, enough to see that it is."""

PATIENCE: Final = 2.0
"""Seconds without a byte that are a pause."""


async def pieces_of(
    request: Request[Any, Any, Any], patience: float = PATIENCE
) -> AsyncGenerator[bytes, None]:
    """The body as it comes in, with a PAUSE whenever nothing came for a while. Raises BrokenOff."""
    pieces = request.stream()
    coming: asyncio.Future[bytes | None] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(pieces))
            await asyncio.wait({coming}, timeout=patience)
            if not coming.done():
                yield PAUSE
                continue
            piece, coming = coming.result(), None
            if piece is None:
                return
            if piece:
                yield piece
    finally:
        if coming is not None:
            coming.cancel()


async def _next(pieces: AsyncGenerator[bytes, None]) -> bytes | None:
    try:
        return await anext(pieces, None)
    except InternalServerException as error:  # Litestar's word for a client that went away
        raise BrokenOff from error


async def lines_of(stream: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """Each line without its ending; empty ones are left out, overlong ones are cut one byte too late.

    Pauses between pieces are handed on.
    """
    held = bytearray()
    async for piece in stream:
        if piece == PAUSE:
            yield PAUSE
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
