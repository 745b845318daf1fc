"""Forks through the API: made from a published menu, and where one comes from."""

from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from app.http.access import SIGNED_IN
from app.http.idempotency import REPLAYED
from app.http.menus import Me, shown
from domain.kernel import MenuId
from domain.menus.commands import NewFork
from domain.menus.forking import Forking
from domain.menus.ports import FamilyReader
from domain.menus.views import Family, MenuView

Forker = NamedDependency[SkipValidation[Forking]]
Genealogist = NamedDependency[SkipValidation[FamilyReader]]


MOST_SHOWN = 500


class FamilyController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/lineage"
    opt = SIGNED_IN
    tags = ("forks",)

    @get()
    async def show_lineage(self, actor: Me, family_reader: Genealogist, menu_id: FromPath[UUID]) -> Family:
        """Where the menu comes from, and the forks of it and of those: one's own, and published ones."""
        return await family_reader.family(actor, MenuId(menu_id), MOST_SHOWN)


class ForksController(Controller):
    path = "/api/v1/public/menus/{slug:str}/forks"
    opt = SIGNED_IN
    tags = ("forks",)

    @post(middleware=[REPLAYED])
    async def fork_menu(
        self, actor: Me, forking: Forker, slug: FromPath[str], data: JSONBody[NewFork]
    ) -> Response[MenuView]:
        """A new draft of one's own with all that an edition has, and its credit; at most 30 an hour."""
        return shown(menu := await forking.fork(actor, slug, data), menu)
