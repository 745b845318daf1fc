"""A file run that keeps nothing: what it would have written is remembered in temporary tables."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.ingestion import file_statements as sql
from adapters.postgres.ingestion.delivery import PgDelivery
from adapters.postgres.ingestion.file_book import PgFileWork
from domain.ingestion.deciding import Candidate, Known, Verdict
from domain.ingestion.files.entries import Named
from domain.ingestion.files.ports import Progress, Stored
from domain.ingestion.kept import Refused
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.runs import Run
from domain.ingestion.views import Outcome, RecordResult, RunStatus

FIRST_SEEN = sql.first_seen(sql.SEEN_DRY)
MET = sql.met(sql.SEEN_DRY)
KINDS_MET = sql.kinds_met(sql.SEEN_DRY)


class DryDelivery:
    """The port Delivery. Later records find the works that earlier ones would have made."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._real = PgDelivery(connection, {})

    async def known(self, source_name: str, candidates: Collection[Candidate]) -> Known:
        known = await self._real.known(source_name, candidates)
        keys = [link.key for candidate in candidates for link in candidate.work.links]
        wanted = {"names": [name for name, _ in keys], "keys": [key for _, key in keys]}
        new = (await self._connection.execute(sql.NEW_LINKS, wanted)).all()
        links = {(name, key): work_id for name, key, work_id, _ in new}
        kinds = {work_id: kind for _, _, work_id, kind in new}
        return replace(known, links={**links, **known.links}, kinds={**kinds, **known.kinds})

    async def write(self, mapping: SourceMapping, verdicts: Sequence[Verdict]) -> None:
        written = [verdict for verdict in verdicts if verdict.outcome in {"created", "updated"}]
        links = [(verdict, link) for verdict in written for link in verdict.candidate.work.links]
        rows = {
            "names": [link.source_name for _, link in links],
            "keys": [link.external_key for _, link in links],
            "ids": [verdict.media_item_id for verdict, _ in links],
            "kinds": [verdict.candidate.work.media_type for verdict, _ in links],
        }
        await self._connection.execute(sql.REMEMBER_LINKS, rows)

    async def open(self, run: Run) -> None:
        """There is no run to keep."""

    async def note(
        self, run: Run, at: datetime, results: Sequence[RecordResult] = (), refused: Sequence[Refused] = ()
    ) -> RunStatus:
        return run.status


class DryBook:
    """The port FileBook."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def first_seen(self, run_id: UUID, taken: Sequence[str], refused: Sequence[str]) -> frozenset[str]:
        await self._connection.execute(MET, {"run_id": run_id, "ids": refused})
        fresh = await self._connection.execute(FIRST_SEEN, {"run_id": run_id, "ids": taken})
        return frozenset(fresh.scalars())

    async def keep_names(self, names: Sequence[Named]) -> Sequence[Outcome]:
        found = await self._connection.execute(sql.NAMES, {"keys": [each.key for each in names]})
        known = dict(found.tuples().all())
        return [_fate(each, known.get(each.key)) for each in names]

    async def reopen(self, run_id: UUID, at: datetime, statuses: Sequence[RunStatus]) -> None:
        """There is no run."""

    async def advance(self, before: Progress, after: Progress) -> None:
        """There is no place to keep."""

    async def nameless(self, mapping: SourceMapping, after: str, most: int) -> Sequence[Stored]:
        """Names that were not kept cannot be brought to works."""
        return ()

    async def mark_missing(self, progress: Progress, kinds: Sequence[str], at: datetime) -> int:
        run = {"run_id": progress.run.id, "kinds": kinds}
        met = (await self._connection.execute(KINDS_MET, run)).scalars().all()
        source = {"source_name": progress.run.source_name, "kinds": met}
        return int(await self._connection.scalar(sql.WOULD_BE_MISSING, source) or 0)

    async def forget(self, run_id: UUID) -> None:
        """The temporary tables end with the session."""


def dry_work(connection: AsyncConnection) -> PgFileWork:
    return PgFileWork(DryDelivery(connection), DryBook(connection))


def _fate(named: Named, known: str | None) -> Outcome:
    if known is None:
        return "created"
    return "unchanged" if known == named.name else "updated"
