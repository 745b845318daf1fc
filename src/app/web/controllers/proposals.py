"""What was proposed to a menu: listed, looked at with ticks, taken over or declined."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.paging import CursorText
from app.web.controllers.editor import MENU
from app.web.studio.proposals import ProposalRoom, provide_proposals
from domain.menus.commands import Acceptance, Declining

Open = NamedDependency[SkipValidation[ProposalRoom]]


class ProposalPages(Controller):
    path = f"{MENU}/proposals"
    opt = BY_SESSION
    dependencies = {"room": Provide(provide_proposals)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_proposals(self, room: Open, cursor: CursorText = None) -> Response[str]:
        """Newest first, with what became of each."""
        return await room.list_all(cursor)

    @get("/{proposal_id:uuid}")
    async def show_proposal(self, room: Open, proposal_id: FromPath[UUID]) -> Response[str]:
        """A list with ticks; where both were at it, mine beside theirs."""
        return await room.show(proposal_id)

    @post("/{proposal_id:uuid}")
    async def accept(self, room: Open, proposal_id: FromPath[UUID]) -> Response[Any]:
        """Takes over what is ticked; what came too late is shown as it stands now."""

        async def accept() -> None:
            wish = room.form.read(Acceptance, take=room.form.ticked())
            await room.answering.accept(room.identity.actor, proposal_id, room.form.version, wish)

        return await room.answer(proposal_id, accept())

    @post("/{proposal_id:uuid}/decline")
    async def decline(self, room: Open, proposal_id: FromPath[UUID]) -> Response[Any]:
        """Whatever is ticked stays out."""
        wish = room.form.read(Declining)
        return await room.answer(proposal_id, room.answering.decline(room.identity.actor, proposal_id, wish))

    @post("/{proposal_id:uuid}/mute")
    async def mute(self, room: Open, proposal_id: FromPath[UUID]) -> Response[Any]:
        """Nothing more from whoever made it, to any menu of mine."""
        return await room.settle(room.muting.mute(room.identity.actor, proposal_id), "muted")

    @post("/muted/{mute_id:uuid}/delete")
    async def hear_again(self, room: Open, mute_id: FromPath[UUID]) -> Response[Any]:
        """They may propose again; asking twice is fine."""
        return await room.settle(room.muting.hear_again(room.identity.actor, mute_id), "heard-again")
