"""What a file run remembers beside its records, inside one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.ingestion import file_statements as sql
from adapters.postgres.ingestion.delivery import PgDelivery
from adapters.postgres.ingestion.speaking import Rereadings
from adapters.postgres.ingestion.statements import TAKE_TURN
from domain.ingestion.errors import FileRunActive, MarksLost
from domain.ingestion.files.entries import FileIdentity, Named
from domain.ingestion.files.ports import FileBook, Progress, Stored
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.ports import Delivery
from domain.ingestion.records import Received
from domain.ingestion.views import Outcome, RunStatus
from domain.kernel import MediaItemId

FIRST_SEEN = sql.first_seen(sql.SEEN)
MET = sql.met(sql.SEEN)
KINDS_MET = sql.kinds_met(sql.SEEN)
ANALYZE = text(f"ANALYZE {sql.SEEN}")


class PgFileBook:
    """The port FileBook."""

    def __init__(self, connection: AsyncConnection, identity: FileIdentity) -> None:
        self._connection = connection
        self._identity = identity

    async def first_seen(self, run_id: UUID, taken: Sequence[str], refused: Sequence[str]) -> frozenset[str]:
        if refused:
            await self._connection.execute(MET, {"run_id": run_id, "ids": refused})
        if not taken:
            return frozenset()
        fresh = await self._connection.execute(FIRST_SEEN, {"run_id": run_id, "ids": taken})
        return frozenset(fresh.scalars())

    async def keep_names(self, names: Sequence[Named]) -> Sequence[Outcome]:
        if not names:
            return ()
        given = {"keys": [each.key for each in names], "names": [each.name for each in names]}
        written = (await self._connection.execute(sql.KEEP_NAMES, given)).scalars().all()
        fates: list[Outcome] = ["created" if is_new else "updated" for is_new in written]
        return fates + ["unchanged"] * (len(names) - len(fates))

    async def reopen(self, run_id: UUID, at: datetime, statuses: Sequence[RunStatus]) -> None:
        again = {"run_id": run_id, "at": at, "statuses": list(statuses)}
        await self._connection.execute(sql.REOPEN, again)

    async def advance(self, before: Progress, after: Progress) -> None:
        tally = {"run_id": after.run.id, "tally": msgspec.json.encode(after.tally).decode()}
        if before is after:
            known = {"name": self._identity.name, "digest": self._identity.digest}
            await self._connection.execute(sql.BEGIN, {**tally, **known})
            return
        place = {
            "line": after.position.line,
            "offset": after.position.offset,
            "named_until": after.named_until,
            "old_offset": before.position.offset,
            "old_named_until": before.named_until,
        }
        if (await self._connection.execute(sql.ADVANCE, {**tally, **place})).rowcount != 1:
            raise FileRunActive

    async def nameless(self, mapping: SourceMapping, after: str, most: int) -> Sequence[Stored]:
        await self._connection.execute(TAKE_TURN, {"source_name": mapping.source_name})
        where = {"source_name": mapping.source_name, "version": mapping.version, "after": after, "most": most}
        return [_stored(row) for row in await self._connection.execute(sql.NAMELESS, where)]

    async def mark_missing(self, progress: Progress, kinds: Sequence[str], at: datetime) -> int:
        run = {"run_id": progress.run.id}
        if await self._connection.scalar(sql.MARKS, run) != progress.tally.seen:
            raise MarksLost
        met = (await self._connection.execute(KINDS_MET, {**run, "kinds": kinds})).scalars().all()
        source = {"source_name": progress.run.source_name, "kinds": met}
        await self._connection.execute(TAKE_TURN, {"source_name": progress.run.source_name})
        await self._connection.execute(ANALYZE)
        await self._connection.execute(sql.MARK_MISSING, {**run, **source, "at": at})
        return int(await self._connection.scalar(sql.COUNT_MISSING, source) or 0)

    async def forget(self, run_id: UUID) -> None:
        await self._connection.execute(sql.FORGET, {"run_id": run_id})


class PgFileWork(Struct, frozen=True):
    """The port FileWork."""

    delivery: Delivery
    book: FileBook


def file_work(connection: AsyncConnection, sources: Rereadings, identity: FileIdentity) -> PgFileWork:
    return PgFileWork(PgDelivery(connection, sources), PgFileBook(connection, identity))


def _stored(row: Any) -> Stored:
    text = row.raw_payload.encode()
    record = Received(
        index=0,
        external_id=row.external_id,
        payload=msgspec.json.decode(text),
        payload_hash=row.payload_hash,
        stored=text,
        notes=tuple(row.payload_notes),
        canonical_url=row.canonical_url,
        fetched_at=row.fetched_at,
        is_dated=True,
    )
    return Stored(record, MediaItemId(row.media_item_id))
