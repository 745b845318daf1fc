"""Hears what the database announces at commit, on a connection that is made again when it breaks."""

import asyncio
from contextlib import suppress
from typing import Protocol

import asyncpg
import structlog

RETRY_SECONDS = 0.5
HEARTBEAT_SECONDS = 2.0

log = structlog.get_logger()


class Listener(Protocol):
    """Whoever wants to know; told also when nothing can be heard for a while."""

    def forget(self, what: str) -> None: ...

    def listening(self, *, on: bool) -> None: ...


class PgAnnouncements:
    """Listens on one channel for as long as `run` runs."""

    def __init__(self, url: str, channel: str, listener: Listener) -> None:
        self._url = url
        self._channel = channel
        self._listener = listener

    async def run(self) -> None:
        """Never returns; cancel it. Whenever the connection is gone, says so and connects again."""
        while True:
            try:
                await self._listen()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                log.warning("announcements lost", reason=type(error).__name__)
            finally:
                self._listener.listening(on=False)
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        connection = await asyncpg.connect(self._url)
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        try:
            await connection.add_listener(self._channel, self._heard)
            self._listener.listening(on=True)
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(ended.wait(), HEARTBEAT_SECONDS)
                await connection.execute("SELECT 1", timeout=HEARTBEAT_SECONDS)
        finally:
            connection.terminate()

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self._listener.forget(str(payload))
