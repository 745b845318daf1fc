"""Published menus as bytes ready to send: made once, kept beside the edition, held by every worker.

A worker holds what it has sent in a bounded cache. Whatever changes what readers see is announced by the
database at commit, and the menu is dropped then. While a worker cannot hear announcements it holds nothing.
"""

import gzip
import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

from cachetools import TTLCache

from domain.menus.renderings import Format, Rendering, Renderings, Source, Wanted

BACKSTOP: Final = 300
"""Seconds after which a held rendering is asked for again, should an announcement ever get lost."""
MEBIBYTE: Final = 1 << 20
OVERHEAD: Final = 1_000
"""Bytes that an entry costs beside its body."""


Render = Callable[[Source, Format, str], bytes]
"""Makes the bytes of an edition in a format and a locale; the same for every reader."""


class Rendered(NamedTuple):
    """What is sent: bytes, and a validator of their own."""

    body: bytes
    etag: str


class PublicPages:
    """Gives the bytes of published menus, from the nearest place that has them."""

    def __init__(self, renderings: Renderings, render: Render, *, held_bytes: int) -> None:
        self._renderings = renderings
        self._render = render
        self._held: TTLCache[Wanted, Rendered] = TTLCache(held_bytes, BACKSTOP, getsizeof=_size)
        self._announcements = 0
        self._listening = False

    def held(self, wanted: Wanted) -> Rendered | None:
        """What this worker holds in memory."""
        return self._held.get(wanted)

    async def get(self, wanted: Wanted) -> Rendered:
        """The bytes, made if nobody has made them yet. Raises MenuNotFound, or MenuGone."""
        heard = self._announcements
        found = await self._renderings.find(wanted) or await self._make(wanted)
        rendered = (
            Rendered(found.body_gzip, f'"{found.etag}-gzip"')
            if wanted.gzipped
            else Rendered(found.body, f'"{found.etag}"')
        )
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


def _size(rendered: Rendered) -> int:
    return len(rendered.body) + OVERHEAD
