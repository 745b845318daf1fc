"""One transaction of a run: what is known of its records, and writing what was decided."""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.credits_and_titles import WRITE_CREDITS, WRITE_TITLES
from adapters.postgres.constraints import Refusals
from adapters.postgres.ingestion import statements
from adapters.postgres.ingestion.lookalikes import find_lookalikes, wanted_of
from adapters.postgres.ingestion.missing import BACK_AGAIN
from adapters.postgres.ingestion.rows import (
    Works,
    as_json,
    credits_rows,
    rows_by_table,
    source_row,
    titles_rows,
    works_of,
)
from adapters.postgres.ingestion.runs import note_run, open_run
from adapters.postgres.ingestion.speaking import REPLACE, Rereadings, speaking
from adapters.postgres.ingestion.suspicions import keep_suspicions
from adapters.postgres.transactions import PgTransactions
from domain.ingestion.deciding import Candidate, Known, StoredSource, Verdict
from domain.ingestion.errors import LostRace, RetryRunning, Unstorable
from domain.ingestion.kept import Refused
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.matching import Resemblance
from domain.ingestion.runs import Run
from domain.ingestion.views import RecordResult, RunStatus
from domain.kernel import Actor

INGESTION_REFUSALS: Refusals = {
    "external_links_pk": LostRace,
    "media_sources_pk": LostRace,
    "runs_retry_of_uq": RetryRunning,
}

BAD_VALUES = ("22", "23", "54")
"""SQLSTATE classes of a value that does not fit: data exception, constraint violated, program limit."""


class PgDelivery:
    """The port Delivery."""

    def __init__(self, connection: AsyncConnection, sources: Rereadings) -> None:
        self._connection = connection
        self._sources = sources
        self._known_links: Collection[tuple[str, str]] = ()
        self._known_records: Collection[str] = ()
        self._missing: frozenset[str] = frozenset()
        self._source_name = ""

    async def known(self, source_name: str, candidates: Collection[Candidate]) -> Known:
        self._source_name = source_name
        await self._connection.execute(statements.TAKE_TURN, {"source_name": source_name})
        ids = [candidate.record.external_id for candidate in candidates]
        stored = await self._connection.execute(
            statements.STORED_SOURCES, {"source_name": source_name, "external_ids": ids}
        )
        keys = [link.key for candidate in candidates for link in candidate.work.links]
        linked = await self._connection.execute(
            statements.KNOWN_LINKS, {"names": [name for name, _ in keys], "keys": [key for _, key in keys]}
        )
        found = linked.all()
        links = {(name, key): work_id for name, key, work_id, _ in found}
        self._known_links = links.keys()
        earlier = stored.all()
        self._missing = frozenset(row[0] for row in earlier if row[7])
        kinds = {work_id: media_type for _, _, work_id, media_type in found}
        sources = {row[0]: StoredSource(*row[1:6]) for row in earlier}
        self._known_records = sources.keys()
        return Known(
            sources=sources,
            links=links,
            kinds=kinds | {row[1]: row[6] for row in earlier},
            resembling=await self._resembling(
                each for each in candidates if each.record.external_id not in sources
            ),
        )

    async def _resembling(self, candidates: Iterable[Candidate]) -> Mapping[str, Resemblance]:
        """What records without any known id may speak of."""
        unknown = (each for each in candidates if each.keys.isdisjoint(self._known_links))
        wanted = (wanted_of(each.record.external_id, each.work) for each in unknown)
        return await find_lookalikes(self._connection, (each for each in wanted if each))

    async def write(self, mapping: SourceMapping, verdicts: Sequence[Verdict]) -> None:
        self._source_name = mapping.source_name
        written = [verdict for verdict in verdicts if verdict.outcome in {"created", "updated"}]
        await self._write_facts(written)
        of_source = {"source_name": mapping.source_name}
        await self._rows(
            statements.WRITE_SOURCES,
            [source_row(verdict) for verdict in written],
            {**of_source, "mapping_version": mapping.version},
        )
        await self._rows(statements.SEEN_AGAIN, _seen_again(verdicts), of_source)
        if back := self._missing & _there(verdicts):
            await self._connection.execute(BACK_AGAIN, {**of_source, "external_ids": list(back)})
        suspicions = [each for verdict in verdicts for each in verdict.suspicions]
        await keep_suspicions(self._connection, mapping.source_name, suspicions)

    async def open(self, run: Run) -> None:
        await open_run(self._connection, run)

    async def note(
        self, run: Run, at: datetime, results: Sequence[RecordResult] = (), refused: Sequence[Refused] = ()
    ) -> RunStatus:
        return await note_run(self._connection, run, at, results, refused)

    async def _write_facts(self, written: Sequence[Verdict]) -> None:
        """All that records say of works; what they sent is kept apart."""
        for leads in (True, False):
            works = works_of(verdict for verdict in written if verdict.leads is leads)
            await self._write_works(works, statements.WRITE[leads])
        await self._write_works(works_of(await self._speaking(written)), REPLACE)
        of_source = {"source_name": self._source_name}
        credits = [row for verdict in written for row in credits_rows(verdict)]
        await self._rows(WRITE_CREDITS, credits, of_source)
        titles = [row for verdict in written for row in titles_rows(verdict)]
        await self._rows(WRITE_TITLES, titles, of_source)
        await self._rows(statements.WRITE_LINKS, self._new_links(written))

    async def _speaking(self, verdicts: Iterable[Verdict]) -> Sequence[Verdict]:
        """Records that came before and did not make their works, with what they may say anew."""
        again = [
            each
            for each in verdicts
            if not each.leads and each.candidate.record.external_id in self._known_records
        ]
        return await speaking(self._connection, self._sources, self._source_name, again)

    async def _write_works(self, works: Works, into: Mapping[str, Any]) -> None:
        for table, rows in rows_by_table(works):
            await self._rows(into[table], rows)

    def _new_links(self, written: Sequence[Verdict]) -> list[dict[str, Any]]:
        return [
            {
                "source_name": link.source_name,
                "external_key": link.external_key,
                "media_item_id": verdict.media_item_id,
                "url": link.url,
            }
            for verdict in written
            for link in verdict.candidate.work.links
            if link.key not in self._known_links
        ]

    async def _rows(
        self, statement: Any, rows: Sequence[dict[str, Any]], parameters: dict[str, Any] | None = None
    ) -> None:
        if rows:
            await self._connection.execute(statement, {"rows": as_json(rows), **(parameters or {})})


