"""Menus from files: `menu.json` of this instance or another becomes a draft of one's own."""

from typing import Final

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation

from app.http.access import SIGNED_IN
from app.http.bodies import MENU_FILE
from app.http.etags import etag_of
from app.http.idempotency import REPLAYED
from app.http.menus import Me
from domain.menus.files import MenuFile
from domain.menus.importing import ImportedMenu, ImportingMenus

Importing = NamedDependency[SkipValidation[ImportingMenus]]
TAKES_FILES: Final = {**SIGNED_IN, "accepts": MENU_FILE}


class MenuImportsController(Controller):
    path = "/api/v1/menus/imports"
    opt = TAKES_FILES
    tags = ("menus",)

    @post(middleware=[REPLAYED])
    async def import_menu(
        self, actor: Me, importing_menus: Importing, data: JSONBody[MenuFile]
    ) -> Response[ImportedMenu]:
        """A new draft from a `menu.json`, and what became of each of its works."""
        imported = await importing_menus.bring_in(actor, data)
        return Response(imported, headers={"etag": etag_of(imported.menu.version)})
