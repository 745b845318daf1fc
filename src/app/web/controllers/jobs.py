"""Jobs for administrators: what waits, runs, failed and was done; calling off, another try, and schedules."""

from typing import Any, Final, get_args

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation
from msgspec import Struct

from app.http.access import ADMINS_ROOM
from app.http.errors import status_of
from app.http.identity import Identity
from app.http.jobs import CURSOR, known
from app.http.paging import page_of
from app.web.answers import AnyRequest, page, see_other, spoken, when_again
from app.web.forms import FormState
from app.web.notices import notice_of
from app.web.pages import Viewer
from app.web.refusals import said
from domain.accounts.service import AccountService
from domain.job_office import JobOffice, JobQuery, JobStatus, OfficeClosed
from domain.kernel import Busy, Clock, Conflict, NotFound

JOBS: Final = "/admin/jobs"
SHOWN: Final = 50
LONGEST: Final = 100
STATUSES: Final[tuple[JobStatus, ...]] = get_args(JobStatus)


class JobRoom(Struct, frozen=True):
    """The page, for whoever looks."""

    request: AnyRequest
    identity: Identity
    accounts: AccountService
    job_office: JobOffice
    clock: Clock

    async def show(self, *, status: int = 200, notice: str = "") -> Response[str]:
        """The list as it was asked for in the address; without the connection for it, what is missing."""
        asked = {"name": self._asked("name"), "status": self._asked("status")}
        try:
            found = await self._found(asked)
        except OfficeClosed as closed:
            status, found = status_of(closed), {"closed": True}
        me = await self.accounts.me(self.identity.actor)
        return await page(
            self.request,
            "admin/jobs.html",
            status=status,
            here=JOBS,
            viewer=Viewer(me.username, me.display_name, me.time_zone, me.role),
            asked=asked,
            filter=FormState("jobs", asked),
            notice=notice or notice_of(self.request, spoken(self.request, self.identity)),
            **found,
        )

    async def _found(self, asked: dict[str, str]) -> dict[str, Any]:
        before = CURSOR.read(self.request.query_params.get("cursor"))
        state = next((each for each in STATUSES if each == asked["status"]), None)
        found = await self.job_office.jobs(JobQuery(SHOWN + 1, asked["name"] or None, state, before))
        shown = page_of(found, SHOWN, lambda last: CURSOR.written(last.id))
        now = self.clock()
        return {
            "jobs": shown.items,
            "next_cursor": shown.next_cursor,
            "schedules": await self.job_office.schedules(now),
            "now": now,
        }

    async def take(self, step: Any, job_id: int, done: str) -> Response[Any]:
        """Does it and says so; shows the page with what stands against it."""
        try:
            await step(known(job_id))
        except (Conflict, Busy, NotFound) as refusal:
            words = said(refusal, spoken(self.request, self.identity))
            return when_again(await self.show(status=status_of(refusal), notice=words), refusal)
        return see_other(f"{JOBS}?done={done}")

    def _asked(self, field: str) -> str:
        return self.request.query_params.get(field, "").strip()[:LONGEST]


def provide_room(
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    accounts: NamedDependency[SkipValidation[AccountService]],
    job_office: NamedDependency[SkipValidation[JobOffice]],
    clock: NamedDependency[SkipValidation[Clock]],
) -> JobRoom:
    return JobRoom(request, identity, accounts, job_office, clock)


Here = NamedDependency[SkipValidation[JobRoom]]


class JobPages(Controller):
    path = JOBS
    opt = ADMINS_ROOM
    dependencies = {"job_room": Provide(provide_room, sync_to_thread=False)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_jobs(self, job_room: Here) -> Response[str]:
        """Newest first; by name and status."""
        return await job_room.show()

    @post("/{job_id:int}/cancel")
    async def cancel_job(self, job_room: Here, job_id: FromPath[int]) -> Response[Any]:
        """Asking twice is told so."""
        return await job_room.take(job_room.job_office.cancel, job_id, "job-cancelled")

    @post("/{job_id:int}/retry")
    async def retry_job(self, job_room: Here, job_id: FromPath[int]) -> Response[Any]:
        """Only a failed one."""
        return await job_room.take(job_room.job_office.retry, job_id, "job-queued")
