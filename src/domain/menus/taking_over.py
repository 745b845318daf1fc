"""Which changes on offer are meant, and how a menu that took some over is saved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from domain.menus import changes
from domain.menus.errors import ChangeUnknown, WorkUnknown
from domain.menus.model import Menu
from domain.menus.offers import Offer
from domain.menus.ports import Workspace
from domain.menus.remembering import remember

Wanted = tuple[str, ...] | Literal["all", "clean"]
"""Keys of changes, all that clash with nothing, or all."""


def chosen(wanted: Wanted, found: Sequence[Offer]) -> frozenset[str]:
    """The keys that are meant. Raises ChangeUnknown."""
    if wanted in ("all", "clean"):
        return frozenset(each.key for each in found if wanted == "all" or each.clash is None)
    known = {each.key for each in found}
    if unknown := [index for index, key in enumerate(wanted) if key not in known]:
        raise ChangeUnknown(*(f"/take/{index}" for index in unknown))
    return frozenset(wanted)


async def save_taken(work: Workspace, menu: Menu, changed: Menu, now: datetime) -> None:
    """With the works that stand for those that come in, whoever made them; what stood until then is kept.

    Raises WorkUnknown.
    """
    before = {item.media_item_id for item in menu.items()}
    added = {item.media_item_id for item in changed.items()} - before
    standing = await work.menus.lent_works(added) if added else {}
    if added - standing.keys():
        raise WorkUnknown
    await remember(work, menu, now, at_any_rate=True)
    await work.menus.save(changes.next_version(changes.serve_instead(changed, standing), now))
