"""Jobs for administrators: what waits, runs, failed and was done; calling off, another try, and schedules."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, get_args

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import ADMINS_ROOM
from app.http.errors import status_of
from app.http.jobs import CURSOR, Office, known
from app.http.paging import page_of
from app.web.answers import see_other, when_again
from app.web.forms import FormState
from app.web.notices import saying
from app.web.refusals import said
from app.web.rooms import Room, provide_room
from domain.job_office import JobOffice, JobQuery, JobStatus, JobView, OfficeClosed
from domain.jobs import JobId
from domain.kernel import Busy, Clock, Conflict, NotFound

JOBS: Final = "/admin/jobs"
SHOWN: Final = 50
STATUSES: Final[tuple[JobStatus, ...]] = get_args(JobStatus)

Here = NamedDependency[SkipValidation[Room]]
Now = NamedDependency[SkipValidation[Clock]]
Step = Callable[[JobId], Awaitable[JobView]]


class JobPages(Controller):
    path = JOBS
    opt = ADMINS_ROOM
    dependencies = {"room": Provide(provide_room, sync_to_thread=False)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_jobs(self, room: Here, job_office: Office, clock: Now) -> Response[str]:
        """Newest first; by name and status."""
        return await shown(room, job_office, clock)

    @post("/{job_id:int}/cancel")
    async def cancel_job(
        self, room: Here, job_office: Office, clock: Now, job_id: FromPath[int]
    ) -> Response[Any]:
        """Of a job that is over meanwhile it is said so."""
        return await taken(room, job_office, clock, job_office.cancel, job_id, "job-cancelled")

    @post("/{job_id:int}/retry")
    async def retry_job(
        self, room: Here, job_office: Office, clock: Now, job_id: FromPath[int]
    ) -> Response[Any]:
        """Only a failed one."""
        return await taken(room, job_office, clock, job_office.retry, job_id, "job-queued")


async def shown(
    room: Room, job_office: JobOffice, clock: Clock, *, status: int = 200, notice: str = ""
) -> Response[str]:
    """The list as it was asked for in the address; without the connection for it, what is missing."""
    asked = room.asked("name", "status")
    try:
        found = await listed(room, job_office, clock, asked)
    except OfficeClosed as closed:
        status, found = status_of(closed), {"closed": True}
    form = FormState("jobs", asked)
    return await room.show(
        "admin/jobs.html", status=status, asked=asked, filter=form, notice=notice, here=JOBS, **found
    )


async def listed(room: Room, job_office: JobOffice, clock: Clock, asked: dict[str, str]) -> dict[str, Any]:
    before = CURSOR.read(room.request.query_params.get("cursor"))
    status = next((each for each in STATUSES if each == asked.get("status")), None)
    found = await job_office.jobs(JobQuery(SHOWN + 1, asked.get("name"), status, before))
    page = page_of(found, SHOWN, lambda last: CURSOR.written(last.id))
    now = clock()
    return {
        "jobs": page.items,
        "next_cursor": page.next_cursor,
        "schedules": await job_office.schedules(now),
        "now": now,
    }


async def taken(
    room: Room, job_office: JobOffice, clock: Clock, step: Step, job_id: int, done: str
) -> Response[Any]:
    """Does it and says so; shows the page with what stands against it."""
    try:
        await step(known(job_id))
    except (Conflict, Busy, NotFound) as refusal:
        words = said(refusal, room.language)
        page = await shown(room, job_office, clock, status=status_of(refusal), notice=words)
        return when_again(page, refusal)
    return see_other(saying(JOBS, done))
