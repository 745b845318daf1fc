"""Published menus as bytes ready to send: a cache beside the editions, made again at any time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from domain.kernel import MediaItemId
from domain.menus.views import MenuView, PublicMenu

Format = Literal["html", "json", "embed", "card", "file", "markdown", "atom", "feed", "story"]
"""A page, the document of the API, a page in a frame elsewhere, a picture, menu.json, menu.md, two feeds,
and the pages of a story."""

Gates = Literal["ask", "open", "shut", "own"]
"""How narratives stand that may give a work away: nobody has chosen yet, told at once, told by a click, or
told once a reader who is signed in has finished that work."""

MOST_NEWS = 20
"""Editions in the feed of a menu."""


class StoryPage(NamedTuple):
    """A page of a story: 0 is its beginning, then come works and pairings, and after the last its end."""

    step: int
    gates: Gates


class Wanted(NamedTuple):
    """Which bytes of which menu; `number` None is the current edition, `locale` is empty without words.

    `story` says which page of it, and is there for that format alone.
    """

    slug: str
    number: int | None
    format: Format
    locale: str
    gzipped: bool
    story: StoryPage | None = None


class PastEdition(Struct, frozen=True):
    """An edition that is open to readers, as it was frozen."""

    number: int
    published_at: datetime
    content_hash: str
    note: str | None
    menu: MenuView


class Source(NamedTuple):
    """What a rendering is made from: the edition as it appears now, and which appearance that is.

    `is_current` says that it is the newest one. For a `file` the menu is as it was frozen, covers too. For
    feeds, `past` are its editions, newest first, with one more than are shown, to tell what changed;
    `standing` are works of theirs that were merged into others, with those that stand for them.
    """

    menu: PublicMenu
    content_hash: str
    appearance: int
    past: tuple[PastEdition, ...] = ()
    standing: Mapping[MediaItemId, MediaItemId] = {}
    is_current: bool = True


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
