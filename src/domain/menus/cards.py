"""The picture that stands for a menu where it is linked to: what is on it, and who draws it."""

from collections.abc import Callable
from uuid import UUID

from msgspec import Struct

CARD_SIZE = (1200, 630)
MOST_COVERS = 3


class CardCover(Struct, frozen=True):
    """A work as a cover; `file` is the name of a picture of our own, if there is one."""

    work_id: UUID
    media_type: str
    title: str
    maker: str = ""
    file: str | None = None


class Card(Struct, frozen=True):
    """Words in the language of the card, and the first works."""

    heading: str
    title: str
    byline: str
    footing: str
    covers: tuple[CardCover, ...] = ()


DrawCard = Callable[[Card], bytes]
"""Draws a PNG of CARD_SIZE. It takes a while; call it beside the event loop."""
