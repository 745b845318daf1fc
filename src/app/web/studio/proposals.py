"""Where a curator hears what was proposed to a menu: the list, and one proposal with its ticks."""

from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.errors import status_of
from app.http.identity import Identity
from app.http.proposals import page_of_proposals
from app.web.answers import AnyRequest, page, see_other
from app.web.callers import Caller
from app.web.forms import FormState
from app.web.notices import notice_of, saying
from app.web.sent import SentForm, form_of
from app.web.studio.desk import path_of
from domain.kernel import Conflict, DomainError, Invalid, MenuId, Stale
from domain.menus.answering import Answering
from domain.menus.errors import ProposalNotFound, ProposalSettled
from domain.menus.muting import Muting
from domain.menus.proposals import Sought
from domain.menus.readers import CuratorReader, ProposalReader

SHOWN: Final = 30


class ProposalRoom(Caller, frozen=True):
    """Everything that these pages show and change, for whoever asks; `form` is what was sent."""

    menu_id: MenuId
    form: SentForm
    answering: Answering
    muting: Muting
    curator_reader: CuratorReader
    proposal_reader: ProposalReader

    async def list_all(
        self, cursor: str | None = None, form: FormState | None = None, status: int = 200
    ) -> Response[str]:
        """Raises MenuNotFound, and CursorInvalid."""
        sought = Sought(menu_id=self.menu_id)
        lines = await page_of_proposals(self.proposal_reader, self.actor, sought, SHOWN, cursor)
        return await self._page(
            "proposals.html",
            form,
            status,
            proposals=lines.items,
            next_cursor=lines.next_cursor,
            muted=await self.muting.muted(self.actor),
        )

    async def show(
        self, proposal_id: UUID, form: FormState | None = None, status: int = 200
    ) -> Response[str]:
        """Raises MenuNotFound, and ProposalNotFound."""
        proposed = await self.answering.look(self.actor, proposal_id)
        if proposed.proposal.menu_id != self.menu_id:
            raise ProposalNotFound
        return await self._page("proposal.html", form, status, proposed=proposed)

    async def answer(self, proposal_id: UUID, deed: Awaitable[object]) -> Response[Any]:
        """The list, or the proposal while something of it is open; on the list, why it cannot be answered."""
        try:
            await deed
        except (ProposalNotFound, ProposalSettled) as refusal:
            return await self.list_all(None, self._refused(refusal), status_of(refusal))
        except (Stale, Invalid, Conflict) as refusal:
            return await self.show(proposal_id, self._refused(refusal), status_of(refusal))
        line = await self.proposal_reader.line(self.actor, proposal_id)
        where = f"/{proposal_id}" if line.status == "open" else ""
        done = "declined" if line.status == "declined" else "taken"
        return see_other(saying(f"{path_of(self.menu_id)}/proposals{where}", done))

    async def settle(self, deed: Awaitable[object], done: str) -> Response[Any]:
        """The list, after what is about people; of what is gone already nothing is left to do."""
        with suppress(ProposalNotFound):
            await deed
        return see_other(saying(f"{path_of(self.menu_id)}/proposals", done))

    async def _page(
        self, template: str, form: FormState | None, status: int, **shown: object
    ) -> Response[str]:
        menu = await self.curator_reader.menu(self.actor, self.menu_id)
        notice = notice_of(self.request, self.language)
        return await page(self.request, template, status=status, menu=menu, notice=notice, form=form, **shown)

    def _refused(self, refusal: DomainError) -> FormState:
        return self.form.refused("proposal", refusal, self.language)


async def provide_proposals(
    *,
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    menu_id: FromPath[UUID],
    answering: NamedDependency[SkipValidation[Answering]],
    muting: NamedDependency[SkipValidation[Muting]],
    curator_reader: NamedDependency[SkipValidation[CuratorReader]],
    proposal_reader: NamedDependency[SkipValidation[ProposalReader]],
) -> ProposalRoom:
    form = await form_of(request)
    menu = MenuId(menu_id)
    return ProposalRoom(request, identity, menu, form, answering, muting, curator_reader, proposal_reader)
