"""What was proposed to a menu: listed, looked at with ticks, taken over or declined."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.paging import CursorText
from app.web.controllers.editor import MENU
from app.web.hall import Hall, provide_hall
from domain.menus.commands import Acceptance, Declining

Open = NamedDependency[SkipValidation[Hall]]


class ProposalPages(Controller):
    path = f"{MENU}/proposals"
    opt = BY_SESSION
    dependencies = {"hall": Provide(provide_hall)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_proposals(self, hall: Open, cursor: CursorText = None) -> Response[str]:
        """Newest first, with what became of each."""
        return await hall.list_all(cursor)

    @get("/{proposal_id:uuid}")
    async def show_proposal(self, hall: Open, proposal_id: FromPath[UUID]) -> Response[str]:
        """A list with ticks; where both were at it, mine beside theirs."""
        return await hall.show(proposal_id)

    @post("/{proposal_id:uuid}")
    async def accept(self, hall: Open, proposal_id: FromPath[UUID]) -> Response[Any]:
        """Takes over what is ticked; what came too late is shown as it stands now."""

        async def accept() -> None:
            wish = hall.form.read(Acceptance, take=hall.form.ticked())
            await hall.answering.accept(hall.identity.actor, proposal_id, hall.form.version, wish)

        return await hall.answer(proposal_id, accept())

    @post("/{proposal_id:uuid}/decline")
    async def decline(self, hall: Open, proposal_id: FromPath[UUID]) -> Response[Any]:
        """Whatever is ticked stays out."""
        wish = hall.form.read(Declining)
        return await hall.answer(proposal_id, hall.answering.decline(hall.identity.actor, proposal_id, wish))

    @post("/{proposal_id:uuid}/mute")
    async def mute(self, hall: Open, proposal_id: FromPath[UUID]) -> Response[Any]:
        """Nothing more from whoever made it, to any menu of mine."""
        return await hall.settle(hall.muting.mute(hall.identity.actor, proposal_id), "muted")

    @post("/muted/{mute_id:uuid}/delete")
    async def hear_again(self, hall: Open, mute_id: FromPath[UUID]) -> Response[Any]:
        """They may propose again; asking twice is fine."""
        return await hall.settle(hall.muting.hear_again(hall.identity.actor, mute_id), "heard-again")
