"""What a stored record says of each field of its work, for the catalogue, by the mappings of ingestion."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.catalog.views import SourceView
from domain.ingestion.errors import RecordRejected
from domain.ingestion.rereading import Rereading, StoredRecord, facts_of
from domain.kernel import MediaItemId

NO_WORK = MediaItemId(UUID(int=0))


class DeclaredReadings:
    """The port FieldReader."""

    def __init__(self, sources: Mapping[str, Rereading]) -> None:
        self._sources = sources

    def __call__(self, source: SourceView) -> Mapping[str, Any]:
        known = self._sources.get(source.source_name)
        if known is None:
            return {}
        stored = StoredRecord(
            external_id=source.external_id,
            media_item_id=NO_WORK,
            canonical_url=source.canonical_url,
            payload=source.raw_payload,
            payload_hash=b"",
            fetched_at=source.fetched_at,
        )
        try:
            return facts_of(known.read(0, stored).work)
        except RecordRejected:
            return {}
