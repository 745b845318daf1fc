"""What somebody who asks an upstream is shown."""

from msgspec import Struct

from domain.ingestion.canonical import MediaType
from domain.kernel import MediaItemId


class UpstreamView(Struct, frozen=True):
    """An upstream; one that is not ready says which settings its operator has not given."""

    source_name: str
    title: str
    media_types: tuple[MediaType, ...]
    url: str
    attribution: str
    is_ready: bool
    needs: tuple[str, ...]


class Preview(Struct, frozen=True):
    """A work as a search upstream tells of it. `media_item_id` when the catalogue has it already.

    `cover_url` is on the upstream's host: a page that shows the picture tells that host who looks.
    """

    external_id: str
    media_type: MediaType
    title: str
    year: int | None
    creators: tuple[str, ...]
    cover_url: str | None
    canonical_url: str | None
    media_item_id: MediaItemId | None = None


class Imported(Struct, frozen=True):
    """Which work it is now, and whether it is new."""

    media_item_id: MediaItemId
    is_new: bool
