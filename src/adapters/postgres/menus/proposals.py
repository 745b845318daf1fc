"""Keeps what forks propose to the menus they come from, and reads it for both sides."""

from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus.proposal_documents import PROPOSAL, PROPOSAL_LINE, PROPOSALS
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MenuId
from domain.menus.errors import ProposalNotFound, ProposalSettled, ProposalsNotTaken, UpstreamClosed
from domain.menus.proposals import Proposal, ProposalLine, Sought

REPLACE = text("""
    DELETE FROM menus.proposals
    WHERE fork_id = :fork AND proposer_id = accounts.current_user_id() AND status = 'open'""")

# The curator of somebody else's menu is known by what it has published.
ADD = text("""
    INSERT INTO menus.proposals (id, fork_id, proposer_id, menu_id, curator_id, base_edition, document,
        courses, message, status, taken, created_at)
    SELECT proposal.id, proposal.fork_id, proposal.proposer_id, proposal.menu_id, edition.owner_id,
        proposal.base_edition, proposal.document, proposal.courses, proposal.message, proposal.status,
        proposal.taken, proposal.created_at
    FROM jsonb_populate_record(NULL::menus.proposals, CAST(:proposal AS jsonb)) proposal
    JOIN menus.editions edition ON edition.menu_id = proposal.menu_id AND edition.is_current
        AND edition.withdrawn_at IS NULL""")

IS_MUTED = text("""
    SELECT EXISTS (SELECT FROM menus.editions edition
        JOIN menus.mutes mute ON mute.curator_id = edition.owner_id
        WHERE edition.menu_id = :menu AND edition.is_current
            AND mute.person_id = accounts.current_user_id())""")

WITHDRAW = text("""
    DELETE FROM menus.proposals
    WHERE id = :proposal AND proposer_id = accounts.current_user_id() AND status = 'open'""")

STATUS = text("""
    SELECT status FROM menus.proposals
    WHERE id = :proposal AND accounts.current_user_id() IN (proposer_id, curator_id)""")

LOCK = text("""
    SELECT id FROM menus.proposals
    WHERE id = :proposal AND curator_id = accounts.current_user_id() AND status = 'open'
    FOR NO KEY UPDATE""")

ANSWER = text("""
    UPDATE menus.proposals old
    SET status = new.status, taken = new.taken, courses = new.courses, answer = new.answer,
        settled_at = new.settled_at
    FROM jsonb_populate_record(NULL::menus.proposals, CAST(:proposal AS jsonb)) new
    WHERE old.id = new.id AND old.curator_id = accounts.current_user_id()""")

CREDIT = text("""
    INSERT INTO menus.menu_credits (id, menu_id, owner_id, person_id, edition)
    SELECT id, menu_id, curator_id, proposer_id, :edition FROM menus.proposals
    WHERE id = :proposal AND curator_id = accounts.current_user_id() AND proposer_id <> curator_id
    ON CONFLICT ON CONSTRAINT menu_credits_person_uq DO NOTHING""")

WAITING = text("""
    SELECT count(*) FROM menus.proposals
    WHERE menu_id = :menu AND curator_id = accounts.current_user_id() AND status = 'open'""")

FORGET = text("""
    DELETE FROM menus.proposals
    WHERE status = 'open' AND ((fork_id = :menu AND proposer_id = accounts.current_user_id())
        OR (menu_id = :menu AND curator_id = accounts.current_user_id()))""")


class PgProposals:
    """Proposals, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, proposal: Proposal) -> None:
        if await self._connection.scalar(IS_MUTED, {"menu": proposal.menu_id}):
            raise ProposalsNotTaken
        await self._connection.execute(REPLACE, {"fork": proposal.fork_id})
        added = await self._connection.execute(ADD, {"proposal": _row(proposal)})
        if not added.rowcount:
            raise UpstreamClosed

    async def withdraw(self, proposal_id: UUID) -> None:
        if not (await self._connection.execute(WITHDRAW, {"proposal": proposal_id})).rowcount:
            await self._refuse(proposal_id)

    async def get(self, proposal_id: UUID) -> Proposal:
        """Locks first and reads then: one statement for both would read what stood before the wait."""
        if await self._connection.scalar(LOCK, {"proposal": proposal_id}) is None:
            await self._refuse(proposal_id)
        return await _received(self._connection, proposal_id)

    async def answer(self, proposal: Proposal, credited_from: int | None = None) -> None:
        await self._connection.execute(ANSWER, {"proposal": _row(proposal)})
        if credited_from is not None:
            await self._connection.execute(CREDIT, {"proposal": proposal.id, "edition": credited_from})

    async def forget(self, menu_id: MenuId) -> None:
        await self._connection.execute(FORGET, {"menu": menu_id})

    async def _refuse(self, proposal_id: UUID) -> None:
        status = await self._connection.scalar(STATUS, {"proposal": proposal_id})
        raise ProposalNotFound if status in {None, "open"} else ProposalSettled


class PgProposalReader:
    """Proposals as either side sees them."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def lines(
        self, actor: Actor, sought: Sought, limit: int, before: UUID | None
    ) -> tuple[ProposalLine, ...]:
        facts = {"menu": sought.menu_id, "status": sought.status, "limit": limit, "before": before}
        async with self._transactions.open(actor) as connection:
            lines = await connection.scalar(PROPOSALS[sought.side], facts)
        return msgspec.json.decode(lines, type=tuple[ProposalLine, ...])

    async def line(self, actor: Actor, proposal_id: UUID) -> ProposalLine:
        async with self._transactions.open(actor) as connection:
            line = await connection.scalar(PROPOSAL_LINE, {"proposal": proposal_id})
        if line is None:
            raise ProposalNotFound
        return msgspec.json.decode(line, type=ProposalLine)

    async def waiting(self, actor: Actor, menu_id: MenuId) -> int:
        async with self._transactions.open(actor) as connection:
            return await connection.scalar(WAITING, {"menu": menu_id}) or 0

    async def received(self, actor: Actor, proposal_id: UUID) -> Proposal:
        async with self._transactions.open(actor) as connection:
            return await _received(connection, proposal_id)


async def _received(connection: AsyncConnection, proposal_id: UUID) -> Proposal:
    found = await connection.scalar(PROPOSAL, {"proposal": proposal_id})
    if found is None:
        raise ProposalNotFound
    return msgspec.json.decode(found, type=Proposal)


def _row(proposal: Proposal) -> str:
    return msgspec.json.encode(proposal).decode()
