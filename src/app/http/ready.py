"""Answers that need no more work: status, headers and body as they go over the wire."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Receive, Scope, Send

from app.http.headers import Header


class Ready(NamedTuple):
    """What a handler may return in place of a Response; the same one may be sent any number of times."""

    status: int
    body: bytes
    headers: tuple[Header, ...]

    @classmethod
    def whole(cls, body: bytes, headers: Iterable[Header]) -> Self:
        """200 with the body, and its length."""
        return cls(200, body, (*headers, (b"content-length", b"%d" % len(body))))

    def along_with(self, headers: Iterable[Header]) -> Self:
        """The same with more headers, for one reader."""
        return self._replace(headers=(*self.headers, *headers))

    def kept(self, how: bytes) -> Self:
        """The same with another `Cache-Control`."""
        others = (header for header in self.headers if header[0] != b"cache-control")
        return self._replace(headers=(*others, (b"cache-control", how)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: HTTPResponseStartEvent = {
            "type": "http.response.start",
            "status": self.status,
            "headers": self.headers,
        }
        await send(start)
        body: HTTPResponseBodyEvent = {"type": "http.response.body", "body": self.body, "more_body": False}
        await send(body)
