"""The menu that a fork comes from, as far as following it and proposing to it take."""

from collections.abc import Mapping

from msgspec import Struct

from domain.kernel import Actor, MediaItemId
from domain.menus.comparing import Document
from domain.menus.errors import MenuGone, MenuNotFound, UpstreamClosed
from domain.menus.keyed import Keyed, keyed
from domain.menus.lineage import Lineage
from domain.menus.readers import HistoryReader, PublicReader
from domain.menus.views import PublicMenu


class Upstream(Struct, frozen=True):
    """The edition that a fork has followed to, and the newest; `standing` has survivors of merged works."""

    base: PublicMenu
    newest: PublicMenu
    standing: Mapping[MediaItemId, MediaItemId]

    @property
    def number(self) -> int:
        return self.newest.edition.number if self.newest.edition else 1

    def beside(self, fork: Document, lineage: Lineage) -> tuple[Keyed, Keyed, Keyed]:
        """Base, the newest, and the fork."""
        return (
            keyed(self.base, standing=self.standing),
            keyed(self.newest, standing=self.standing),
            keyed(fork, lineage.courses),
        )


async def upstream_of(
    public_reader: PublicReader, history_reader: HistoryReader, actor: Actor, lineage: Lineage
) -> Upstream:
    """Raises UpstreamClosed."""
    try:
        base = await public_reader.menu(lineage.source_slug, lineage.source_edition)
        newest = await public_reader.menu(lineage.source_slug)
    except (MenuNotFound, MenuGone):
        raise UpstreamClosed from None
    return Upstream(base, newest, await history_reader.standing(actor, works_of(base, newest)))


def works_of(*menus: Document) -> set[MediaItemId]:
    """Every work that one of them serves."""
    return {item.media_item_id for menu in menus for course in menu.courses for item in course.items}
