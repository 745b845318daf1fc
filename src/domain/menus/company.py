"""The company that a work keeps in public: the menus that serve it, and the works it is paired with there."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from domain.kernel import MediaItemId, MenuId
from domain.menus.views import Curator, EditionMark


class PublicMark(Struct, frozen=True):
    """A public menu as a quotation names it: its current edition, and whose it is."""

    slug: str
    title: str
    curator: Curator
    edition: EditionMark


class ServedIn(Struct, frozen=True):
    """A public menu that serves a work: in which course, and what its curator says of it there.

    A menu may serve a work more than once; this is the first place with a note, or else the first. `item_key`
    is that of the place.
    """

    menu_id: MenuId
    menu: PublicMark
    course: str
    item_key: UUID
    annotation: str | None


class Quotation(Struct, frozen=True):
    """What a public menu says of two works; `item_key` is the place of the work that was asked about."""

    relationship: str
    narrative: str
    item_key: UUID
    menu: PublicMark


class Partner(Struct, frozen=True):
    """The other of two works. What somebody made for themselves (`is_custom`) no one else can find."""

    id: MediaItemId
    media_type: str
    title: str
    release_year: int | None
    creators: tuple[str, ...]
    cover_url: str | None
    is_custom: bool = False


class PairedWith(Struct, frozen=True):
    """A work that others are paired with: how often, and the newest of what is said of the two."""

    media: Partner
    count: int
    quotations: tuple[Quotation, ...]


class Company(Struct, frozen=True):
    """Both lists as far as they were asked for, and how long they are.

    Menus are newest first, works by how often they are paired with it. Merged works count as the one that
    stands for them.
    """

    menu_count: int
    menus: tuple[ServedIn, ...]
    work_count: int
    works: tuple[PairedWith, ...]


Place = tuple[datetime, UUID]
"""Where a menu stands in the list of those that serve a work."""


def place_of(line: ServedIn) -> Place:
    return line.menu.edition.published_at, line.menu_id
