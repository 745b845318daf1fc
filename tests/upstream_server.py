"""An upstream of one's own: real sockets on loopback, answering as told, well or badly."""

import asyncio
import gzip
import json
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names are in lower case. `at` is in seconds of a monotonic clock."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Reply:
    """`after` keeps the answer back until it is set; `delay` does so for seconds.

    `cut_at` ends the connection after so many bytes of the body that was announced.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json; charset=utf-8"
    delay: float = 0
    after: asyncio.Event | None = None
    cut_at: int | None = None

    def as_bytes(self) -> bytes:
        lines = {"content-type": self.kind, "content-length": str(len(self.body)), "connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in {**lines, **self.headers}.items())
        start = f"HTTP/1.1 {self.status} As told\r\n{head}\r\n".encode("latin-1")
        return start + (self.body if self.cut_at is None else self.body[: self.cut_at])


def as_json(value: Any, **more: Any) -> Reply:
    return Reply(json.dumps(value).encode(), **more)


def packed(body: bytes, **more: Any) -> Reply:
    return Reply(gzip.compress(body), headers={"content-encoding": "gzip"}, **more)


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"location": location})


class LocalUpstream:
    """Give a path one reply or several; the last one stays. Nothing else is there: 404."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.port = 0
        self.most_at_once = 0
        self._open = 0
        self._replies: dict[str, list[Reply]] = {}

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def on(self, path: str, *replies: Reply) -> None:
        self._replies[path] = list(replies)

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _read(reader)
            self.asked.append(asked)
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
            replies = self._replies.get(asked.path, [as_json({"error": "not found"}, status=404)])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            await (asyncio.sleep(reply.delay) if reply.after is None else reply.after.wait())
            self._open -= 1
            writer.write(reply.as_bytes())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked has left
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    method, target, _ = first.split(" ")
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    parts = urlsplit(target)
    return Asked(method, parts.path, dict(parse_qsl(parts.query)), headers, body, time.monotonic())


@asynccontextmanager
async def local_upstream(tls: ssl.SSLContext | None = None) -> AsyncIterator[LocalUpstream]:
    """Listens on a free port of 127.0.0.1 until the block is left."""
    upstream = LocalUpstream()
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0, ssl=tls)
    upstream.port = server.sockets[0].getsockname()[1]
    async with server:
        yield upstream
