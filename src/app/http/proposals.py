"""Proposals under /api/v1/proposals: made of forks, answered by the curators of their sources."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation
from msgspec import Struct

from app.http.access import SIGNED_IN
from app.http.etags import etag_of
from app.http.forks import OfferView, offer_views
from app.http.idempotency import REPLAYED
from app.http.menus import Me, Wanted, shown
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.kernel import Actor, MenuId, Page
from domain.menus.answering import Answering
from domain.menus.commands import Acceptance, Declining, NewProposal
from domain.menus.proposals import ProposalLine, ProposalStatus, Side, Sought
from domain.menus.proposing import Proposing
from domain.menus.readers import ProposalReader
from domain.menus.views import MenuView

CURSOR = Cursor("proposals", "newest", tuple[UUID])

Answerer = NamedDependency[SkipValidation[Answering]]
Proposer = NamedDependency[SkipValidation[Proposing]]
Reader = NamedDependency[SkipValidation[ProposalReader]]
WhichSide = Annotated[Side, QueryParameter(description="Made to my menus, or made by me.")]
WhichMenu = Annotated[
    UUID | None,
    QueryParameter(description="Of one menu of mine: proposed to, or the fork that was proposed."),
]


class ProposalView(Struct, frozen=True):
    """A proposal with what it would change, while that is the asker's to decide; `version` is the menu's."""

    proposal: ProposalLine
    version: int | None
    changes: tuple[OfferView, ...]


class ProposalsController(Controller):
    path = "/api/v1/proposals"
    opt = SIGNED_IN
    tags = ("forks",)

    @get()
    async def list_proposals(
        self,
        *,
        actor: Me,
        proposal_reader: Reader,
        side: WhichSide = "received",
        menu_id: WhichMenu = None,
        status: FromQuery[ProposalStatus | None] = None,
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[ProposalLine]]:
        """Proposals to my menus, or mine to others', newest first."""
        sought = Sought(side, None if menu_id is None else MenuId(menu_id), status)
        page = await page_of_proposals(proposal_reader, actor, sought, limit, cursor)
        query = {"side": side, "menu_id": menu_id, "status": status, "limit": limit}
        return Response(page, headers=next_link(self.path, query, page.next_cursor))

    @post(middleware=[REPLAYED])
    async def propose(self, actor: Me, proposing: Proposer, data: JSONBody[NewProposal]) -> ProposalLine:
        """Propose a fork, as it stands now, to the menu it comes from; an open proposal of it is replaced."""
        return await proposing.propose(actor, data)

    @get("/{proposal_id:uuid}")
    async def show_proposal(
        self, actor: Me, answering: Answerer, proposal_id: FromPath[UUID]
    ) -> Response[ProposalView]:
        """What it has that my working copy has not, and where both were at the same thing."""
        found = await answering.look(actor, proposal_id)
        view = ProposalView(found.proposal, found.version, offer_views(found.changes))
        return Response(view, headers={} if view.version is None else {"etag": etag_of(view.version)})

    @post("/{proposal_id:uuid}/accept", status_code=200)
    async def accept_proposal(
        self,
        actor: Me,
        answering: Answerer,
        wanted: Wanted,
        proposal_id: FromPath[UUID],
        data: JSONBody[Acceptance],
    ) -> Response[MenuView]:
        """Take over some or all of it into the working copy, with credit; If-Match names its version."""
        return shown(menu := await answering.accept(actor, proposal_id, wanted, data), menu)

    @post("/{proposal_id:uuid}/decline", status_code=204)
    async def decline_proposal(
        self, actor: Me, answering: Answerer, proposal_id: FromPath[UUID], data: JSONBody[Declining]
    ) -> None:
        """Take nothing over, or nothing more."""
        await answering.decline(actor, proposal_id, data)

    @delete("/{proposal_id:uuid}")
    async def withdraw_proposal(self, actor: Me, proposing: Proposer, proposal_id: FromPath[UUID]) -> None:
        """Take back an open proposal of one's own."""
        await proposing.withdraw(actor, proposal_id)


async def page_of_proposals(
    reader: ProposalReader, actor: Actor, sought: Sought, limit: int, cursor: str | None
) -> Page[ProposalLine]:
    """Raises CursorInvalid."""
    (before,) = CURSOR.read(cursor) or (None,)
    found = await reader.lines(actor, sought, limit + 1, before)
    return page_of(found, limit, lambda last: CURSOR.written((last.id,)))
