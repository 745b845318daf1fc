"""Reported menus for administrators: what is said of them, what to do about them, and what was decided."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import ADMINS_ROOM
from app.http.errors import status_of
from app.http.paging import page_of
from app.http.reports import CASES_CURSOR, RULINGS_CURSOR, Office, Reports
from app.web.answers import see_other, when_again
from app.web.forms import FormState
from app.web.notices import saying
from app.web.rooms import Room, provide_room
from app.web.sent import sent_form
from domain.job_office import OfficeClosed
from domain.kernel import Actor, Busy, Conflict, Invalid, NotFound
from domain.menus.office import ReportReader
from domain.menus.reports import Ruling

REPORTS: Final = "/admin/reports"
SHOWN: Final = 20

Here = NamedDependency[SkipValidation[Room]]
Decide = Callable[[Actor, str, str], Awaitable[Ruling]]


class CasePages(Controller):
    path = REPORTS
    opt = ADMINS_ROOM
    dependencies = {"room": Provide(provide_room, sync_to_thread=False)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_cases(self, room: Here, report_reader: Reports) -> Response[str]:
        """The longest waiting first; `show=decided` for the record of decisions."""
        return await shown(room, report_reader)

    @post("/{slug:str}/dismiss")
    async def dismiss(
        self, room: Here, report_reader: Reports, report_office: Office, slug: FromPath[str]
    ) -> Response[Any]:
        """The menu stands as it is."""
        return await decided(room, report_reader, report_office.dismiss, slug)

    @post("/{slug:str}/take-down")
    async def take_down(
        self, room: Here, report_reader: Reports, report_office: Office, slug: FromPath[str]
    ) -> Response[Any]:
        """Closed to readers, with a reason for the curator."""
        return await decided(room, report_reader, report_office.take_down, slug)

    @post("/{slug:str}/lift")
    async def lift(
        self, room: Here, report_reader: Reports, report_office: Office, slug: FromPath[str]
    ) -> Response[Any]:
        """It may be published again."""
        return await decided(room, report_reader, report_office.lift, slug)


async def decided(room: Room, reader: ReportReader, decide: Decide, slug: str) -> Response[Any]:
    """Puts the decision on record; shows the list with what stands against it."""
    form = await sent_form(room.request)
    try:
        ruling = await decide(room.actor, slug, form.values.get("reason", ""))
    except (Invalid, Conflict, NotFound, Busy) as refusal:
        state = form.refused(f"case-{slug}", refusal, room.language)
        return when_again(await shown(room, reader, state, status_of(refusal)), refusal)
    show = "&show=decided" if ruling.decision == "lifted" else ""
    return see_other(saying(REPORTS, ruling.decision, show))


async def shown(
    room: Room, reader: ReportReader, form: FormState | None = None, status: int = 200
) -> Response[str]:
    """One of both lists; without the connection for them, what is missing."""
    asked = room.asked("show")
    found: dict[str, Any]
    try:
        found = await (past if asked.get("show") == "decided" else waiting)(room, reader)
    except OfficeClosed as closed:
        status, found = status_of(closed), {"closed": True}
    return await room.show("admin/reports.html", status=status, asked=asked, form=form, **found)


async def waiting(room: Room, reader: ReportReader) -> dict[str, Any]:
    after = CASES_CURSOR.read(room.request.query_params.get("cursor"))
    found = await reader.cases(SHOWN + 1, after)
    page = page_of(found, SHOWN, lambda last: CASES_CURSOR.written((last.first_at, last.slug)))
    return {"cases": page.items, "next_cursor": page.next_cursor}


async def past(room: Room, reader: ReportReader) -> dict[str, Any]:
    before = RULINGS_CURSOR.read(room.request.query_params.get("cursor"))
    found = await reader.rulings(SHOWN + 1, before)
    page = page_of(found, SHOWN, lambda last: RULINGS_CURSOR.written((last.decided_at, last.id)))
    return {"rulings": page.items, "next_cursor": page.next_cursor}
