"""A client that sends a body piece by piece and reads the answer meanwhile, as no test transport does."""

import asyncio
import json
from typing import Any

from litestar import Litestar

from tests.service import PATIENCE


class Streaming:
    """One POST of NDJSON; `lines` are those of the answer so far."""

    def __init__(self, application: Litestar, path: str, headers: dict[str, str]) -> None:
        self._application = application
        self._path = path
        self._headers = {"content-type": "application/x-ndjson", "host": "127.0.0.1:8000"} | headers
        self._messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._more = asyncio.Event()
        self.status = 0
        self.body = b""
        self.task: asyncio.Task[None] | None = None

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.body.splitlines()]

    def begin(self) -> None:
        self.task = asyncio.create_task(self._call())

    def send(self, *records: bytes) -> None:
        self.send_bytes(b"".join(record + b"\n" for record in records))

    def send_bytes(self, body: bytes) -> None:
        self._messages.put_nowait({"type": "http.request", "body": body, "more_body": True})

    def finish(self) -> None:
        self._messages.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    def go_away(self) -> None:
        self._messages.put_nowait({"type": "http.disconnect"})

    async def answered(self, lines: int) -> None:
        """Waits for that many lines."""
        async with asyncio.timeout(PATIENCE):
            while len(self.body.splitlines()) < lines:
                self._more.clear()
                await self._more.wait()

    async def ended(self) -> None:
        assert self.task is not None
        await asyncio.wait_for(self.task, PATIENCE)

    async def _call(self) -> None:
        scope: dict[str, Any] = {
            "type": "http",
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": self._path,
            "raw_path": self._path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in self._headers.items()],
            "client": ("192.0.2.7", 50_000),
            "server": ("127.0.0.1", 8_000),
            "app": self._application,
        }
        await self._application(scope, self._messages.get, self._take)  # type: ignore[arg-type]

    async def _take(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.body += message.get("body", b"")
        self._more.set()
