"""Published menus as bytes ready to send: a cache beside the editions, made again at any time."""

from typing import Literal, NamedTuple, Protocol

from domain.menus.views import PublicMenu

Format = Literal["html", "json"]


class Wanted(NamedTuple):
    """Which bytes of which menu; `number` None is the current edition, `locale` is empty for json."""

    slug: str
    number: int | None
    format: Format
    locale: str
    gzipped: bool


class Source(NamedTuple):
    """What a rendering is made from: the edition as it appears now, and which appearance that is."""

    menu: PublicMenu
    content_hash: str
    appearance: int


class Rendering(NamedTuple):
    """The same bytes plain and compressed; `etag` names the plain ones, without quotes."""

    body: bytes
    body_gzip: bytes
    etag: str


class Renderings(Protocol):
    """Where renderings are kept, for this version of the code that makes them."""

    async def find(self, wanted: Wanted) -> Rendering | None:
        """The rendering of an edition that is open to readers, as it appears now; None if there is none."""

    async def source(self, wanted: Wanted) -> Source:
        """What to render. Raises MenuNotFound, or MenuGone."""

    async def keep(self, wanted: Wanted, source: Source, rendering: Rendering) -> None:
        """Keep it for everybody; of no effect on readers once the edition appears otherwise."""
