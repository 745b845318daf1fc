"""Pushing upstream records under /api/v1/ingestion."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import INGEST
from app.http.bodies import RECORDS
from app.http.lines import lines_of, pieces_of
from app.http.streams import StreamedBack
from domain.ingestion.batches import split_batch
from domain.ingestion.runs import Run
from domain.ingestion.service import IngestRecords
from domain.ingestion.views import RunReport
from domain.kernel import Actor, DomainError

NDJSON: Final = "application/x-ndjson"

Ingesting = NamedDependency[SkipValidation[IngestRecords]]
Me = NamedDependency[Actor]


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
