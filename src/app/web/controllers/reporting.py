"""Reporting a menu from the foot of its page, signed in or not."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.http.access import ANONYMOUS, OPTIONAL
from app.http.errors import status_of
from app.http.identity import identities
from app.http.reports import From, Reporter
from app.web.answers import AnyRequest, page, see_other, spoken, when_again
from app.web.controllers.forks import Public
from app.web.forms import FormState
from app.web.sent import sent_form
from domain.kernel import DomainError, NotFound
from domain.menus.readers import PublicReader
from domain.menus.reports import NewReport


class ReportPages(Controller):
    path = "/m/{slug:str}/report"
    opt = OPTIONAL

    @get()
    async def ask(self, request: AnyRequest, public_reader: Public, slug: FromPath[str]) -> Response[str]:
        """What is wrong with it? While there is something to read."""
        return await asked(request, public_reader, slug)

    @post()
    async def report(
        self,
        request: AnyRequest,
        visitor: From,
        reporting: Reporter,
        public_reader: Public,
        slug: FromPath[str],
    ) -> Response[Any]:
        """Kept for administrators."""
        form = await sent_form(request)
        identity = await identities(request).of(request)
        actor = identity.actor if identity else None
        try:
            await reporting.report(actor, visitor.subscriber, slug, form.read(NewReport))
        except NotFound:
            raise
        except DomainError as refusal:
            state = form.refused("report", refusal, spoken(request, identity))
            answer = await asked(request, public_reader, slug, state, status_of(refusal))
            return when_again(answer, refusal)
        return see_other(f"/m/{slug}/report/thanks")

    @get("/thanks", opt=ANONYMOUS)
    async def thank(self, request: AnyRequest, slug: FromPath[str]) -> Response[str]:
        """Whatever became of the menu meanwhile."""
        return await page(request, "reported.html", slug=slug)


async def asked(
    request: AnyRequest, reader: PublicReader, slug: str, form: FormState | None = None, status: int = 200
) -> Response[str]:
    menu = await reader.menu(slug)
    return await page(request, "report.html", status=status, menu=menu, form=form)
