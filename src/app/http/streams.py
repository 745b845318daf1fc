"""Answers that are sent piece by piece while the request is still being read."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

Chunks = AsyncGenerator[bytes, None]


class StreamedBack(Response[None]):
    """Sends chunks as they come, and leaves the request's own stream alone.

    Litestar's `Stream` waits for a disconnect meanwhile, and so swallows the rest of a body that the handler
    has not read yet. A refusal before the first chunk is an ordinary answer; an error after it breaks the
    answer off, so the generator has to turn into a chunk what the reader should be told. It is closed in any
    case, also when the reader has gone.
    """

    def __init__(self, chunks: Chunks, media_type: str, status_code: int = 200) -> None:
        super().__init__(None, media_type=media_type, status_code=status_code)
        self._chunks = chunks

    def to_asgi_response(
        self, app: Any, request: Request[Any, Any, Any], **given: Any
    ) -> "StreamingInPieces":
        return StreamingInPieces(self._chunks, str(self.media_type), self.status_code or 200)


class StreamingInPieces(ASGIResponse):
    """What sends them."""

    _should_set_content_length = False

    def __init__(self, chunks: Chunks, media_type: str, status_code: int) -> None:
        super().__init__(media_type=media_type, status_code=status_code)
        self._chunks = chunks
        self._first = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self._chunks):
            self._first = await anext(self._chunks, b"")
            await super().__call__(scope, receive, send)

    async def send_body(self, send: Send, receive: Receive) -> None:
        await send({"type": "http.response.body", "body": self._first, "more_body": True})
        async for chunk in self._chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
