"""Jobs under /api/v1/admin/jobs, for administrators: the list, calling off, another try for a failed one."""

from typing import Annotated, Final

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from app.http.access import ADMIN
from app.http.json_guard import INT64
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.job_office import JobNotFound, JobOffice, JobQuery, JobStatus, JobView
from domain.jobs import JobId
from domain.kernel import Page

JOBS: Final = "/api/v1/admin/jobs"
CURSOR: Final = Cursor("jobs", "newest", int)

Office = NamedDependency[SkipValidation[JobOffice]]
JobState = Annotated[JobStatus | None, QueryParameter(description="Only jobs that stand so.")]
JobName = Annotated[str | None, QueryParameter(max_length=100, description="Only jobs of this kind.")]


class AdminJobsController(Controller):
    path = JOBS
    opt = ADMIN
    tags = ("administration",)

    @get()
    async def list_jobs(
        self,
        job_office: Office,
        name: JobName = None,
        status: JobState = None,
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[JobView]]:
        """Jobs that wait, run or failed, and those that were done or cancelled lately; newest first."""
        found = await job_office.jobs(JobQuery(limit + 1, name, status, CURSOR.read(cursor)))
        page = page_of(found, limit, lambda last: CURSOR.written(last.id))
        query = {"name": name, "status": status, "limit": limit}
        return Response(page, headers=next_link(JOBS, query, page.next_cursor))

    @post("/{job_id:int}/cancel", status_code=200)
    async def cancel_job(self, job_office: Office, job_id: FromPath[int]) -> JobView:
        """Calls off a job that waits or runs, and puts away one that failed.

        A running one leaves no effect, unless it works in steps: those that were done stay done.
        """
        return await job_office.cancel(known(job_id))

    @post("/{job_id:int}/retry", status_code=200)
    async def retry_job(self, job_office: Office, job_id: FromPath[int]) -> JobView:
        """Puts a failed job into the queue again, with all its attempts before it."""
        return await job_office.retry(known(job_id))


def known(job_id: int) -> JobId:
    """Raises JobNotFound for a number that no job can have."""
    if job_id not in INT64:
        raise JobNotFound
    return JobId(job_id)
