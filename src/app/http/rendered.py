"""Published menus as answers ready to send: made once, kept beside the edition, held by every worker.

A worker holds what it has sent in a bounded cache. Whatever changes what readers see is announced by the
database at commit, and the menu is dropped then. While a worker cannot hear announcements it holds nothing.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

from app.http.headers import FRAMED_ANYWHERE, Header
from app.http.held import Held
from app.http.ready import Ready
from domain.menus.differences import Differences
from domain.menus.history import Comparing
from domain.menus.renderings import Format, Rendering, Renderings, Source, Wanted

MEBIBYTE: Final = 1 << 20
OVERHEAD: Final = 2_000
"""Bytes that an entry costs beside its body."""

# Anybody may keep it, but has to ask each time: an unpublished menu is gone at once.
REVALIDATED: Final = "public, no-cache"

NOT_INDEXED: Final[Header] = (b"x-robots-tag", b"noindex")
"""For other forms of what stands on a page: the page is what a search should find."""


class Dress(NamedTuple):
    """What goes around the bytes of a format. `held`: by workers in memory; `kept`: beside the edition."""

    content_type: bytes
    vary: bytes = b"Accept-Encoding"
    headers: tuple[Header, ...] = (NOT_INDEXED,)
    held: bool = True
    kept: bool = True


BY_LANGUAGE: Final = b"Accept-Encoding, Accept-Language, Cookie"
DRESSES: Final[dict[Format, Dress]] = {
    "html": Dress(b"text/html; charset=utf-8", BY_LANGUAGE, ()),
    "json": Dress(b"application/json", headers=()),
    "embed": Dress(b"text/html; charset=utf-8", BY_LANGUAGE, (NOT_INDEXED, FRAMED_ANYWHERE)),
    # Many times as large as a page, and asked for once by each site that shows it.
    "card": Dress(b"image/png", b"Accept-Language, Cookie", held=False),
    "file": Dress(b"application/json"),
    "markdown": Dress(b"text/markdown; charset=utf-8", BY_LANGUAGE),
    "atom": Dress(b"application/atom+xml; charset=utf-8", BY_LANGUAGE),
    "feed": Dress(b"application/feed+json; charset=utf-8", BY_LANGUAGE),
    # So many pages that each is sooner made again than looked up; what they are made from is held.
    "story": Dress(b"text/html; charset=utf-8", BY_LANGUAGE, (), kept=False),
}
PICTURES: Final[frozenset[Format]] = frozenset({"card"})
"""Drawn beside the event loop, one at a time, and compressed already."""


Render = Callable[[Source, Wanted], bytes]
"""Makes the plain bytes of an edition as they are wanted; the same for every reader."""


class Rendered(NamedTuple):
    """An edition ready to send: the whole of it, and the word that a reader has it already."""

    etag: str
    whole: Ready
    unchanged: Ready


class Told(NamedTuple):
    """An edition by its number; for differences, beside which other one."""

    slug: str
    number: int | None
    earlier: int | None = None


class PublicPages:
    """Gives the answers of published menus, and what differs between them, from the nearest place.

    A sixteenth of the room is for what pages of stories are made from, and one more for differences.
    """

    def __init__(self, renderings: Renderings, render: Render, *, held_bytes: int) -> None:
        self._renderings = renderings
        self._render = render
        self._pages: Held[Wanted, Rendered] = Held(held_bytes, _size)
        self._sources: Held[Told, Source] = Held(held_bytes // 16, lambda source: _weight(source.menu))
        self._differences: Held[Told, Differences] = Held(held_bytes // 16, _weight)
        self._easel = asyncio.Lock()

    def held(self, wanted: Wanted) -> Rendered | None:
        """What this worker holds in memory."""
        return self._pages.get(wanted)

    async def get(self, wanted: Wanted) -> Rendered:
        """The answer, made if nobody has made it yet. Raises MenuNotFound, or MenuGone."""
        if not DRESSES[wanted.format].held:
            return await self._found(wanted)
        return await self._pages.made(wanted, lambda: self._found(wanted))

    async def compared(
        self, comparing: Comparing, slug: str, number: int, earlier: int | None
    ) -> Differences:
        """What an edition has that another has not. Raises MenuNotFound, or MenuGone."""
        which = Told(slug, number, earlier)
        held = self._differences.get(which)
        return held or await self._differences.made(which, lambda: comparing.published(slug, number, earlier))

    def forget(self, slug: str) -> None:
        """Drop a menu that has changed."""
        for held in (self._pages, self._sources, self._differences):
            held.forget(slug)

    def listening(self, *, on: bool) -> None:
        """Hold nothing from before, and nothing at all while announcements cannot be heard."""
        for held in (self._pages, self._sources, self._differences):
            held.listening(on=on)

    async def _found(self, wanted: Wanted) -> Rendered:
        found = await self._renderings.find(wanted) if DRESSES[wanted.format].kept else None
        return _rendered(found or await self._make(wanted), wanted)

    async def _make(self, wanted: Wanted) -> Rendering:
        if wanted.format in PICTURES:
            async with self._easel:  # whoever waited may find it made
                return await self._renderings.find(wanted) or await self._made(wanted)
        return await self._made(wanted)

    async def _made(self, wanted: Wanted) -> Rendering:
        source = await self._source(wanted)
        if wanted.format in PICTURES:
            body = await asyncio.to_thread(self._render, source, wanted)
            packed = b""
        else:
            body = self._render(source, wanted)
            packed = gzip.compress(body, 6, mtime=0)
        rendering = Rendering(body, packed, hashlib.sha256(body).hexdigest()[:32])
        if DRESSES[wanted.format].kept:
            await self._renderings.keep(wanted, source, rendering)
        return rendering

    async def _source(self, wanted: Wanted) -> Source:
        """Whoever reads a story asks for many pages that are made from the same."""
        if DRESSES[wanted.format].kept:
            return await self._renderings.source(wanted)
        which = Told(wanted.slug, wanted.number)
        held = self._sources.get(which)
        return held or await self._sources.made(which, lambda: self._renderings.source(wanted))


def _rendered(rendering: Rendering, wanted: Wanted) -> Rendered:
    etag = f'"{rendering.etag}-gzip"' if wanted.gzipped else f'"{rendering.etag}"'
    dress = DRESSES[wanted.format]
    validating: list[Header] = [
        (b"cache-control", REVALIDATED.encode()),
        (b"vary", dress.vary),
        (b"etag", etag.encode()),
        *dress.headers,
    ]
    described = [*validating, (b"content-type", dress.content_type)]
    if wanted.gzipped:
        described.append((b"content-encoding", b"gzip"))
    body = rendering.body_gzip if wanted.gzipped else rendering.body
    return Rendered(etag, Ready.whole(body, described), Ready(304, b"", tuple(validating)))


def _size(rendered: Rendered) -> int:
    return len(rendered.whole.body) + OVERHEAD


def _weight(told: object) -> int:
    """Bytes in memory, roughly: objects take several times what they take when written down."""
    return 4 * len(msgspec.json.encode(told)) + OVERHEAD
