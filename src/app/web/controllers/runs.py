"""Runs for editors and admins: the list, one of them, stopping it, and another try for what it refused."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import EDITORS_ROOM
from app.http.errors import status_of
from app.http.runs import CURSOR, RECORDS_CURSOR, Overseer, Reader
from app.web.answers import see_other, when_again
from app.web.notices import saying
from app.web.refusals import said
from app.web.rooms import Room, provide_room
from domain.ingestion.ports import RecordQuery, RunQuery
from domain.kernel import Busy, Conflict, NotFound

RUNS: Final = "/admin/runs"
SHOWN: Final = 30
RECORDS_SHOWN: Final = 50
KINDS: Final = ("push", "file", "connector", "replay")
STATUSES: Final = ("running", "finished", "failed", "stopped")
NOTED: Final = ("rejected", "conflict", "noted")

Here = NamedDependency[SkipValidation[Room]]


class RunPages(Controller):
    path = RUNS
    opt = EDITORS_ROOM
    dependencies = {"room": Provide(provide_room, sync_to_thread=False)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_runs(self, room: Here, run_reader: Reader) -> Response[str]:
        """Newest first; by source, kind, status and who wanted them."""
        asked = among(room.asked("source_name", "kind", "status", "requester"), kind=KINDS, status=STATUSES)
        before = CURSOR.read(room.request.query_params.get("cursor"))
        found = await run_reader.runs(room.actor, RunQuery(SHOWN, before, **asked))  # type: ignore[arg-type]
        sources, requesters = await run_reader.choices()
        return await room.show(
            "admin/runs.html",
            asked=asked,
            runs=found.items,
            next_cursor=found.next_cursor and CURSOR.written(UUID(found.next_cursor)),
            is_first=before is None,
            choices={"source_name": sources, "kind": KINDS, "status": STATUSES, "requester": requesters},
        )

    @get("/{run_id:uuid}")
    async def show_run(self, room: Here, run_reader: Reader, run_id: FromPath[UUID]) -> Response[str]:
        """Progress, counts, reasons, and the records that need a look, by outcome and reason."""
        return await shown(room, run_reader, run_id)

    @post("/{run_id:uuid}/stop")
    async def stop_run(
        self, room: Here, run_reader: Reader, supervising: Overseer, run_id: FromPath[UUID]
    ) -> Response[Any]:
        """What is in stays."""
        try:
            await supervising.stop(room.actor, run_id)
        except (Conflict, Busy) as refusal:
            return await refused(room, run_reader, run_id, refusal)
        return see_other(saying(f"{RUNS}/{run_id}", "stopped"))

    @post("/{run_id:uuid}/retry")
    async def retry_run(
        self, room: Here, run_reader: Reader, supervising: Overseer, run_id: FromPath[UUID]
    ) -> Response[Any]:
        """Leads to the new run."""
        try:
            report = await supervising.retry(room.actor, run_id)
        except (Conflict, Busy, NotFound) as refusal:
            return await refused(room, run_reader, run_id, refusal)
        return see_other(saying(f"{RUNS}/{report.run_id}", "retried"))


async def shown(
    room: Room, run_reader: Any, run_id: UUID, refusal: str = "", status: int = 200
) -> Response[str]:
    """Raises RunNotFound."""
    asked = among(room.asked("outcome", "reason"), outcome=NOTED)
    after = RECORDS_CURSOR.read(room.request.query_params.get("cursor"))
    run = await run_reader.run(room.actor, run_id)
    records = await run_reader.records(room.actor, run_id, RecordQuery(RECORDS_SHOWN, after, **asked))  # type: ignore[arg-type]
    return await room.show(
        "admin/run.html",
        status=status,
        here=f"{RUNS}/{run_id}",
        asked=asked,
        run=run,
        records=records.items,
        next_cursor=records.next_cursor and RECORDS_CURSOR.written(int(records.next_cursor)),
        is_first=after is None,
        refusal=refusal,
    )


async def refused(
    room: Room, run_reader: Any, run_id: UUID, refusal: Conflict | Busy | NotFound
) -> Response[str]:
    """The run as it stands now, and why not; what is not there raises again."""
    answer = await shown(room, run_reader, run_id, said(refusal, room.language), status_of(refusal))
    return when_again(answer, refusal)


def among(asked: dict[str, str], **allowed: tuple[str, ...]) -> dict[str, str]:
    """Without values that are none."""
    return {name: value for name, value in asked.items() if name not in allowed or value in allowed[name]}
