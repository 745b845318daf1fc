"""Pushing upstream records under /api/v1/ingestion."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Struct

from app.http.access import INGEST
from app.http.bodies import RECORDS
from app.http.lines import lines_of, pieces_of
from app.http.runs import RUNS, Reader
from app.http.streams import StreamedBack
from domain.ingestion.batches import split_batch
from domain.ingestion.replaying import Replaying
from domain.ingestion.runs import Run
from domain.ingestion.service import IngestRecords
from domain.ingestion.views import RunDetail, RunReport
from domain.kernel import Actor, DomainError

NDJSON: Final = "application/x-ndjson"

Ingesting = NamedDependency[SkipValidation[IngestRecords]]
Replays = NamedDependency[SkipValidation[Replaying]]
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

        NDJSON is answered as NDJSON: a line for each record as its fate is known, and the counts at the end;
        with a code, when the stream ended before its time.
        """
        if request.content_type[0] == NDJSON:
            run = await ingest_records.start(source_name, actor)
            return StreamedBack(fates(request, ingest_records, run, actor), NDJSON)
        return Response(await ingest_records.push(source_name, split_batch(await request.body()), actor))

    @post("/replays", status_code=202)
    async def replay_records(
        self,
        actor: Me,
        replaying: Replays,
        run_reader: Reader,
        data: JSONBody[ReplayWish],
    ) -> Response[RunDetail]:
        """Read what is stored of a source again by its present mapping; the report says what changes."""
        run = await replaying.order(data.source_name, actor, dry_run=data.dry_run)
        return Response(await run_reader.run(actor, run.id), headers={"location": f"{RUNS}/{run.id}"})


async def fates(
    request: Request[Any, Any, Any], ingest_records: IngestRecords, run: Run, actor: Actor
) -> AsyncGenerator[bytes, None]:
    """A line for each record, then the counts, with the refusal that ended the stream before its time."""
    counted, last = run, {}
    async with aclosing(pieces_of(request)) as pieces:
        try:
            async with aclosing(ingest_records.stream(run, lines_of(pieces), actor)) as results:
                async for result in results:
                    counted = counted.counting([result])
                    yield msgspec.json.encode(result) + b"\n"
        except DomainError as error:
            last = {"code": error.code, "detail": error.detail}
    yield msgspec.json.encode({"run_id": run.id, **counted.counts, **last}) + b"\n"
