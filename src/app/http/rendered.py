"""Published menus as answers ready to send: made once, kept beside the edition, held by every worker.

A worker holds what it has sent in a bounded cache. Whatever changes what readers see is announced by the
database at commit, and the menu is dropped then. While a worker cannot hear announcements it holds nothing.
"""

import gzip
import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

from cachetools import TTLCache

from app.http.headers import Header
from app.http.ready import Ready
from domain.menus.renderings import Format, Rendering, Renderings, Source, Wanted

BACKSTOP: Final = 300
"""Seconds after which a held rendering is asked for again, should an announcement ever get lost."""
MEBIBYTE: Final = 1 << 20
OVERHEAD: Final = 2_000
"""Bytes that an entry costs beside its body."""

# Anybody may keep it, but has to ask each time: an unpublished menu is gone at once.
REVALIDATED: Final = "public, no-cache"
VARY: Final[dict[Format, bytes]] = {
    "json": b"Accept-Encoding",
    "html": b"Accept-Encoding, Accept-Language, Cookie",
}
CONTENT_TYPE: Final[dict[Format, bytes]] = {"json": b"application/json", "html": b"text/html; charset=utf-8"}


Render = Callable[[Source, Format, str], bytes]
"""Makes the bytes of an edition in a format and a locale; the same for every reader."""


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

    def held(self, wanted: Wanted) -> Rendered | None:
        """What this worker holds in memory."""
        try:
            return self._held[wanted]  # once: `get` would look twice
        except KeyError:
            return None

    async def get(self, wanted: Wanted) -> Rendered:
        """The answer, made if nobody has made it yet. Raises MenuNotFound, or MenuGone."""
        heard = self._announcements
        rendered = _rendered(await self._renderings.find(wanted) or await self._make(wanted), wanted)
        # What was read before an announcement may be what the announcement was about.
        if self._listening and heard == self._announcements and _size(rendered) <= self._held.maxsize:
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
        source = await self._renderings.source(wanted)
        body = self._render(source, wanted.format, wanted.locale)
        etag = hashlib.sha256(body).hexdigest()[:32]
        rendering = Rendering(body, gzip.compress(body, 6, mtime=0), etag)
        await self._renderings.keep(wanted, source, rendering)
        return rendering


def _rendered(rendering: Rendering, wanted: Wanted) -> Rendered:
    etag = f'"{rendering.etag}-gzip"' if wanted.gzipped else f'"{rendering.etag}"'
    validating: list[Header] = [
        (b"cache-control", REVALIDATED.encode()),
        (b"vary", VARY[wanted.format]),
        (b"etag", etag.encode()),
    ]
    described = [*validating, (b"content-type", CONTENT_TYPE[wanted.format])]
    if wanted.gzipped:
        described.append((b"content-encoding", b"gzip"))
    body = rendering.body_gzip if wanted.gzipped else rendering.body
    return Rendered(etag, Ready.whole(body, described), Ready(304, b"", tuple(validating)))


def _size(rendered: Rendered) -> int:
    return len(rendered.whole.body) + OVERHEAD
