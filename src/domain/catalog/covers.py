"""Covers of our own: fetched once from hosts that are known for covers, never while somebody waits."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from domain.kernel import Begin, Clock, MediaItemId

COVER_HOSTS: Final = frozenset({
    "archive.org",
    "coverartarchive.org",
    "covers.openlibrary.org",
    "image.tmdb.org",
    "images.igdb.com",
    "m.media-amazon.com",
    "media.rawg.io",
})  # fmt: skip
"""Where the upstreams of the catalogue keep covers. They may redirect to other public addresses."""

WIDTHS: Final = (240, 480)
"""Pixels. What pages show is up to 200 wide, on screens with up to two pixels for one."""
FILE: Final = re.compile(r"(?P<name>[0-9a-f]{32})-(?P<width>240|480)\.webp")

CLAIMED: Final = timedelta(minutes=15)
"""For so long a work is left to the worker that took it."""
FRESH: Final = timedelta(days=90)
FIRST_PAUSE: Final = timedelta(hours=6)
"""After a miss; it doubles with each further one, up to FRESH."""


class CoverMissed(Exception):
    """A cover could not be had; `problem` is a stable code, `rest` how long its host is to be left alone."""

    def __init__(self, problem: str, rest: timedelta | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.rest = rest


class Wish(Struct, frozen=True):
    """A work that wants a cover. `misses` counts failures in a row."""

    media_item_id: MediaItemId
    cover_url: str | None
    misses: int = 0


class Picture(Struct, frozen=True):
    """A cover ready to be shown: its name, made from its content, and WebP bytes by width."""

    name: str
    files: dict[int, bytes]


class CoverBook(Protocol):
    """What is written down about covers, in a unit of work."""

    async def claim(self, now: datetime, until: datetime, most: int) -> tuple[Wish, ...]:
        """Works whose turn it is, left to the caller until then; no other worker gets them meanwhile."""

    async def shown(self) -> frozenset[str]:
        """The names of all pictures that are shown."""

    async def want_lost(self, names: Collection[str], until: datetime) -> None:
        """Ask at once for these pictures, whose files are gone, unless they are due by then or could not be
        had the last time."""

    async def keep(self, wish: Wish, picture: Picture, now: datetime, again: datetime) -> None:
        """Show this cover from now on, on published menus too."""

    async def miss(self, wish: Wish, problem: str, now: datetime, again: datetime) -> None:
        """Write down why there is none; a cover that was fetched before stays."""


class PictureSource(Protocol):
    """Fetches bytes from another host."""

    async def __call__(self, url: str) -> bytes:
        """Raises CoverMissed."""


class Darkroom(Protocol):
    """Makes a picture of bytes that came from elsewhere."""

    async def __call__(self, received: bytes) -> Picture:
        """Raises CoverMissed when they are no picture, or one too large."""


class CoverFiles(Protocol):
    """Keeps pictures as files."""

    async def keep(self, picture: Picture) -> None:
        """Write its files, whole or not at all."""

    async def read(self, file: str) -> bytes | None:
        """The bytes of a file by its name, or None."""

    async def lost(self, names: Collection[str]) -> frozenset[str]:
        """Of these pictures those that are not there, or not whole."""


class CoverReport(Struct, frozen=True):
    """How many covers came, and how many could not be had."""

    fetched: int = 0
    missed: int = 0


class FetchCovers:
    """The use case of a job. The network is asked between two short units of work."""

    def __init__(
        self,
        begin: Begin[CoverBook],
        source: PictureSource,
        darkroom: Darkroom,
        files: CoverFiles,
        clock: Clock,
        hosts: Collection[str] = COVER_HOSTS,
    ) -> None:
        self._begin = begin
        self._source = source
        self._darkroom = darkroom
        self._files = files
        self._clock = clock
        self._hosts = frozenset(hosts)

    async def __call__(self, most: int = 20) -> CoverReport:
        """Takes up to so many works whose turn it is; whatever is shown without its files comes first."""
        now = self._clock()
        async with self._begin(None) as book:
            shown = await book.shown()
        lost = await self._files.lost(shown)
        async with self._begin(None) as book:
            if lost:
                await book.want_lost(lost, now + CLAIMED)
            wishes = await book.claim(now, now + CLAIMED, most)
        fetched = [await self._fetch(wish) for wish in wishes]
        return CoverReport(sum(fetched), len(fetched) - sum(fetched))

    async def _fetch(self, wish: Wish) -> bool:
        try:
            picture = await self._picture(wish)
        except CoverMissed as miss:
            now = self._clock()
            async with self._begin(None) as book:
                again = now + (miss.rest or pause_after(wish.misses + 1))
                await book.miss(wish, miss.problem, now, again)
            return False
        now = self._clock()
        async with self._begin(None) as book:
            await book.keep(wish, picture, now, now + FRESH)
        return True

    async def _picture(self, wish: Wish) -> Picture:
        if wish.cover_url is None:
            raise CoverMissed("no-address")
        if not is_allowed(wish.cover_url, self._hosts):
            raise CoverMissed("host-not-allowed")
        picture = await self._darkroom(await self._source(wish.cover_url))
        await self._files.keep(picture)
        return picture


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """Whether the address is of one of the hosts, over https."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in hosts and parts.port in {None, 443}


def pause_after(misses: int) -> timedelta:
    """Longer with each miss in a row.

    >>> pause_after(1), pause_after(2), pause_after(50) == FRESH
    (datetime.timedelta(seconds=21600), datetime.timedelta(seconds=43200), True)
    """
    doubled: timedelta = FIRST_PAUSE * 2 ** min(misses - 1, 20)
    return min(doubled, FRESH)
