"""Proposes a fork back to the menu that it comes from."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.kernel import Actor, Begin, Clock, MenuId, NewId
from domain.menus.commands import NewProposal
from domain.menus.comparing import Document
from domain.menus.errors import NothingToPropose, UpstreamClosed
from domain.menus.lineage import Lineage
from domain.menus.offers import Offer, offers
from domain.menus.ports import Attempts, Workspace
from domain.menus.proposals import Proposal, ProposalLine
from domain.menus.readers import CuratorReader, FamilyReader, HistoryReader, ProposalReader, PublicReader
from domain.menus.upstream import Upstream, upstream_of

PROPOSALS: Final = 30
PROPOSALS_WINDOW: Final = timedelta(hours=1)


class Proposing:
    """The side of the fork: a frozen copy of it goes to the other curator, until it is answered."""

    def __init__(
        self,
        *,
        begin: Begin[Workspace],
        family_reader: FamilyReader,
        curator_reader: CuratorReader,
        public_reader: PublicReader,
        history_reader: HistoryReader,
        proposal_reader: ProposalReader,
        attempts: Attempts,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._begin = begin
        self._family_reader = family_reader
        self._curator_reader = curator_reader
        self._public_reader = public_reader
        self._history_reader = history_reader
        self._proposal_reader = proposal_reader
        self._attempts = attempts
        self._clock = clock
        self._new_id = new_id

    async def offered(self, actor: Actor, fork_id: MenuId) -> tuple[Offer, ...]:
        """What the fork has that the newest edition has not. Raises NotAFork, and UpstreamClosed."""
        fork = await self._curator_reader.menu(actor, fork_id)
        lineage = await self._family_reader.lineage(actor, fork_id)
        return _of(fork, lineage, await self._upstream(actor, lineage))

    async def propose(self, actor: Actor, wish: NewProposal) -> ProposalLine:
        """The fork as it stands now; an open proposal of it is replaced.

        Raises NotAFork, UpstreamClosed, NothingToPropose, ProposalsNotTaken, and Busy after too many.
        """
        now, fork_id = self._clock(), MenuId(wish.menu_id)
        await self._attempts.claim([f"proposal {actor.user_id}"], PROPOSALS, PROPOSALS_WINDOW, now)
        known = await self._family_reader.lineage(actor, fork_id)
        upstream = await self._upstream(actor, known)
        async with self._begin(actor) as work:
            await work.menus.get(fork_id, None)
            lineage = await work.lineages.of(fork_id)
            document = await work.menus.to_freeze(fork_id)
            if lineage.source_menu_id is None:
                raise UpstreamClosed
            if not _of(document, lineage, upstream):
                raise NothingToPropose
            proposal = Proposal(
                id=self._new_id(),
                fork_id=fork_id,
                proposer_id=actor.user_id,
                menu_id=lineage.source_menu_id,
                base_edition=lineage.source_edition,
                document=document,
                courses=lineage.courses,
                created_at=now,
                message=wish.message,
            )
            # What an earlier one taught of courses is the fork's from here on: that one may go.
            await work.lineages.follow(fork_id, lineage.source_edition, lineage.courses)
            await work.proposals.add(proposal)
        return await self._proposal_reader.line(actor, proposal.id)

    async def withdraw(self, actor: Actor, proposal_id: UUID) -> None:
        """Raises ProposalNotFound, MenuNotFound when the fork is not one's own, and ProposalSettled."""
        line = await self._proposal_reader.line(actor, proposal_id)
        async with self._begin(actor) as work:
            await work.menus.get(line.fork_id, None)
            lineage = await work.lineages.of(line.fork_id)
            await work.lineages.follow(line.fork_id, lineage.source_edition, lineage.courses)
            await work.proposals.withdraw(proposal_id)

    async def _upstream(self, actor: Actor, lineage: Lineage) -> Upstream:
        return await upstream_of(self._public_reader, self._history_reader, actor, lineage)


def _of(fork: Document, lineage: Lineage, upstream: Upstream) -> tuple[Offer, ...]:
    base, newest, theirs = upstream.beside(fork, lineage)
    return offers(base, theirs, newest)
