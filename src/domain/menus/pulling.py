"""What is new in the menu that a fork was made from: on offer, and taken over."""

from msgspec import Struct

from domain.kernel import Actor, Begin, Clock, MenuId, NewId
from domain.menus.commands import Taking
from domain.menus.errors import UpstreamMoved
from domain.menus.keyed import written
from domain.menus.merging import merged
from domain.menus.offers import Offer, offers
from domain.menus.ports import Workspace
from domain.menus.readers import CuratorReader, FamilyReader, HistoryReader, PublicReader
from domain.menus.service import Version
from domain.menus.taking import taken
from domain.menus.taking_over import chosen, save_taken
from domain.menus.upstream import upstream_of
from domain.menus.views import MenuView


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
        upstream = await upstream_of(self._public_reader, self._history_reader, actor, lineage)
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
        upstream = await upstream_of(self._public_reader, self._history_reader, actor, known)
        if upstream.number != wish.edition:
            raise UpstreamMoved
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            lineage = await work.lineages.of(menu_id)
            if lineage.source_edition != known.source_edition:
                raise UpstreamMoved
            base, theirs, mine = upstream.beside(await work.menus.view(menu_id), lineage)
            keys = chosen(wish.take, offers(base, theirs, mine))
            result = taken(mine, merged(base, theirs, mine), keys)
            changed, courses = written(result, menu, lineage.courses, self._new_id)
            if keys:
                await save_taken(work, menu, changed, self._clock())
            has_followed = wish.dismiss_rest or not offers(base, theirs, result)
            edition = upstream.number if has_followed else lineage.source_edition
            await work.lineages.follow(menu_id, edition, courses)
            return await work.menus.view(menu_id)
