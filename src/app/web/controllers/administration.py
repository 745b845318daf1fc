"""The administration's front room, and what went wrong with upstreams."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from litestar import Controller, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import SkipValidation

from app.http.access import ADMINS_ROOM
from app.http.paging import Cursor, page_of
from app.http.reports import Reports
from app.http.runs import Reader
from app.web.drawings import columns
from app.web.rooms import Room, provide_room
from domain.ingestion.errors import AdminRoleMissing
from domain.ingestion.ports import RunQuery, TroubleQuery, TroubleReader
from domain.ingestion.troubles import KEPT_FOR
from domain.job_office import OfficeClosed
from domain.kernel import Clock
from domain.menus.office import ReportReader
from domain.menus.reports import CaseView

DRAWN_DAYS: Final = 14
SHOWN: Final = 50
FEW: Final = 8
CURSOR: Final = Cursor("troubles", "newest", tuple[datetime, UUID])

Here = NamedDependency[SkipValidation[Room]]
Troubles = NamedDependency[SkipValidation[TroubleReader]]
Now = NamedDependency[SkipValidation[Clock]]


class AdministrationPages(Controller):
    path = "/admin"
    opt = ADMINS_ROOM
    dependencies = {"room": Provide(provide_room, sync_to_thread=False)}  # noqa: RUF012 - Litestar's way

    @get()
    async def overview(
        self, room: Here, run_reader: Reader, trouble_reader: Troubles, report_reader: Reports, clock: Now
    ) -> Response[str]:
        """What runs now, which menus were reported, what failed, and how many errors there were."""
        running = await run_reader.runs(room.actor, RunQuery(FEW, status="running"))
        failed = await run_reader.runs(room.actor, RunQuery(FEW, status="failed"))
        latest = await run_reader.runs(room.actor, RunQuery(FEW))
        today = clock().date()
        try:
            counts = await trouble_reader.by_day(midnight(today - timedelta(days=DRAWN_DAYS - 1)))
            drawing = columns(counts, today, DRAWN_DAYS)
        except AdminRoleMissing:
            drawing = None
        return await room.show(
            "admin/overview.html",
            running=running.items,
            reported=await waiting_longest(report_reader),
            failed=failed.items,
            latest=latest.items,
            drawing=drawing,
        )

    @get("/errors")
    async def errors(self, room: Here, trouble_reader: Troubles, clock: Now) -> Response[str]:
        """What went wrong in the last 90 days, newest first; by source, code and day."""
        asked = room.asked("source_name", "code", "day")
        day = a_day(asked)
        before = CURSOR.read(room.request.query_params.get("cursor"))
        now = clock()
        since = now - KEPT_FOR
        query = TroubleQuery(SHOWN + 1, since, before, asked.get("source_name"), asked.get("code"), day)
        try:
            found = await trouble_reader.troubles(query)
            sources, codes = await trouble_reader.choices(since)
            drawing = columns(await trouble_reader.by_day(since), now.date(), DRAWN_DAYS)
        except AdminRoleMissing:
            return await room.show("admin/errors.html", drawing=None)
        shown = page_of(found, SHOWN, lambda last: CURSOR.written((last.at, last.id)))
        return await room.show(
            "admin/errors.html",
            asked=asked,
            drawing=drawing,
            troubles=shown.items,
            next_cursor=shown.next_cursor,
            is_first=before is None,
            choices={"source_name": sources, "code": codes},
        )


async def waiting_longest(reader: ReportReader) -> Sequence[CaseView]:
    """A few reported menus; none without the connection for them, which the page of reports tells."""
    try:
        return await reader.cases(FEW, None)
    except OfficeClosed:
        return ()


def midnight(day: date) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T00:00:00+00:00")


def a_day(asked: dict[str, str]) -> date | None:
    """The day that is asked for; one that is none is forgotten."""
    try:
        return date.fromisoformat(asked["day"]) if "day" in asked else None
    except ValueError:
        del asked["day"]
        return None
