"""Answers that are sent piece by piece while the request is still being read."""

from collections.abc import AsyncIterator

from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send


class StreamedBack(ASGIResponse):
    """Sends chunks as they come, and leaves the request's own stream alone.

    Litestar's `Stream` waits for a disconnect meanwhile, and so swallows the rest of a body that the handler
    has not read yet. A refusal before the first chunk is an ordinary answer; an error after it breaks the
    answer off, so the iterator has to turn into a chunk what the reader should be told.
    """

    _should_set_content_length = False

    def __init__(self, chunks: AsyncIterator[bytes], media_type: str, status_code: int = 200) -> None:
        super().__init__(media_type=media_type, status_code=status_code)
        self._chunks = chunks
        self._first = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._first = await anext(self._chunks, b"")
        await super().__call__(scope, receive, send)

    async def send_body(self, send: Send, receive: Receive) -> None:
        await send({"type": "http.response.body", "body": self._first, "more_body": True})
        async for chunk in self._chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
