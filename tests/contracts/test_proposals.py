"""Proposals on PostgreSQL: kept whole, one open at a time, and answered or taken back, never both."""

import asyncio
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from adapters.postgres.menus.family import PgFamilyReader
from adapters.postgres.menus.proposals import PgProposalReader
from adapters.postgres.menus.repository import REFUSALS
from adapters.postgres.menus.revisions import PgHistoryReader
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, DomainError, MenuId
from domain.menus.answering import Answering
from domain.menus.commands import Acceptance, MenuChange, NewFork, NewProposal, Publication
from domain.menus.errors import ProposalNotFound, ProposalSettled
from domain.menus.model import Menu
from domain.menus.proposals import Sought
from domain.menus.proposing import PROPOSALS, Proposing
from tests.contracts.menus_house import MenusHouse, PgWorld


class BothSides:
    """A published menu and a fork of it by somebody else, who has given it another title."""

    def __init__(self, house: MenusHouse, curator: Actor, forker: Actor, fork_id: MenuId) -> None:
        assert isinstance(house.world, PgWorld)
        transactions = PgTransactions(house.world.engine, REFUSALS)
        self.house, self.curator, self.forker, self.fork_id = house, curator, forker, fork_id
        self.reader = PgProposalReader(transactions)
        shared = {
            "begin": house.world.begin,
            "curator_reader": house.world.curators,
            "history_reader": PgHistoryReader(transactions),
            "proposal_reader": self.reader,
            "clock": house.clock,
            "new_id": uuid7,
        }
        self.answering = Answering(**shared)
        self.proposing = Proposing(
            **shared,
            family_reader=PgFamilyReader(transactions),
            public_reader=house.world.public,
            attempts=house.attempts,
        )

    async def fail_to_answer(self, proposal_id: UUID) -> None:
        async with self.house.world.begin(self.curator) as work:
            settled = (await work.proposals.get(proposal_id)).settled("accepted", None, self.house.clock())
            await work.proposals.answer(settled, 2)
            raise RuntimeError

    async def propose(self, message: str = "") -> None:
        await self.proposing.propose(self.forker, NewProposal(self.fork_id, message))


@pytest.fixture
async def sides(pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu) -> BothSides:
    await pg_house.publishing.publish(pg_curator, pg_menu.id, None, Publication())
    forker = await pg_house.world.person()
    fork = await pg_house.forking.fork(forker, pg_menu.slug, NewFork())
    await pg_house.curating.change(forker, fork.id, None, MenuChange(title="Other"))
    return BothSides(pg_house, pg_curator, forker, fork.id)


async def test_a_proposal_comes_back_as_it_was_kept_and_an_error_undoes_an_answer(
    sides: BothSides,
) -> None:
    await sides.propose("Look.")
    (line,) = await sides.reader.lines(sides.forker, Sought("made"), 2, None)
    async with sides.house.world.begin(sides.forker) as work:
        fork = await work.menus.to_freeze(sides.fork_id)
        courses = (await work.lineages.of(sides.fork_id)).courses
    kept = await sides.reader.received(sides.curator, line.id)
    assert (kept.document, kept.courses, kept.message) == (fork, courses, "Look.")
    with pytest.raises(RuntimeError):
        await sides.fail_to_answer(line.id)
    assert await sides.reader.received(sides.curator, line.id) == kept
    assert sides.house.attempts.claimed[-1] == ([f"proposal {sides.forker.user_id}"], PROPOSALS)


async def test_of_proposals_of_one_fork_at_once_one_is_open_in_the_end(sides: BothSides) -> None:
    await asyncio.gather(*(sides.propose(f"{number}") for number in range(4)), return_exceptions=True)
    assert len(await sides.reader.lines(sides.curator, Sought(status="open"), 9, None)) == 1


async def test_a_proposal_is_answered_or_taken_back_or_replaced(sides: BothSides) -> None:
    await sides.propose()
    (line,) = await sides.reader.lines(sides.curator, Sought(), 2, None)
    accepted, withdrawn = await asyncio.gather(
        sides.answering.accept(sides.curator, line.id, None, Acceptance("all")),
        sides.proposing.withdraw(sides.forker, line.id),
        return_exceptions=True,
    )
    (refusal,) = [each for each in (accepted, withdrawn) if isinstance(each, BaseException)]
    assert isinstance(refusal, DomainError)
    assert isinstance(refusal, ProposalNotFound if refusal is accepted else ProposalSettled)
    title = (await sides.house.world.curators.menu(sides.curator, line.menu_id)).title
    assert (title == "Other") == (refusal is withdrawn)
