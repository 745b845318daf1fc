"""The run of one file on a connection of its own, which holds the file's lock as long as it lives."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.postgres.constraints import in_domain_words
from adapters.postgres.ingestion import file_statements as sql
from adapters.postgres.ingestion.delivery import INGESTION_REFUSALS, unstorable_named
from adapters.postgres.ingestion.dry_run import dry_work
from adapters.postgres.ingestion.file_book import PgFileWork, file_work
from adapters.postgres.ingestion.speaking import Rereadings
from domain.ingestion.errors import FileRunActive, MarksLost
from domain.ingestion.files.account import Tally
from domain.ingestion.files.entries import FileIdentity, Position
from domain.ingestion.files.ports import Progress
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.records import Received
from domain.ingestion.runs import Run

PATIENCE = 10
"""Seconds to wait for the lock: the server needs a moment to see that a killed process is gone."""

RUN_FIELDS = frozenset(Run.__struct_fields__) - {"counts", "report"}


class PgFileSession:
    """The port FileSession. Names are read beside the transaction, while it is at work."""

    def __init__(
        self,
        connection: AsyncConnection,
        engine: AsyncEngine,
        sources: Rereadings,
        source_name: str,
        identity: FileIdentity,
        dry_run: bool,
    ) -> None:
        self._connection = connection
        self._beside = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._sources = sources
        self._source_name = source_name
        self._identity = identity
        self._dry_run = dry_run

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[PgFileWork]:
        connection = self._connection
        try:
            with unstorable_named():
                async with connection.begin():
                    yield (
                        dry_work(connection)
                        if self._dry_run
                        else file_work(connection, self._sources, self._identity)
                    )
        except DBAPIError as error:
            refusal = in_domain_words(error, INGESTION_REFUSALS)
            if refusal is error:
                raise
            raise refusal from error

    async def unfinished(self) -> Progress | None:
        if self._dry_run:
            return None
        same = {"digest": self._identity.digest, "source_name": self._source_name}
        async with self._connection.begin():
            row = (await self._connection.execute(sql.NEWEST, same)).one_or_none()
            if row is None or row.status == "finished":
                return None
            progress = _progress(row)
            if await self._connection.scalar(sql.MARKS, {"run_id": row.id}) != progress.tally.seen:
                raise MarksLost
        return progress

    async def abandon_others(self, at: datetime) -> None:
        if self._dry_run:
            return
        whose = {"source_name": self._source_name, "at": at}
        known = {"name": self._identity.name, "digest": self._identity.digest}
        async with self._connection.begin():
            await self._connection.execute(sql.ABANDON, {**whose, **known})

    async def same(self, mapping: SourceMapping, records: Sequence[Received]) -> frozenset[str]:
        given = {
            "source_name": mapping.source_name,
            "version": mapping.version,
            "ids": [record.external_id for record in records],
            "hashes": [record.payload_hash for record in records],
            # Without a date of its own a record says nothing of when it was so.
            "dates": [record.fetched_at if record.is_dated else None for record in records],
        }
        async with self._beside.connect() as connection:
            return frozenset((await connection.execute(sql.SAME, given)).scalars())

    async def names(self, keys: Collection[str]) -> Mapping[str, str]:
        if not keys:
            return {}
        async with self._beside.connect() as connection:
            found = await connection.execute(sql.NAMES, {"keys": list(keys)})
            return dict(found.tuples().all())


class PgFileSessions:
    """The port OpenSession; the engine is of the worker role and has two connections or more."""

    def __init__(self, engine: AsyncEngine, sources: Rereadings) -> None:
        self._engine = engine
        self._sources = sources

    @asynccontextmanager
    async def __call__(
        self, source_name: str, identity: FileIdentity, dry_run: bool
    ) -> AsyncIterator[PgFileSession]:
        async with self._engine.connect() as connection:
            for setting in (*sql.SETTINGS, *(sql.DRY_TABLES if dry_run else ())):
                await connection.execute(text(setting))
            await connection.commit()
            if not dry_run:
                await _hold(connection, source_name + identity.digest.hex())
            try:
                yield PgFileSession(connection, self._engine, self._sources, source_name, identity, dry_run)
            finally:
                await connection.invalidate()  # what it holds ends with it


async def _hold(connection: AsyncConnection, key: str) -> None:
    """Take the lock of a file. Raises FileRunActive."""
    for _ in range(PATIENCE * 10):
        held = await connection.scalar(sql.HOLD, {"key": key})
        await connection.commit()
        if held:
            return
        await asyncio.sleep(0.1)
    raise FileRunActive


def _progress(row: Any) -> Progress:
    run = {name: getattr(row, name) for name in RUN_FIELDS}
    return Progress(
        run=Run(**run, counts=msgspec.json.decode(row.counts)),
        position=Position(row.line, row.byte_offset),
        tally=msgspec.json.decode(row.tally, type=Tally),
        named_until=row.named_until,
    )
