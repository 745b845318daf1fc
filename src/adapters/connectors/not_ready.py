"""A source that lacks something of its operator: it says so, and is never asked."""

from collections.abc import Iterable

from msgspec.structs import replace

from domain.ingestion.canonical import MediaType
from domain.ingestion.upstream.errors import SourceNotReady
from domain.ingestion.upstream.model import Fetched, SourceCard


class NotReadySource:
    """The port Source; `needs` are the settings that are missing."""

    def __init__(self, card: SourceCard, needs: Iterable[str]) -> None:
        self.card = replace(card, needs=tuple(needs))

    async def search(self, text: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        raise SourceNotReady(self.card.needs)

    async def fetch(self, external_id: str) -> Fetched:
        raise SourceNotReady(self.card.needs)
