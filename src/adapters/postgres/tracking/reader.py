"""Reads a person's own states, one statement a question."""

from collections.abc import Collection
from uuid import UUID

import msgspec

from adapters.postgres.tracking.documents import ONE, STATUSES, listing
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, MediaItemId
from domain.tracking.commands import StateQuery
from domain.tracking.errors import StateNotFound
from domain.tracking.model import State
from domain.tracking.views import StateLine, StatesFound, Statuses


class PgStateReader:
    """The port StateReader."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def state(self, actor: Actor, work_id: MediaItemId) -> State:
        async with self._transactions.open(actor) as connection:
            document = await connection.scalar(ONE, {"person": actor.user_id, "work": work_id})
        if document is None:
            raise StateNotFound
        return msgspec.json.decode(document, type=State)

    async def states(self, actor: Actor, query: StateQuery) -> StatesFound:
        statement, facts = listing(query)
        async with self._transactions.open(actor) as connection:
            rows = (await connection.execute(statement, {**facts, "person": actor.user_id})).all()
        shown = rows[: query.limit]
        items = tuple(msgspec.json.decode(document, type=StateLine) for document, *_ in shown)
        return StatesFound(items, tuple(shown[-1][1:]) if len(rows) > query.limit else None)

    async def statuses(self, actor: Actor, works: Collection[UUID]) -> Statuses:
        async with self._transactions.open(actor) as connection:
            rows = await connection.execute(STATUSES, {"person": actor.user_id, "works": list(works)})
        return {row.id: row.status for row in rows}
