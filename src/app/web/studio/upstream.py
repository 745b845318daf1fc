"""What passes between a fork and the menu it comes from: what is new there, and what is new here."""

from collections.abc import Awaitable
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.errors import status_of
from app.http.identity import Identity
from app.web.answers import AnyRequest, page, see_other, when_again
from app.web.callers import Caller
from app.web.forms import FormState
from app.web.notices import notice_of, saying
from app.web.sent import SentForm, form_of
from app.web.studio.desk import path_of
from domain.kernel import Busy, Conflict, Invalid, MenuId, Stale
from domain.menus.errors import ProposalNotFound, ProposalsNotTaken, UpstreamClosed
from domain.menus.proposals import ProposalLine, Sought
from domain.menus.proposing import Proposing
from domain.menus.pulling import Pulling
from domain.menus.readers import CuratorReader, ProposalReader


class UpstreamRoom(Caller, frozen=True):
    """Everything that the page shows and changes, for whoever asks; `form` is what was sent."""

    form: SentForm
    curator_reader: CuratorReader
    proposal_reader: ProposalReader
    proposing: Proposing
    pulling: Pulling

    async def show(self, menu_id: MenuId, form: FormState | None = None, status: int = 200) -> Response[str]:
        """Raises MenuNotFound, and NotAFork."""
        actor = self.actor
        menu = await self.curator_reader.menu(actor, menu_id)
        last = await self._last_proposal(menu_id)
        try:
            upstream = await self.pulling.offered(actor, menu_id)
            own_changes = await self.proposing.offered(actor, menu_id)
        except UpstreamClosed:
            upstream, own_changes = None, ()
        return await page(
            self.request,
            "upstream.html",
            status=status,
            menu=menu,
            upstream=upstream,
            own_changes=own_changes,
            proposal=last if last and last.status == "open" else None,
            answered=last if last and last.status != "open" else None,
            notice=notice_of(self.request, self.language),
            form=form,
        )

    async def _last_proposal(self, menu_id: MenuId) -> ProposalLine | None:
        lines = await self.proposal_reader.lines(self.actor, Sought("made", menu_id), 1, None)
        return next(iter(lines), None)

    async def withdraw(self, menu_id: MenuId) -> None:
        """Raises ProposalNotFound when nothing waits for an answer."""
        last = await self._last_proposal(menu_id)
        if last is None:
            raise ProposalNotFound
        await self.proposing.withdraw(self.actor, last.id)

    async def take(self, menu_id: MenuId, deed: Awaitable[object], name: str, done: str) -> Response[Any]:
        """What was done, told on the page; or why not, in the form of that name."""
        try:
            await deed
        except (Stale, Invalid, Conflict, Busy, ProposalNotFound, ProposalsNotTaken) as refusal:
            state = self.form.refused(name, refusal, self.language)
            return when_again(await self.show(menu_id, state, status_of(refusal)), refusal)
        return see_other(saying(f"{path_of(menu_id)}/upstream", done))


async def provide_upstream(
    *,
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    curator_reader: NamedDependency[SkipValidation[CuratorReader]],
    proposal_reader: NamedDependency[SkipValidation[ProposalReader]],
    proposing: NamedDependency[SkipValidation[Proposing]],
    pulling: NamedDependency[SkipValidation[Pulling]],
) -> UpstreamRoom:
    form = await form_of(request)
    return UpstreamRoom(request, identity, form, curator_reader, proposal_reader, proposing, pulling)
