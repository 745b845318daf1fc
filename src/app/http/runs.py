"""Runs under /api/v1/ingestion/runs: what became of records, stopping, and another try for those refused."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter, SkipValidation

from app.http.access import INGEST
from app.http.paging import Cursor, CursorText, Limit, next_link
from domain.ingestion.ports import RecordQuery, RunQuery, RunReader
from domain.ingestion.supervising import Supervising
from domain.ingestion.views import (
    Noted,
    RunDetail,
    RunKind,
    RunRecordView,
    RunReport,
    RunStatus,
    RunView,
)
from domain.kernel import Actor, Page

RUNS: Final = "/api/v1/ingestion/runs"
CURSOR: Final = Cursor("ingestion-runs", "newest", UUID)
RECORDS_CURSOR: Final = Cursor("run-records", "position", int)

Reader = NamedDependency[SkipValidation[RunReader]]
Overseer = NamedDependency[SkipValidation[Supervising]]
Me = NamedDependency[Actor]
Name = Annotated[str | None, QueryParameter(max_length=200)]


class RunsController(Controller):
    path = RUNS
    opt = INGEST
    tags = ("ingestion",)

    @get()
    async def list_runs(
        self,
        actor: Me,
        run_reader: Reader,
        limit: Limit = 20,
        cursor: CursorText = None,
        source_name: Name = None,
        kind: FromQuery[RunKind | None] = None,
        status: FromQuery[RunStatus | None] = None,
    ) -> Response[Page[RunView]]:
        """Deliveries, newest first: one's own, or all of them for editors."""
        wanted = {"source_name": source_name, "kind": kind, "status": status}
        query = RunQuery(limit, CURSOR.read(cursor), source_name, kind, status)
        runs = await run_reader.runs(actor, query)
        page = Page(runs.items, runs.next_cursor and CURSOR.written(UUID(runs.next_cursor)))
        return Response(page, headers=next_link(RUNS, {"limit": limit, **wanted}, page.next_cursor))

    @get("/{run_id:uuid}")
    async def show_run(self, actor: Me, run_reader: Reader, run_id: FromPath[UUID]) -> RunDetail:
        """One delivery: progress, counts, reasons, and the first hundred records that need a look."""
        return await run_reader.run(actor, run_id)

    @get("/{run_id:uuid}/records")
    async def list_records(
        self,
        actor: Me,
        run_reader: Reader,
        run_id: FromPath[UUID],
        limit: Limit = 20,
        cursor: CursorText = None,
        outcome: FromQuery[Noted | None] = None,
        reason: Name = None,
    ) -> Response[Page[RunRecordView]]:
        """Records of a delivery that were rejected, conflicting or changed, by index or line."""
        query = RecordQuery(limit, RECORDS_CURSOR.read(cursor), outcome, reason)
        records = await run_reader.records(actor, run_id, query)
        page = Page(records.items, records.next_cursor and RECORDS_CURSOR.written(int(records.next_cursor)))
        wanted = {"limit": limit, "outcome": outcome, "reason": reason}
        return Response(page, headers=next_link(f"{RUNS}/{run_id}/records", wanted, page.next_cursor))

    @post("/{run_id:uuid}/retry", status_code=200)
    async def retry_run(self, actor: Me, supervising: Overseer, run_id: FromPath[UUID]) -> RunReport:
        """Takes up to 5,000 refused records of a delivery through again, as a delivery of its own.

        What is taken now is not offered again. An `index` is that of the first delivery.
        """
        return await supervising.retry(actor, run_id)

    @post("/{run_id:uuid}/stop", status_code=200)
    async def stop_run(
        self, actor: Me, supervising: Overseer, run_reader: Reader, run_id: FromPath[UUID]
    ) -> RunDetail:
        """Ends a delivery before its next chunk: what is in stays, the rest is not taken."""
        await supervising.stop(actor, run_id)
        return await run_reader.run(actor, run_id)
