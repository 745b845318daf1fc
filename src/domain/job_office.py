"""Jobs as administrators see them: what waits, runs, failed and was done; calling off and trying again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

import msgspec

from domain.jobs import JobId, Reason
from domain.kernel import Busy, Conflict, NotFound
from domain.schedules import Schedule, next_time

JobStatus = Literal["queued", "running", "failed", "done", "cancelled"]


class JobView(msgspec.Struct, frozen=True):
    """A job and how it stands. What it is about is known until it is done or cancelled."""

    id: JobId
    name: str
    status: JobStatus
    attempts: int
    created_at: datetime | None = None
    run_after: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    reason: Reason | None = None
    payload: dict[str, Any] | None = None


class JobQuery(msgspec.Struct, frozen=True):
    """Which jobs, newest first; `before` is the id of the last one that was shown."""

    limit: int
    name: str | None = None
    status: JobStatus | None = None
    before: int | None = None


class ScheduleView(msgspec.Struct, frozen=True):
    """A schedule, when it came last and when it comes next, by the clock of `time_zone`."""

    name: str
    job: str
    time_zone: str
    last_at: datetime | None
    next_at: datetime


class JobNotFound(NotFound):
    """There is no such job, or it was done so long ago that nothing is known of it."""

    code = "job-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such job.")


class JobOver(Conflict):
    """The job was done or cancelled already: there is nothing to call off."""

    code = "job-over"

    def __init__(self) -> None:
        super().__init__("The job is over already.")


class JobNotFailed(Conflict):
    """Only a job that failed can be run again."""

    code = "job-not-failed"

    def __init__(self) -> None:
        super().__init__("The job did not fail.")


class SameJobWaits(Conflict):
    """A job for the same thing waits or runs already, so the failed one is not run beside it."""

    code = "same-job-waits"

    def __init__(self) -> None:
        super().__init__("A job for the same thing waits or runs already.")


class OfficeClosed(Busy):
    """The service has no connection for administrators: its operator has to set ADMIN_DATABASE_URL."""

    code = "office-closed"
    retry_after = 60

    def __init__(self) -> None:
        super().__init__("ADMIN_DATABASE_URL is not the address of media_menu_admin.")


class JobLedger(Protocol):
    """Where jobs are kept, on the connections of administrators. Everything raises OfficeClosed."""

    async def jobs(self, query: JobQuery) -> Sequence[JobView]: ...

    async def job(self, job_id: JobId) -> JobView:
        """Raises JobNotFound."""

    async def cancel(self, job_id: JobId) -> bool:
        """Whether there was anything to call off; a worker that runs it hears of it and leaves no effect."""

    async def requeue(self, job_id: JobId) -> bool:
        """Whether it had failed, and waits again now. Raises SameJobWaits."""

    async def last_times(self) -> dict[str, datetime]:
        """When each schedule came last."""


class JobOffice:
    """What an administrator does about jobs."""

    def __init__(self, ledger: JobLedger, schedules: Sequence[Schedule], zone: ZoneInfo) -> None:
        self._ledger = ledger
        self._schedules = schedules
        self._zone = zone

    async def jobs(self, query: JobQuery) -> Sequence[JobView]:
        return await self._ledger.jobs(query)

    async def cancel(self, job_id: JobId) -> JobView:
        """Calls off a job that waits or runs, or puts away one that failed. Raises JobNotFound, JobOver."""
        if not await self._ledger.cancel(job_id):
            await self._ledger.job(job_id)
            raise JobOver
        return await self._ledger.job(job_id)

    async def retry(self, job_id: JobId) -> JobView:
        """Runs a failed job again, with all its attempts before it.

        Raises JobNotFound, JobNotFailed, SameJobWaits.
        """
        if not await self._ledger.requeue(job_id):
            await self._ledger.job(job_id)
            raise JobNotFailed
        return await self._ledger.job(job_id)

    async def schedules(self, now: datetime) -> list[ScheduleView]:
        """All of them, the next one first."""
        last = await self._ledger.last_times()
        views = (
            ScheduleView(
                each.name,
                each.job.name,
                self._zone.key,
                last.get(each.name),
                next_time(each, self._zone, now),
            )
            for each in self._schedules
        )
        return sorted(views, key=lambda view: view.next_at)
