"""Between a fork and its source: what is new there is ticked and taken over, what is new here is proposed."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.web.controllers.editor import MENU
from app.web.studio.upstream import UpstreamRoom, provide_upstream
from domain.kernel import MenuId
from domain.menus.commands import NewProposal, Taking

Between = NamedDependency[SkipValidation[UpstreamRoom]]


class UpstreamPages(Controller):
    path = f"{MENU}/upstream"
    opt = BY_SESSION
    dependencies = {"room": Provide(provide_upstream)}  # noqa: RUF012 - Litestar's way

    @get()
    async def show(self, room: Between, menu_id: FromPath[UUID]) -> Response[str]:
        """A list with ticks; where both were at it, mine beside theirs. Below, what mine has to offer."""
        return await room.show(MenuId(menu_id))

    @post()
    async def take(self, room: Between, menu_id: FromPath[UUID]) -> Response[Any]:
        """Takes over what is ticked; what came too late is shown as it stands now."""
        form, actor, menu = room.form, room.identity.actor, MenuId(menu_id)

        async def take() -> None:
            wish = form.read(Taking, take=form.ticked())
            await room.pulling.take(actor, menu, form.version, wish)

        return await room.take(menu, take(), "upstream", "taken")

    @post("/propose")
    async def propose(self, room: Between, menu_id: FromPath[UUID]) -> Response[Any]:
        """The fork as it stands now, for the curator of its source."""
        wish = room.form.read(NewProposal, menu_id=menu_id)
        deed = room.proposing.propose(room.identity.actor, wish)
        return await room.take(MenuId(menu_id), deed, "propose", "proposed")

    @post("/withdraw")
    async def withdraw(self, room: Between, menu_id: FromPath[UUID]) -> Response[Any]:
        """Takes back what waits for an answer."""
        deed = room.withdraw(MenuId(menu_id))
        return await room.take(MenuId(menu_id), deed, "propose", "withdrawn")
