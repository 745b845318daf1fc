"""The studio: a curator's own menus, and a new one."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.http.identity import Identity
from app.http.menus import CURSOR, Reader
from app.http.paging import CursorText, page_of
from app.web.answers import STUDIO, AnyRequest, page, see_other, spoken
from app.web.desk import path_of
from app.web.forms import FormState
from app.web.notices import notice_of
from app.web.sent import sent_form
from domain.kernel import Conflict, Invalid
from domain.menus.commands import NewMenu
from domain.menus.ports import CuratorReader
from domain.menus.service import Curating

SHOWN = 50
Who = NamedDependency[SkipValidation[Identity]]


class StudioPages(Controller):
    path = STUDIO
    opt = BY_SESSION

    @get()
    async def list_menus(
        self, request: AnyRequest, identity: Who, curator_reader: Reader, cursor: CursorText = None
    ) -> Response[str]:
        """My menus, last saved first."""
        notice = notice_of(request, spoken(request, identity))
        return await shown(request, identity, curator_reader, cursor, notice=notice)

    @post("/menus")
    async def create_menu(
        self,
        request: AnyRequest,
        identity: Who,
        curator_reader: Reader,
        curating: NamedDependency[SkipValidation[Curating]],
    ) -> Response[Any]:
        """A new draft, and its editor."""
        form = await sent_form(request)
        try:
            menu = await curating.create(identity.actor, form.read(NewMenu))
        except (Invalid, Conflict) as refusal:
            state = form.refused("menu-new", refusal, spoken(request, identity))
            return await shown(request, identity, curator_reader, None, state, status_of(refusal))
        return see_other(path_of(menu.id))


async def shown(
    request: AnyRequest,
    identity: Identity,
    reader: CuratorReader,
    cursor: str | None,
    form: FormState | None = None,
    status: int = 200,
    notice: str = "",
) -> Response[str]:
    menus = await reader.menus(identity.actor, SHOWN + 1, CURSOR.read(cursor))
    lines = page_of(menus, SHOWN, lambda last: CURSOR.written((last.updated_at, last.id)))
    return await page(
        request,
        "studio.html",
        status=status,
        here=STUDIO,
        menus=lines.items,
        next_cursor=lines.next_cursor,
        form=form,
        notice=notice,
    )
