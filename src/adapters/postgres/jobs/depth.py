"""How full the queue is, for metrics."""

from collections.abc import Mapping

from adapters.postgres.jobs.documents import DEPTH
from adapters.postgres.transactions import PgTransactions


class PgDepth:
    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def __call__(self) -> Mapping[tuple[str, str], int]:
        async with self._transactions.open(None) as connection:
            return {(row.name, row.status): row.number for row in await connection.execute(DEPTH)}
