"""Answers what forks propose to a menu: looked at as differences, accepted, declined."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from domain.kernel import Actor, Begin, Clock, MediaItemId, NewId
from domain.menus.commands import Acceptance, Declining
from domain.menus.keyed import Keyed, written
from domain.menus.merging import merged
from domain.menus.offers import offers
from domain.menus.ports import Workspace
from domain.menus.proposals import Proposal, ProposedChanges
from domain.menus.readers import CuratorReader, HistoryReader, ProposalReader
from domain.menus.service import Version
from domain.menus.taking import taken, with_what_they_need
from domain.menus.taking_over import chosen, save_taken
from domain.menus.upstream import works_of
from domain.menus.views import MenuView, PublicMenu


class Ground(Struct, frozen=True):
    """The edition that a proposal started from, and survivors of works that were merged since."""

    base: PublicMenu
    standing: Mapping[MediaItemId, MediaItemId]

    def three(self, proposal: Proposal, mine: MenuView) -> tuple[Keyed, Keyed, Keyed]:
        """Base, theirs and mine."""
        return proposal.beside(self.base, mine, self.standing)


class Answering:
    """The side of the menu that is proposed to: what comes in is the curator's decision, part by part."""

    def __init__(
        self,
        *,
        begin: Begin[Workspace],
        curator_reader: CuratorReader,
        history_reader: HistoryReader,
        proposal_reader: ProposalReader,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._begin = begin
        self._curator_reader = curator_reader
        self._history_reader = history_reader
        self._proposal_reader = proposal_reader
        self._clock = clock
        self._new_id = new_id

    async def look(self, actor: Actor, proposal_id: UUID) -> ProposedChanges:
        """What it has that the working copy has not, while that is to be decided. Raises ProposalNotFound."""
        line = await self._proposal_reader.line(actor, proposal_id)
        if line.status != "open" or line.side == "made":
            return ProposedChanges(line, None, ())
        proposal = await self._proposal_reader.received(actor, proposal_id)
        ground = await self._ground(actor, proposal)
        mine = await self._curator_reader.menu(actor, proposal.menu_id)
        return ProposedChanges(line, mine.version, offers(*ground.three(proposal, mine)))

    async def accept(self, actor: Actor, proposal_id: UUID, version: Version, wish: Acceptance) -> MenuView:
        """Takes changes over; what stood until then is kept, and whoever proposed them is credited.

        With nothing left the proposal is settled. Raises ProposalNotFound, ProposalSettled, ChangeUnknown,
        and TooMany when the menu has no room.
        """
        seen = await self._proposal_reader.received(actor, proposal_id)
        ground, now = await self._ground(actor, seen), self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(seen.menu_id, version)
            proposal = await work.proposals.get(proposal_id)
            base, theirs, mine = ground.three(proposal, await work.menus.view(menu.id))
            wanted = chosen(wish.take, offers(base, theirs, mine))
            both = merged(base, theirs, mine)
            result = taken(mine, both, wanted)
            changed, came = written(result, menu, {}, self._new_id, base.courses)
            if wanted:
                await save_taken(work, menu, changed, now)
            proposal = proposal.taken_over(len(with_what_they_need(mine, both, wanted)), came)
            if wish.dismiss_rest or not offers(base, theirs, result):
                proposal = proposal.settled("accepted" if proposal.taken else "declined", wish.answer, now)
            next_edition = (menu.latest_edition or 0) + 1
            await work.proposals.answer(proposal, next_edition if wanted else None)
            return await work.menus.view(menu.id)

    async def decline(self, actor: Actor, proposal_id: UUID, wish: Declining) -> None:
        """Takes nothing over, or nothing more. Raises ProposalNotFound, and ProposalSettled."""
        async with self._begin(actor) as work:
            proposal = await work.proposals.get(proposal_id)
            await work.proposals.answer(proposal.settled("declined", wish.answer, self._clock()))

    async def _ground(self, actor: Actor, proposal: Proposal) -> Ground:
        base = await self._curator_reader.edition(actor, proposal.menu_id, proposal.base_edition)
        works = works_of(base, proposal.document)
        return Ground(base, await self._history_reader.standing(actor, works))
