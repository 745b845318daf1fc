"""Which menus a list is asked for, and in which order: one's own, and the public ones of the directory."""

from datetime import datetime
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from domain.menus.views import Status

MenuOrder = Literal["edited", "title", "newest"]
"""Last saved first, by title as Polish dictionaries do, or last begun first."""


class Narrowing(Struct, frozen=True):
    """Which of the own menus are asked for; `text` is a part of the title, whatever its case and accents."""

    text: str = ""
    status: Status | None = None
    archived: bool = False


ALL: Final = Narrowing()
"""Every menu that is not archived."""

DirectoryOrder = Literal["newest", "forked"]
"""Last published first, or most public forks first."""


class Browsing(Struct, frozen=True):
    """Which of the public menus are asked for.

    `text` are beginnings of words that all have to be there, whatever their case and accents: in title and
    description, or in titles and makers of the works. `curator` is a username.
    """

    text: str = ""
    media_type: str | None = None
    curator: str | None = None
    order: DirectoryOrder = "newest"


EVERYTHING: Final = Browsing()


class DirectoryPlace(NamedTuple):
    """Where an entry stands in the directory, in either order."""

    published_at: datetime
    slug: str
    fork_count: int = 0
