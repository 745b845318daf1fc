"""Published menus as answers ready to send: made once, kept beside the edition, held by every worker.

A worker holds what it has sent in a bounded cache. Whatever changes what readers see is announced by the
database at commit, and the menu is dropped then. While a worker cannot hear announcements it holds nothing.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

from cachetools import TTLCache

from app.http.headers import FRAMED_ANYWHERE, Header
from app.http.ready import Ready
from domain.menus.renderings import Format, Rendering, Renderings, Source, Wanted

BACKSTOP: Final = 300
"""Seconds after which a held rendering is asked for again, should an announcement ever get lost."""
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
    # So many pages that each is sooner made again than looked up.
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


class PublicPages:
    """Gives the answers of published menus, from the nearest place that has them."""

    def __init__(self, renderings: Renderings, render: Render, *, held_bytes: int) -> None:
        self._renderings = renderings
        self._render = render
        self._held: TTLCache[Wanted, Rendered] = TTLCache(held_bytes, BACKSTOP, getsizeof=_size)
        self._announcements = 0
        self._listening = False
        self._easel = asyncio.Lock()

    def held(self, wanted: Wanted) -> Rendered | None:
        """What this worker holds in memory."""
        try:
            return self._held[wanted]  # once: `get` would look twice
        except KeyError:
            return None

    async def get(self, wanted: Wanted) -> Rendered:
        """The answer, made if nobody has made it yet. Raises MenuNotFound, or MenuGone."""
        heard = self._announcements
        found = await self._renderings.find(wanted) if DRESSES[wanted.format].kept else None
        rendered = _rendered(found or await self._make(wanted), wanted)
        # What was read before an announcement may be what the announcement was about.
        stays = DRESSES[wanted.format].held and _size(rendered) <= self._held.maxsize
        if stays and self._listening and heard == self._announcements:
            self._held[wanted] = rendered
        return rendered

    def forget(self, slug: str) -> None:
        """Drop a menu that has changed."""
        self._announcements += 1
        for wanted in [each for each in self._held if each.slug == slug]:
            self._held.pop(wanted, None)

    def listening(self, *, on: bool) -> None:
        """Hold nothing from before, and nothing at all while announcements cannot be heard."""
        self._announcements += 1
        self._listening = on
        self._held.clear()

    async def _make(self, wanted: Wanted) -> Rendering:
        if wanted.format in PICTURES:
            async with self._easel:  # whoever waited may find it made
                return await self._renderings.find(wanted) or await self._made(wanted)
        return await self._made(wanted)

    async def _made(self, wanted: Wanted) -> Rendering:
        source = await self._renderings.source(wanted)
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
