"""The catalogue and ingestion on a real database, for tests of all layers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.reader import PgWorkReader
from adapters.postgres.catalog.refusals import CATALOG_REFUSALS
from adapters.postgres.catalog.relation_reader import PgRelationReader
from adapters.postgres.catalog.relationships import PgRelationships
from adapters.postgres.catalog.repository import PgShelves
from adapters.postgres.catalog.search import PgTitleSearch
from adapters.postgres.ingestion.delivery import INGESTION_REFUSALS, PgDeliveries
from adapters.postgres.ingestion.reader import PgRunReader
from adapters.postgres.ingestion.replaying import PgReplays
from adapters.postgres.ingestion.runs import PgRunBook
from adapters.postgres.ingestion.troubles import PgErrorLog, PgErrorMonths
from adapters.postgres.transactions import PgTransactions
from adapters.sources.declared import MAPPINGS, REREADINGS
from adapters.sources.naming import key_written
from adapters.sources.readings import DeclaredReadings
from domain.catalog.pinning import Pinning
from domain.catalog.provenance import Provenance
from domain.catalog.relating import Relating
from domain.catalog.service import Cataloguing
from domain.catalog.views import MediaView
from domain.ingestion.housekeeping import Housekeeping
from domain.ingestion.replaying import Replaying
from domain.ingestion.service import IngestRecords
from domain.ingestion.supervising import Supervising
from domain.ingestion.views import RunReport
from tests.records import record

STALKER: Mapping[str, Any] = {
    "media_type": "film",
    "title": "Stalker",
    "original_title": "Сталкер",
    "release_date": "1979-05-25",
    "language": "ru",
    "creators": ["Andrei Tarkovsky"],
    "genres": ["science fiction", "drama"],
    "external_ids": {"imdb": "tt0079944"},
    "details": {"runtime_minutes": 162, "directors": ["Andrei Tarkovsky"]},
}


def now() -> datetime:
    return datetime.now(UTC)


class WorksHouse:
    """Every use case and reader of the two contexts."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.transactions = PgTransactions(engine, {**CATALOG_REFUSALS, **INGESTION_REFUSALS})
        self.deliveries = PgDeliveries(self.transactions, REREADINGS)
        self.errors = PgErrorLog(engine, uuid7, now)
        self.ingest = IngestRecords(self.deliveries, MAPPINGS, uuid7, now, self.errors)
        self.runs = PgRunReader(engine)
        self.begin_runs = self.transactions.working_with(PgRunBook)
        self.housekeeping = Housekeeping(self.begin_runs, PgErrorMonths(engine), self.errors)
        self.supervising = Supervising(self.begin_runs, self.ingest, now)
        self.search = PgTitleSearch(engine, self.transactions)
        self.reader = PgWorkReader(engine, self.transactions, key_written)
        self.around = PgRelationReader(engine)
        self.relating = Relating(self.transactions.working_with(PgRelationships), lambda: datetime.now(UTC))
        as_cataloguer = self.transactions.working_with(PgShelves)
        self.cataloguing = Cataloguing(as_cataloguer, uuid7, key_written)
        read = DeclaredReadings(REREADINGS)
        self.pinning = Pinning(as_cataloguer, read, key_written)
        self.provenance = Provenance(self.reader, read)
        self.replaying = Replaying(
            PgReplays(self.transactions, REREADINGS), REREADINGS, uuid7, lambda: datetime.now(UTC)
        )

    async def push(self, *records: bytes, source: str = "media-menu") -> RunReport:
        return await self.ingest.push(source, records, None)

    async def one(self, payload: object, external_id: str = "one", source: str = "media-menu") -> MediaView:
        """Push one record that is taken, and read its work."""
        report = await self.push(record(external_id, payload), source=source)
        (result,) = report.results
        assert result.media_item_id is not None, result
        return await self.reader.work(None, result.media_item_id)

    async def titles(self, typed: str, **options: Any) -> list[str]:
        """What is suggested, by title."""
        found = await self.search.suggest(
            options.get("viewer"), typed, options.get("media_type"), options.get("limit", 10)
        )
        return [each.title for each in found]
