"""What is new in the menu that a fork comes from: looked at, ticked, taken over."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.http.forks import Puller
from app.http.identity import Who
from app.http.menus import Reader
from app.web.answers import AnyRequest, page, see_other, spoken
from app.web.controllers.editor import MENU
from app.web.desk import path_of
from app.web.forms import FormState
from app.web.notices import notice_of
from app.web.sent import SentForm, sent_form
from domain.kernel import Actor, Conflict, Invalid, MenuId, Stale
from domain.menus.commands import Taking
from domain.menus.errors import UpstreamClosed
from domain.menus.ports import CuratorReader
from domain.menus.pulling import Pulling

PREFIX: Final = "take."


class UpstreamPages(Controller):
    path = f"{MENU}/upstream"
    opt = BY_SESSION

    @get()
    async def show(
        self,
        request: AnyRequest,
        identity: Who,
        curator_reader: Reader,
        pulling: Puller,
        menu_id: FromPath[UUID],
    ) -> Response[str]:
        """A list with ticks; where both were at it, mine beside theirs."""
        notice = notice_of(request, spoken(request, identity))
        return await shown(request, identity.actor, curator_reader, pulling, MenuId(menu_id), notice=notice)

    @post()
    async def take(
        self,
        request: AnyRequest,
        identity: Who,
        curator_reader: Reader,
        pulling: Puller,
        menu_id: FromPath[UUID],
    ) -> Response[Any]:
        """Takes over what is ticked; what came too late is shown as it stands now."""
        form = await sent_form(request)
        try:
            await pulling.take(identity.actor, MenuId(menu_id), form.version, wish_in(form))
        except (Stale, Invalid, Conflict) as refusal:
            state = SentForm({}).refused("upstream", refusal, spoken(request, identity))
            return await shown(
                request,
                identity.actor,
                curator_reader,
                pulling,
                MenuId(menu_id),
                form=state,
                status=status_of(refusal),
            )
        return see_other(f"{path_of(menu_id)}/upstream?done=taken")


def wish_in(form: SentForm) -> Taking:
    """The ticks of the form. Raises Invalid."""
    chosen = [
        name.removeprefix(PREFIX)
        for name, value in form.values.items()
        if name.startswith(PREFIX) and value == "theirs"
    ]
    return form.read(Taking, take=chosen)


async def shown(
    request: AnyRequest,
    actor: Actor,
    reader: CuratorReader,
    pulling: Pulling,
    menu_id: MenuId,
    *,
    notice: str = "",
    form: FormState | None = None,
    status: int = 200,
) -> Response[str]:
    """Raises MenuNotFound, and NotAFork."""
    menu = await reader.menu(actor, menu_id)
    try:
        upstream = await pulling.offered(actor, menu_id)
    except UpstreamClosed:
        upstream = None
    return await page(
        request, "upstream.html", status=status, menu=menu, upstream=upstream, notice=notice, form=form
    )
