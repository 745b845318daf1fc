"""Records are gathered into chunks by number, by size, and by how long the sender takes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from domain.ingestion.chunks import CHUNK_BYTES, CHUNK_RECORDS, LINGER, PAUSE, in_chunks, numbered


class Slow:
    """A sender that takes a while for each record, by a clock of its own."""

    def __init__(self, takes: timedelta) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.takes = takes

    def clock(self) -> datetime:
        return self.now

    async def send(self, *records: bytes) -> AsyncIterator[bytes]:
        for record in records:
            self.now += self.takes
            yield record

    async def sizes(self, *records: bytes) -> list[int]:
        return [len(chunk) async for chunk in in_chunks(numbered(self.send(*records)), self.clock)]


async def test_chunks_are_full_or_the_last() -> None:
    assert await Slow(timedelta()).sizes(*[b"1"] * (CHUNK_RECORDS + 1)) == [CHUNK_RECORDS, 1]
    assert await Slow(timedelta()).sizes(*[b"x" * (CHUNK_BYTES // 2)] * 3) == [2, 1]
    assert await Slow(timedelta()).sizes() == []


async def test_a_slow_sender_does_not_wait_for_a_thousand() -> None:
    assert await Slow(LINGER / 2).sizes(*[b"1"] * 7) == [3, 3, 1]


async def test_a_pause_sends_off_what_is_there_and_has_no_index() -> None:
    slow = Slow(timedelta())
    chunks = [chunk async for chunk in in_chunks(numbered(slow.send(b"a", PAUSE, PAUSE, b"b")), slow.clock)]
    assert chunks == [[(0, b"a")], [], [(1, b"b")]]
