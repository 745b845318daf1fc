"""Where a menu comes from, and what others made from it."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from app.http.access import BY_SESSION
from app.http.forks import MOST_SHOWN, Genealogist
from app.http.menus import Me, Reader
from app.web.answers import AnyRequest, page
from app.web.controllers.editor import MENU
from domain.kernel import MenuId


class LineagePages(Controller):
    path = f"{MENU}/lineage"
    opt = BY_SESSION

    @get()
    async def show(
        self,
        request: AnyRequest,
        actor: Me,
        curator_reader: Reader,
        family_reader: Genealogist,
        menu_id: FromPath[UUID],
    ) -> Response[str]:
        """The tree, from the oldest source that is known to the youngest fork."""
        menu = await curator_reader.menu(actor, MenuId(menu_id))
        family = await family_reader.family(actor, menu.id, MOST_SHOWN)
        return await page(request, "lineage.html", menu=menu, family=family)
