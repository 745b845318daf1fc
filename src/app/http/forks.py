"""Forks through the API: made from a published menu, and where one comes from."""

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from app.http.access import SIGNED_IN
from app.http.idempotency import REPLAYED
from app.http.menus import Me, shown
from domain.menus.commands import NewFork
from domain.menus.forking import Forking
from domain.menus.views import MenuView

Forker = NamedDependency[SkipValidation[Forking]]


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
