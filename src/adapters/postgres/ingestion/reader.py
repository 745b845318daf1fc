"""Reads runs: a person's own, or all of them for editors and admins."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.ingestion.errors import RunNotFound
from domain.ingestion.views import RunDetail, RunView
from domain.kernel import Actor, Page

RUN = """jsonb_build_object(
    'id', run.id, 'source_name', run.source_name, 'kind', run.kind, 'mapping_version', run.mapping_version,
    'status', run.status, 'counts', run.counts,
    'started_at', run.started_at, 'finished_at', run.finished_at)"""

OWN_RUNS = text(
    f"""
    SELECT {RUN}::text FROM ingestion.runs AS run
    WHERE requested_by = :actor AND (CAST(:before AS uuid) IS NULL OR id < :before)
    ORDER BY id DESC LIMIT :most
    """  # noqa: S608
)
ALL_RUNS = text(
    f"""
    SELECT {RUN}::text FROM ingestion.runs AS run WHERE CAST(:before AS uuid) IS NULL OR id < :before
    ORDER BY id DESC LIMIT :most
    """  # noqa: S608
)
ONE_RUN = text(
    f"""
    SELECT ({RUN} || jsonb_build_object('report', run.report, 'records', coalesce((
        SELECT jsonb_agg(to_jsonb(record) - 'run_id' ORDER BY record.position) FROM (
            SELECT * FROM ingestion.run_records WHERE run_id = run.id ORDER BY position LIMIT 1000
        ) AS record), '[]')))::text
    FROM ingestion.runs AS run WHERE id = :id AND (requested_by = :actor OR :sees_all)
    """  # noqa: S608
)


class PgRunReader:
    """The port RunReader."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def runs(self, actor: Actor, limit: int, before: UUID | None) -> Page[RunView]:
        statement, whose = (OWN_RUNS, {"actor": actor.user_id}) if actor.role == "user" else (ALL_RUNS, {})
        documents = await self._documents(statement, {**whose, "before": before, "most": limit + 1})
        runs = tuple(msgspec.json.decode(document, type=RunView) for document in documents[:limit])
        return Page(runs, str(runs[-1].id) if len(documents) > limit else None)

    async def run(self, actor: Actor, run_id: UUID) -> RunDetail:
        who = {"actor": actor.user_id, "sees_all": actor.role != "user"}
        documents = await self._documents(ONE_RUN, {"id": run_id, **who})
        if not documents:
            raise RunNotFound
        return msgspec.json.decode(documents[0], type=RunDetail)

    async def _documents(self, statement: Any, parameters: dict[str, Any]) -> list[str]:
        async with self._engine.connect() as connection:
            return list((await connection.execute(statement, parameters)).scalars())
