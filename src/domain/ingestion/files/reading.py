"""Makes parts of a file ready to be written, while the part before is being written."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from msgspec.structs import replace

from domain.ingestion.deciding import Candidate, candidate_of
from domain.ingestion.errors import FileUnreadable, RecordRejected
from domain.ingestion.files.entries import Content, Entry, Refused, Same
from domain.ingestion.files.ports import Credits, FileSession
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.records import Received

PART_ENTRIES = 1_000
PART_BYTES = 4 << 20
BREATH = 40
"""Entries read in one go, before the database's answers get their turn."""

T = TypeVar("T")


class Preparing:
    """Reads and maps entries, a part at a time."""

    def __init__(self, session: FileSession, mapping: SourceMapping, credits: Credits | None) -> None:
        self._session = session
        self._mapping = mapping
        self._credits = credits

    async def parts(self, entries: Iterator[Entry]) -> AsyncIterator[list[Entry]]:
        """A file that breaks off gives its last part before it raises FileUnreadable."""
        part: list[Entry] = []
        size = 0
        try:
            for number, entry in enumerate(entries):
                if number % BREATH == 0:
                    await asyncio.sleep(0)
                part.append(entry)
                size += len(entry.content.stored) if isinstance(entry.content, Received) else 0
                if len(part) == PART_ENTRIES or size >= PART_BYTES:
                    yield await self._mapped(part)
                    part, size = [], 0
        except FileUnreadable:
            if part:
                yield await self._mapped(part)
            raise
        if part:
            yield await self._mapped(part)

    async def _mapped(self, part: list[Entry]) -> list[Entry]:
        """What is stored already is only told apart: most of a dump that comes again."""
        records = [entry.content for entry in part if isinstance(entry.content, Received)]
        same = await self._session.same(self._mapping, records)
        names = await self._names(each for each in records if each.external_id not in same)
        mapped = []
        for number, entry in enumerate(part):
            if number % BREATH == 0:
                await asyncio.sleep(0)
            mapped.append(replace(entry, content=self._looked_at(entry.content, same, names)))
        return mapped

    async def _names(self, records: Iterable[Received]) -> Mapping[str, str]:
        credits = self._credits
        if not credits:
            return {}
        return await self._session.names({key for each in records for key in credits.keys(each.payload)})

    def _looked_at(self, content: Content, same: Collection[str], names: Mapping[str, str]) -> Content:
        if not isinstance(content, Received):
            return content
        if content.external_id in same:
            return Same(content.external_id)
        try:
            return candidate(self._mapping, content, self._credits, names)
        except RecordRejected as error:
            return Refused(content.external_id, error.problems)


def candidate(
    mapping: SourceMapping, record: Received, credits: Credits | None, names: Mapping[str, str]
) -> Candidate:
    """The record mapped, with the names that are known. Raises RecordRejected."""
    if credits:
        record = replace(record, payload=credits.named(record.payload, names))
    return candidate_of(mapping, record)


@asynccontextmanager
async def one_ahead(source: AsyncIterator[T]) -> AsyncIterator[AsyncIterator[T]]:
    """The same values; the next one is worked on while one is used."""
    ready: asyncio.Queue[T | Exception | None] = asyncio.Queue(maxsize=1)

    async def fill() -> None:
        try:
            async for value in source:
                await ready.put(value)
        except Exception as error:
            await ready.put(error)
        else:
            await ready.put(None)

    async def drain() -> AsyncIterator[T]:
        while (value := await ready.get()) is not None:
            if isinstance(value, Exception):
                raise value
            yield value

    filling = asyncio.create_task(fill())
    try:
        yield drain()
    finally:
        filling.cancel()
        with suppress(asyncio.CancelledError):
            await filling