class PgDeliveries:
    """Opens deliveries."""

    def __init__(self, transactions: PgTransactions, sources: Rereadings) -> None:
        self._transactions = transactions
        self._sources = sources

    @asynccontextmanager
    async def __call__(self, actor: Actor | None) -> AsyncIterator[PgDelivery]:
        async with storing(self._transactions, actor) as connection:
            yield PgDelivery(connection, self._sources)


@asynccontextmanager
async def storing(transactions: PgTransactions, actor: Actor | None) -> AsyncIterator[AsyncConnection]:
    """A transaction out of which comes Unstorable when the database refuses a value of a record."""
    with unstorable_named():
        async with transactions.open(actor) as connection:
            yield connection


@contextmanager
def unstorable_named() -> Iterator[None]:
    """What the database refuses of values comes out as Unstorable."""
    try:
        yield
    except DBAPIError as error:
        if str(getattr(error.orig, "sqlstate", "")).startswith(BAD_VALUES):
            raise Unstorable from error
        raise


def _there(verdicts: Sequence[Verdict]) -> set[str]:
    """Records that upstream has now; one that is older than what is stored says nothing of that."""
    found = (verdict for verdict in verdicts if not (verdict.outcome == "unchanged" and verdict.problems))
    return {verdict.candidate.record.external_id for verdict in found}


def _seen_again(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """Unchanged records with a date of their own: what is older than that shall not overwrite them."""
    records = (verdict.candidate.record for verdict in verdicts if verdict.outcome == "unchanged")
    return [
        {"external_id": record.external_id, "fetched_at": record.fetched_at}
        for record in records
        if record.is_dated
    ]
