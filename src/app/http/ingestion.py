"""Pushing upstream records under /api/v1/ingestion, and what became of them."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Struct, convert

from app.http.access import INGEST
from app.http.bodies import RECORDS
from app.http.lines import lines_of
from app.http.paging import Cursor, CursorText, Limit, next_link
from app.http.streams import StreamedBack
from domain.ingestion.batches import split_batch
from domain.ingestion.ports import ReplayQueue, RunReader
from domain.ingestion.replaying import Replaying
from domain.ingestion.runs import Run
from domain.ingestion.service import IngestRecords
from domain.ingestion.views import RunDetail, RunReport, RunView
from domain.kernel import Actor, DomainError, Page

NDJSON: Final = "application/x-ndjson"
RUNS: Final = "/api/v1/ingestion/runs"
CURSOR: Final = Cursor("ingestion-runs", "newest", UUID)

Ingesting = NamedDependency[SkipValidation[IngestRecords]]
Reader = NamedDependency[SkipValidation[RunReader]]
Replays = NamedDependency[SkipValidation[Replaying]]
Queue = NamedDependency[SkipValidation[ReplayQueue]]
Me = NamedDependency[Actor]


class ReplayWish(Struct, frozen=True, forbid_unknown_fields=True):
    """A dry run says what would change, and changes nothing."""

    source_name: str
    dry_run: bool = False


class IngestionController(Controller):
    path = "/api/v1/ingestion"
    opt = INGEST
    tags = ("ingestion",)

    @post("/{source_name:str}/records", opt={"accepts": RECORDS}, status_code=200)
    async def push_records(
        self,
        request: Request[Any, Any, Any],
        actor: Me,
        ingest_records: Ingesting,
        source_name: FromPath[str],
    ) -> Response[RunReport] | StreamedBack:
        """Records of a source, as {"records": [...]} or one a line; each is judged by itself.

        NDJSON is answered as NDJSON: a line for each record as its fate is known, and the counts at the end.
        """
        if request.content_type[0] == NDJSON:
            run = await ingest_records.start(source_name, actor)
            return StreamedBack(fates(request, ingest_records, run, actor), NDJSON)
        return Response(await ingest_records.push(source_name, split_batch(await request.body()), actor))

    @post("/replays", status_code=202)
    async def replay_records(
        self, actor: Me, replaying: Replays, replay_queue: Queue, data: JSONBody[ReplayWish]
    ) -> Response[RunView]:
        """Read what is stored of a source again by its present mapping; the report says what changes."""
        run = await replaying.start(data.source_name, actor, dry_run=data.dry_run)
        await replay_queue.put(run.id)
        view = convert(run, RunView, from_attributes=True)
        return Response(view, headers={"location": f"{RUNS}/{run.id}"})

    @get("/runs")
    async def list_runs(
        self, actor: Me, run_reader: Reader, limit: Limit = 20, cursor: CursorText = None
    ) -> Response[Page[RunView]]:
        """Deliveries, newest first: one's own, or all of them for editors."""
        runs = await run_reader.runs(actor, limit, CURSOR.read(cursor))
        page = Page(runs.items, runs.next_cursor and CURSOR.written(UUID(runs.next_cursor)))
        return Response(page, headers=next_link(RUNS, {"limit": limit}, page.next_cursor))

    @get("/runs/{run_id:uuid}")
    async def show_run(self, actor: Me, run_reader: Reader, run_id: FromPath[UUID]) -> RunDetail:
        """One delivery: progress, counts, and the records that need a look."""
        return await run_reader.run(actor, run_id)


async def fates(
    request: Request[Any, Any, Any], ingest_records: IngestRecords, run: Run, actor: Actor
) -> AsyncGenerator[bytes, None]:
    """A line for each record, then the counts, or the refusal that ended the stream before its time."""
    counted = run
    try:
        async with aclosing(ingest_records.stream(run, lines_of(request.stream()), actor)) as results:
            async for result in results:
                counted = counted.counting([result])
                yield msgspec.json.encode(result) + b"\n"
    except DomainError as error:
        yield msgspec.json.encode({"run_id": run.id, "code": error.code, "detail": error.detail}) + b"\n"
    else:
        yield msgspec.json.encode({"run_id": run.id, **counted.counts}) + b"\n"
