"""Searches upstreams on somebody's behalf, and takes one of their works into the catalogue."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from msgspec.structs import asdict, replace

from domain.ingestion.canonical import Canonical, MediaType
from domain.ingestion.deciding import CONFLICTS
from domain.ingestion.errors import RecordRejected, SourceUnknown
from domain.ingestion.mapping import SourceMapping, canonical
from domain.ingestion.records import read_record
from domain.ingestion.service import IngestRecords
from domain.ingestion.troubles import ErrorLog, Trouble
from domain.ingestion.upstream.errors import (
    ImportConflict,
    ImportRejected,
    SourceNotReady,
    UpstreamNonsense,
    UpstreamRefused,
    UpstreamUnavailable,
)
from domain.ingestion.upstream.model import Fetched
from domain.ingestion.upstream.ports import Catalogued, Source
from domain.ingestion.upstream.views import Imported, Preview, UpstreamView
from domain.ingestion.views import RecordResult
from domain.kernel import Actor

BUDGET = 30
"""Seconds that somebody waits at most, however many questions it takes."""

TROUBLES = (UpstreamNonsense, UpstreamRefused, UpstreamUnavailable)
"""What an operator wants to hear of. A busy upstream is none: it will be less busy."""


class AskUpstreams:
    """The network is always asked outside any transaction."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        mappings: Mapping[str, SourceMapping],
        catalogued: Catalogued,
        ingest_records: IngestRecords,
        errors: ErrorLog,
    ) -> None:
        self._sources = sources
        self._mappings = mappings
        self._catalogued = catalogued
        self._ingest_records = ingest_records
        self._errors = errors

    def sources(self) -> tuple[UpstreamView, ...]:
        """Every source, ready or not."""
        cards = (source.card for source in self._sources.values())
        return tuple(UpstreamView(**asdict(card), is_ready=not card.needs) for card in cards)

    async def search(
        self, actor: Actor, source_name: str, text: str, media_type: MediaType | None
    ) -> tuple[Preview, ...]:
        """What the source finds, best first; nothing for a kind that it does not have.

        Adult works are shown to those who switched them on.

        Raises SourceUnknown, SourceNotReady, and what can come of asking an upstream.
        """
        source = self._ready(source_name)
        if not text.strip() or media_type not in {None, *source.card.media_types}:
            return ()
        async with self._asking(source_name):
            found = await source.search(text.strip(), media_type)
        previews = self._previews(source_name, found, sees_adult=actor.sees_adult)
        known = await self._catalogued.works_by_key(source_name, [each.external_id for each in previews])
        return tuple(replace(each, media_item_id=known.get(each.external_id)) for each in previews)

    async def import_work(self, actor: Actor, source_name: str, external_id: str) -> Imported:
        """Fetch the record and take it in as if it had been pushed. Importing again brings it up to date.

        Raises as `search` does, and UpstreamIdInvalid, UpstreamMissing, ImportRejected, ImportConflict.
        """
        source = self._ready(source_name)
        async with self._asking(source_name):
            record = await source.fetch(external_id)
        report = await self._ingest_records.push(source_name, [record.as_pushed()], actor, kind="connector")
        return _imported(report.results[0])

    def _ready(self, source_name: str) -> Source:
        if source_name not in self._sources:
            raise SourceUnknown
        source = self._sources[source_name]
        if source.card.needs:
            raise SourceNotReady(source.card.needs)
        return source

    @asynccontextmanager
    async def _asking(self, source_name: str) -> AsyncIterator[None]:
        """Within the budget; what goes wrong is noted for administrators."""
        try:
            async with _within_budget():
                yield
        except TROUBLES as error:
            await self._errors.note(Trouble("upstream", source_name, error.code, error.detail))
            raise

    def _previews(self, source_name: str, found: Iterable[Fetched], *, sees_adult: bool) -> list[Preview]:
        """Read by the mapping that an import will use; what it cannot read is passed over."""
        previews = []
        for record in found:
            try:
                work, _ = canonical(
                    self._mappings[source_name], read_record(0, record.as_pushed(), record.fetched_at)
                )
            except RecordRejected:
                continue
            if sees_adult or not work.is_adult:
                previews.append(_preview(record.external_id, work))
        return previews


def _preview(external_id: str, work: Canonical) -> Preview:
    return Preview(
        external_id=external_id,
        media_type=work.media_type,
        title=work.title,
        year=work.release.year if work.release else None,
        creators=work.creators,
        cover_url=work.cover_url,
        canonical_url=work.canonical_url,
    )


def _imported(result: RecordResult) -> Imported:
    if result.media_item_id is not None:
        return Imported(result.media_item_id, is_new=result.outcome == "created")
    if any(problem.code in CONFLICTS for problem in result.problems):
        raise ImportConflict("The catalogue says otherwise about this work.", *result.problems)
    raise ImportRejected("The record cannot be taken.", *result.problems)


@asynccontextmanager
async def _within_budget() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(BUDGET):
            yield
    except TimeoutError as error:
        raise UpstreamUnavailable("The upstream takes too long to answer.") from error
