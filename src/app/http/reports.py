"""Reports of menus through the API: made by anybody, decided by administrators."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Struct

from app.http.access import ADMIN, OPTIONAL
from app.http.idempotency import REPLAYED
from app.http.identity import identities
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.accounts.proofs import Visitor
from domain.kernel import Actor, Page
from domain.menus.office import ReportOffice, ReportReader
from domain.menus.reporting import Reporting
from domain.menus.reports import CaseView, Decision, NewReport, ReportReason, Ruling, RulingView

REPORTS: Final = "/api/v1/admin/reports"
RULINGS: Final = "/api/v1/admin/rulings"
CASES_CURSOR: Final = Cursor("reports", "oldest", tuple[datetime, str])
RULINGS_CURSOR: Final = Cursor("rulings", "newest", tuple[datetime, UUID])

Me = NamedDependency[Actor]
From = NamedDependency[Visitor]
Reporter = NamedDependency[SkipValidation[Reporting]]
Office = NamedDependency[SkipValidation[ReportOffice]]
Reports = NamedDependency[SkipValidation[ReportReader]]


class ReportMade(Struct, frozen=True):
    """A report as whoever made it hears of it, this once."""

    id: UUID
    reason: ReportReason
    words: str
    created_at: datetime


class Because(Struct, frozen=True, forbid_unknown_fields=True):
    """Why; for the record alone."""

    reason: str = ""


class TakeDownBecause(Struct, frozen=True, forbid_unknown_fields=True):
    """Why, in words that the curator reads."""

    reason: str


class RulingMade(Struct, frozen=True):
    """A decision that was put on record."""

    id: UUID
    slug: str
    decision: Decision
    reason: str
    decided_at: datetime


class ReportsController(Controller):
    path = "/api/v1/public/menus/{slug:str}/reports"
    opt = OPTIONAL
    tags = ("public",)

    @post(middleware=[REPLAYED])
    async def report_menu(
        self,
        *,
        request: Request[Any, Any, Any],
        visitor: From,
        reporting: Reporter,
        slug: FromPath[str],
        data: JSONBody[NewReport],
    ) -> ReportMade:
        """Tell the administrators what is wrong with a menu, signed in or not; at most 10 an hour."""
        identity = await identities(request).of(request)
        actor = identity.actor if identity else None
        made = await reporting.report(actor, visitor.subscriber, slug, data)
        return ReportMade(made.id, made.reason, made.words, made.created_at)


class AdminReportsController(Controller):
    path = REPORTS
    opt = ADMIN
    tags = ("administration",)

    @get()
    async def list_reports(
        self, report_reader: Reports, limit: Limit = 20, cursor: CursorText = None
    ) -> Response[Page[CaseView]]:
        """Menus with open reports, and what they say; the longest waiting first."""
        found = await report_reader.cases(limit + 1, CASES_CURSOR.read(cursor))
        page = page_of(found, limit, lambda last: CASES_CURSOR.written((last.first_at, last.slug)))
        return Response(page, headers=next_link(REPORTS, {"limit": limit}, page.next_cursor))

    @post("/{slug:str}/dismiss", status_code=200)
    async def dismiss_reports(
        self, actor: Me, report_office: Office, slug: FromPath[str], data: JSONBody[Because]
    ) -> RulingMade:
        """Let the menu stand as it is, and settle every report of it that is open."""
        return made_of(await report_office.dismiss(actor, slug, data.reason))

    @post("/{slug:str}/take-down", status_code=200)
    async def take_menu_down(
        self, actor: Me, report_office: Office, slug: FromPath[str], data: JSONBody[TakeDownBecause]
    ) -> RulingMade:
        """Close the menu to readers, and to publishing until it is lifted; its curator reads the reason."""
        return made_of(await report_office.take_down(actor, slug, data.reason))

    @post("/{slug:str}/lift", status_code=200)
    async def lift_take_down(
        self, actor: Me, report_office: Office, slug: FromPath[str], data: JSONBody[Because]
    ) -> RulingMade:
        """Let the curator publish the menu again; until they do, it stays a draft."""
        return made_of(await report_office.lift(actor, slug, data.reason))


class RulingsController(Controller):
    path = RULINGS
    opt = ADMIN
    tags = ("administration",)

    @get()
    async def list_rulings(
        self, report_reader: Reports, limit: Limit = 20, cursor: CursorText = None
    ) -> Response[Page[RulingView]]:
        """Who decided what about which menu, when and why; newest first."""
        found = await report_reader.rulings(limit + 1, RULINGS_CURSOR.read(cursor))
        page = page_of(found, limit, lambda last: RULINGS_CURSOR.written((last.decided_at, last.id)))
        return Response(page, headers=next_link(RULINGS, {"limit": limit}, page.next_cursor))


def made_of(ruling: Ruling) -> RulingMade:
    return RulingMade(ruling.id, ruling.slug, ruling.decision, ruling.reason, ruling.decided_at)
