"""What is new in the menu that a fork was made from: on offer, and taken over."""

from collections.abc import Mapping

from msgspec import Struct

from domain.kernel import Actor, Begin, Clock, MediaItemId, MenuId, NewId
from domain.menus import changes
from domain.menus.commands import Taking
from domain.menus.errors import (
    ChangeUnknown,
    MenuGone,
    MenuNotFound,
    UpstreamClosed,
    UpstreamMoved,
    WorkUnknown,
)
from domain.menus.keyed import Keyed, keyed, written
from domain.menus.lineage import Lineage
from domain.menus.merging import merged
from domain.menus.model import Menu
from domain.menus.offers import Offer, offers
from domain.menus.ports import CuratorReader, FamilyReader, HistoryReader, PublicReader, Workspace
from domain.menus.remembering import remember
from domain.menus.service import Version
from domain.menus.taking import taken
from domain.menus.views import MenuView, PublicMenu


class UpstreamChanges(Struct, frozen=True):
    """What the upstream did from the edition that a fork has followed to its newest, and the fork has not.

    `version` is that of the fork it was held against.
    """

    slug: str
    title: str
    from_edition: int
    to_edition: int
    version: int
    changes: tuple[Offer, ...]


class Upstream(Struct, frozen=True):
    """The edition that a fork has followed to, and the newest."""

    base: PublicMenu
    newest: PublicMenu
    standing: Mapping[MediaItemId, MediaItemId]

    @property
    def number(self) -> int:
        return self.newest.edition.number if self.newest.edition else 1

    def beside(self, mine: MenuView, lineage: Lineage) -> tuple[Keyed, Keyed, Keyed]:
        """Base, theirs and mine."""
        return (
            keyed(self.base, standing=self.standing),
            keyed(self.newest, standing=self.standing),
            keyed(mine, lineage.courses),
        )


class Pulling:
    """Follows an upstream, as far as the curator of the fork likes."""

    def __init__(
        self,
        *,
        begin: Begin[Workspace],
        family_reader: FamilyReader,
        curator_reader: CuratorReader,
        public_reader: PublicReader,
        history_reader: HistoryReader,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._begin = begin
        self._family_reader = family_reader
        self._curator_reader = curator_reader
        self._public_reader = public_reader
        self._history_reader = history_reader
        self._clock = clock
        self._new_id = new_id

    async def offered(self, actor: Actor, menu_id: MenuId) -> UpstreamChanges:
        """Raises MenuNotFound, NotAFork, and UpstreamClosed."""
        mine = await self._curator_reader.menu(actor, menu_id)
        lineage = await self._family_reader.lineage(actor, menu_id)
        upstream = await self._upstream(actor, lineage)
        return UpstreamChanges(
            slug=upstream.newest.slug,
            title=upstream.newest.title,
            from_edition=lineage.source_edition,
            to_edition=upstream.number,
            version=mine.version,
            changes=offers(*upstream.beside(mine, lineage)),
        )

    async def take(self, actor: Actor, menu_id: MenuId, version: Version, wish: Taking) -> MenuView:
        """Takes changes over; what stood until then is kept. With nothing left, the fork has followed.

        Raises UpstreamMoved when the newest edition is not the one that was looked at, ChangeUnknown,
        NotAFork, UpstreamClosed, and TooMany when the menu has no room.
        """
        known = await self._family_reader.lineage(actor, menu_id)
        upstream = await self._upstream(actor, known)
        if upstream.number != wish.edition:
            raise UpstreamMoved
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            lineage = await work.lineages.of(menu_id)
            if lineage.source_edition != known.source_edition:
                raise UpstreamMoved
            base, theirs, mine = upstream.beside(await work.menus.view(menu_id), lineage)
            keys = _chosen(wish, offers(base, theirs, mine))
            result = taken(mine, merged(base, theirs, mine), keys)
            changed, courses = written(result, menu, lineage.courses, self._new_id)
            if keys:
                await self._save(work, menu, changed)
            has_followed = wish.dismiss_rest or not offers(base, theirs, result)
            edition = upstream.number if has_followed else lineage.source_edition
            await work.lineages.follow(menu_id, edition, courses)
            return await work.menus.view(menu_id)

    async def _save(self, work: Workspace, menu: Menu, changed: Menu) -> None:
        """With the works that stand for those that come in: an edition serves them, whoever made them."""
        now = self._clock()
        before = {item.media_item_id for item in menu.items()}
        added = {item.media_item_id for item in changed.items()} - before
        standing = await work.menus.lent_works(added) if added else {}
        if added - standing.keys():
            raise WorkUnknown
        await remember(work, menu, now, at_any_rate=True)
        await work.menus.save(changes.next_version(changes.serve_instead(changed, standing), now))

    async def _upstream(self, actor: Actor, lineage: Lineage) -> Upstream:
        try:
            base = await self._public_reader.menu(lineage.source_slug, lineage.source_edition)
            newest = await self._public_reader.menu(lineage.source_slug)
        except (MenuNotFound, MenuGone):
            raise UpstreamClosed from None
        works = {
            item.media_item_id for menu in (base, newest) for course in menu.courses for item in course.items
        }
        return Upstream(base, newest, await self._history_reader.standing(actor, works))


def _chosen(wish: Taking, found: tuple[Offer, ...]) -> frozenset[str]:
    """The keys that are meant. Raises ChangeUnknown."""
    if wish.take in ("all", "clean"):
        return frozenset(each.key for each in found if wish.take == "all" or each.clash is None)
    known = {each.key for each in found}
    if unknown := [index for index, key in enumerate(wish.take) if key not in known]:
        raise ChangeUnknown(*(f"/take/{index}" for index in unknown))
    return frozenset(wish.take)
