"""What asking upstreams takes: sources that answer, and what the catalogue has of them already."""

from collections.abc import Collection, Mapping
from typing import Protocol

from domain.ingestion.canonical import MediaType
from domain.ingestion.upstream.model import Fetched, SourceCard
from domain.kernel import MediaItemId


class Source(Protocol):
    """An upstream that can be asked now. What it gives are records, as they are pushed.

    Either question raises UpstreamUnavailable, UpstreamBusy, UpstreamRefused, UpstreamNonsense or
    SourceNotReady.
    """

    @property
    def card(self) -> SourceCard: ...

    async def search(self, text: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        """Records as far as a search tells them, best first; an id that the source knows finds its work."""

    async def fetch(self, external_id: str) -> Fetched:
        """The whole record. Raises UpstreamIdInvalid and UpstreamMissing too."""


class Catalogued(Protocol):
    """What the catalogue has."""

    async def works_by_key(
        self, source_name: str, external_keys: Collection[str]
    ) -> Mapping[str, MediaItemId]:
        """The public works among those that the source knows by these keys; of merged ones the survivor."""
