"""Answers that begin while the request is still coming in."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Request
from litestar.response import Stream
from litestar.response.streaming import ASGIStreamingResponse
from litestar.types import Receive, Send


class DuplexResponse(ASGIStreamingResponse):
    """Leaves reading to the iterator: the stock one would read the request away, listening for its end."""

    async def send_body(self, send: Send, receive: Receive) -> None:
        await self._stream(send)


class DuplexStream(Stream):
    """A stream whose iterator reads the request as it goes."""

    def __init__(self, content: AsyncIterator[bytes], media_type: str) -> None:
        super().__init__(content, media_type=media_type)
        self._content = content

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **given: Any) -> DuplexResponse:
        return DuplexResponse(
            iterator=self._content,
            media_type=self.media_type,
            headers=self.headers,
            status_code=given.get("status_code"),
            cookies=given.get("cookies"),
        )
