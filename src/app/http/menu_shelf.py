"""What is done with a menu as a whole: a duplicate of it, and the archive."""

from uuid import UUID

from litestar import Controller, Response, post
from litestar.params import FromPath, JSONBody

from app.http.access import SIGNED_IN
from app.http.idempotency import REPLAYED
from app.http.menus import Curator, Me, shown
from domain.kernel import MenuId
from domain.menus.commands import Duplicate
from domain.menus.views import MenuView


class MenuShelfController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}"
    opt = SIGNED_IN
    tags = ("menus",)

    @post("/duplicates", middleware=[REPLAYED])
    async def duplicate_menu(
        self, actor: Me, curating: Curator, menu_id: FromPath[UUID], data: JSONBody[Duplicate]
    ) -> Response[MenuView]:
        """A new draft with the same content, every part with an id of its own."""
        return shown(menu := await curating.duplicate(actor, MenuId(menu_id), data), menu)

    @post("/archive", status_code=204)
    async def archive_menu(self, actor: Me, curating: Curator, menu_id: FromPath[UUID]) -> None:
        """Out of the list; what is published stays published, and the version stays."""
        await curating.archive(actor, MenuId(menu_id))

    @post("/unarchive", status_code=204)
    async def unarchive_menu(self, actor: Me, curating: Curator, menu_id: FromPath[UUID]) -> None:
        """Back into the list."""
        await curating.unarchive(actor, MenuId(menu_id))
