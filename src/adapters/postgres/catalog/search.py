"""Title search in PostgreSQL: suggestions while typing, and the full search."""

from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.catalog.finding import Finding
from adapters.postgres.catalog.suggesting import Suggesting
from adapters.postgres.transactions import PgTransactions
from domain.catalog.commands import Query
from domain.catalog.ports import FoundPage
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import Actor


class PgTitleSearch:
    """The port TitleSearch. Suggestions need no identity and so no transaction: they answer keystrokes."""

    def __init__(self, engine: AsyncEngine, transactions: PgTransactions) -> None:
        self._without_transaction = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._transactions = transactions

    async def suggest(
        self, viewer: Actor | None, text: str, media_type: MediaType | None, limit: int
    ) -> tuple[MediaSuggestion, ...]:
        async with self._without_transaction.connect() as connection:
            return await Suggesting(connection, viewer, media_type, min(limit, 10)).suggest(text)

    async def find(self, viewer: Actor | None, query: Query) -> FoundPage:
        async with self._transactions.open(viewer) as connection:
            return await Finding(connection, viewer, query).page()
