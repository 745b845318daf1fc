"""Reads runs: a person's own, or all of them for editors and admins."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.ingestion import documents
from domain.ingestion.errors import RunNotFound
from domain.ingestion.ports import RecordQuery, RunQuery
from domain.ingestion.views import RunDetail, RunRecordView, RunView
from domain.kernel import Actor, Page


class PgRunReader:
    """The port RunReader."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def runs(self, actor: Actor, query: RunQuery) -> Page[RunView]:
        given = _given(query)
        if actor.role == "user":
            given["actor"] = actor.user_id
        found = await self._values(documents.runs(given), {**given, "most": query.limit + 1})
        runs = tuple(msgspec.json.decode(document, type=RunView) for document in found[: query.limit])
        return Page(runs, str(runs[-1].id) if len(found) > query.limit else None)

    async def run(self, actor: Actor, run_id: UUID) -> RunDetail:
        documents_found = await self._values(documents.ONE_RUN, _seen_by(actor, run_id))
        if not documents_found:
            raise RunNotFound
        return msgspec.json.decode(documents_found[0], type=RunDetail)

    async def records(self, actor: Actor, run_id: UUID, query: RecordQuery) -> Page[RunRecordView]:
        if (await self._values(documents.IS_SEEN, _seen_by(actor, run_id))) != [True]:
            raise RunNotFound
        given = _given(query)
        parameters = {**given, "run_id": run_id, "most": query.limit + 1}
        found = await self._values(documents.records(given), parameters)
        records = tuple(msgspec.json.decode(each, type=RunRecordView) for each in found[: query.limit])
        return Page(records, str(records[-1].position) if len(found) > query.limit else None)

    async def choices(self) -> tuple[Sequence[str], Sequence[str]]:
        sources = await self._values(documents.NAMED_SOURCES, {})
        return sources, await self._values(documents.NAMED_REQUESTERS, {})

    async def _values(self, statement: Any, parameters: dict[str, Any]) -> list[Any]:
        async with self._engine.connect() as connection:
            return list((await connection.execute(statement, parameters)).scalars())


def _given(query: RunQuery | RecordQuery) -> dict[str, Any]:
    """The conditions of a query, by name."""
    asked = msgspec.structs.asdict(query)
    return {name: value for name, value in asked.items() if value is not None and name != "limit"}


def _seen_by(actor: Actor, run_id: UUID) -> dict[str, Any]:
    return {"run_id": run_id, "actor": actor.user_id, "sees_all": actor.role != "user"}
