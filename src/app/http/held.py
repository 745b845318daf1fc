"""What a worker holds in memory of public menus: nothing from before an announcement, and only so much."""

from collections.abc import Awaitable, Callable
from typing import Final, Generic, Protocol, TypeVar

from cachetools import TTLCache

BACKSTOP: Final = 300
"""Seconds after which something held is asked for again, should an announcement ever get lost."""


class OfMenu(Protocol):
    """A key that says which menu it is about."""

    @property
    def slug(self) -> str: ...


K = TypeVar("K", bound=OfMenu)
V = TypeVar("V")


class Held(Generic[K, V]):
    """Things made of menus by their keys, within so many bytes; what is last used stays longest."""

    def __init__(self, room: int, size: Callable[[V], int]) -> None:
        self._held: TTLCache[K, V] = TTLCache(room, BACKSTOP, getsizeof=size)
        self._size = size
        self._announcements = 0
        self._listening = False

    def get(self, key: K) -> V | None:
        """What is held, if it is."""
        try:
            return self._held[key]  # once: `get` would look twice
        except KeyError:
            return None

    async def made(self, key: K, make: Callable[[], Awaitable[V]]) -> V:
        """Make it, and hold it where there is room."""
        heard = self._announcements
        value = await make()
        # What was read before an announcement may be what the announcement was about.
        if self._listening and heard == self._announcements and self._size(value) <= self._held.maxsize:
            self._held[key] = value
        return value

    def forget(self, slug: str) -> None:
        """Drop a menu that has changed."""
        self._announcements += 1
        for key in [each for each in self._held if each.slug == slug]:
            self._held.pop(key, None)

    def listening(self, *, on: bool) -> None:
        """Hold nothing from before, and nothing at all while announcements cannot be heard."""
        self._announcements += 1
        self._listening = on
        self._held.clear()
