"""Reads the body of an answer piece by piece, never more of it than was agreed, unpacked or not."""

import zlib
from collections.abc import AsyncIterator

from domain.ingestion.upstream.errors import UpstreamNonsense

GZIP = 16 + zlib.MAX_WBITS
OVERHEAD = 1 << 10
"""By how much packing may make a body longer; whatever stands behind its end counts too."""


async def read_body(parts: AsyncIterator[bytes], encoding: str, largest: int) -> bytes:
    """The body, unpacked. Raises UpstreamNonsense when it is larger, cut short or packed in another way."""
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise UpstreamNonsense("The answer is packed in a way that was not asked for.")
    unpack = Gunzip() if encoding.endswith("gzip") else AsItIs()
    body, received = bytearray(), 0
    async for part in parts:
        received += len(part)
        body += unpack(part, largest + 1 - len(body))
        if len(body) > largest or received > largest + OVERHEAD:
            raise UpstreamNonsense(f"The answer is larger than {largest} bytes.")
    if not unpack.is_whole:
        raise UpstreamNonsense("The answer was cut short.")
    return bytes(body)


class AsItIs:
    is_whole = True

    def __call__(self, part: bytes, room: int) -> bytes:
        return part


class Gunzip:
    """Gives at most as many bytes as there is room for, whatever the packed ones would become."""

    def __init__(self) -> None:
        self._unpacking = zlib.decompressobj(GZIP)

    def __call__(self, part: bytes, room: int) -> bytes:
        try:
            return self._unpacking.decompress(part, room)
        except zlib.error as error:
            raise UpstreamNonsense("The answer cannot be unpacked.") from error

    @property
    def is_whole(self) -> bool:
        return self._unpacking.eof
