"""Jobs as administrators see them and change them, as media_menu_admin."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from pgqueuer.domain.models import CancellationEvent, utc_now
from pgqueuer.domain.types import JobId as PickedId
from sqlalchemy import Row, text

from adapters.postgres.constraints import Refusals
from adapters.postgres.jobs.documents import CANCEL, JOBS, LAST_TIMES, ONE_JOB, REQUEUE
from adapters.postgres.jobs.pgqueuer import SETTINGS
from adapters.postgres.offices import open_office
from adapters.postgres.transactions import PgTransactions
from domain.job_office import JobNotFound, JobQuery, JobStatus, JobView, SameJobWaits
from domain.jobs import JobId, Reason

JOB_REFUSALS: Final[Refusals] = {"pgqueuer_unique_dedupe_key": SameJobWaits}
NEWEST: Final = 2**63 - 1
STATES: Final[Mapping[str, Mapping[str, JobStatus]]] = {
    "live": {"queued": "queued", "picked": "running", "failed": "failed"},
    "over": {"successful": "done", "canceled": "cancelled"},
}
"""pgqueuer's words for states and ours: of jobs in the queue, and of those that only the log knows."""
EVERY_STATE: Final = {kept: list(states) for kept, states in STATES.items()}
NOTIFY = text("SELECT pg_notify(:channel, :event)")


class PgJobLedger:
    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def jobs(self, query: JobQuery) -> Sequence[JobView]:
        async with open_office(self._transactions) as connection:
            found = await connection.execute(JOBS, _wanted(query))
            return [_view(row) for row in found]

    async def job(self, job_id: JobId) -> JobView:
        async with open_office(self._transactions) as connection:
            row = (await connection.execute(ONE_JOB, EVERY_STATE | {"id": job_id})).one_or_none()
        if row is None:
            raise JobNotFound
        return _view(row)

    async def cancel(self, job_id: JobId) -> bool:
        event = CancellationEvent(
            channel=SETTINGS.channel, ids=[PickedId(job_id)], sent_at=utc_now(), type="cancellation_event"
        )
        async with open_office(self._transactions) as connection:
            was_there = (await connection.execute(CANCEL, {"id": job_id})).one_or_none() is not None
            if was_there:
                await connection.execute(
                    NOTIFY, {"channel": SETTINGS.channel, "event": event.model_dump_json()}
                )
            return was_there

    async def requeue(self, job_id: JobId) -> bool:
        async with open_office(self._transactions) as connection:
            return (await connection.execute(REQUEUE, {"id": job_id})).one_or_none() is not None

    async def last_times(self) -> dict[str, datetime]:
        async with open_office(self._transactions) as connection:
            return {row.schedule: row.at for row in await connection.execute(LAST_TIMES)}


def _wanted(query: JobQuery) -> dict[str, Any]:
    states = {
        kept: [raw for raw, status in STATES[kept].items() if query.status in {None, status}]
        for kept in STATES
    }
    before = NEWEST if query.before is None else query.before
    return {"name": query.name, "before": before, "limit": query.limit, **states}


def _view(row: Row[Any]) -> JobView:
    return JobView(
        id=row.id,
        name=row.name,
        status=row.status,
        attempts=row.attempts,
        created_at=row.created_at,
        run_after=row.run_after,
        started_at=row.started_at,
        finished_at=row.finished_at,
        reason=Reason(row.code, row.message or "") if row.code else None,
        payload=msgspec.json.decode(row.payload) if row.payload else None,
    )
