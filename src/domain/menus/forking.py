"""Forks: a menu of one's own, made from an edition of somebody's."""

from datetime import timedelta
from typing import Final

from domain.kernel import Actor, Begin, Clock, MenuId, NewId
from domain.menus.commands import NewFork
from domain.menus.lineage import forked
from domain.menus.model import Menu
from domain.menus.ports import Attempts, MakeSlug, Workspace
from domain.menus.readers import PublicReader
from domain.menus.views import MenuView

FORKS: Final = 30
FORKS_WINDOW: Final = timedelta(hours=1)


class Forking:
    """The beginning of a fork; from then on it is a menu like any other."""

    def __init__(
        self,
        begin: Begin[Workspace],
        public_reader: PublicReader,
        attempts: Attempts,
        clock: Clock,
        new_id: NewId,
        make_slug: MakeSlug,
    ) -> None:
        self._begin = begin
        self._public_reader = public_reader
        self._attempts = attempts
        self._clock = clock
        self._new_id = new_id
        self._make_slug = make_slug

    async def fork(self, actor: Actor, slug: str, wish: NewFork) -> MenuView:
        """A new draft with all that the edition has, and its credit.

        Raises MenuNotFound, MenuGone, and Busy after too many forks.
        """
        now = self._clock()
        await self._attempts.claim([f"fork {actor.user_id}"], FORKS, FORKS_WINDOW, now)
        source = await self._public_reader.menu(slug, wish.edition)
        empty = Menu(
            id=MenuId(self._new_id()),
            owner_id=actor.user_id,
            slug=self._make_slug(source.title),
            title=source.title,
            description=source.description,
            created_at=now,
            updated_at=now,
        )
        served = {item.media_item_id for course in source.courses for item in course.items}
        async with self._begin(actor) as work:
            menu, lineage = forked(source, empty, await work.menus.lent_works(served), self._new_id)
            await work.menus.add(menu)
            await work.lineages.add(lineage)
            return await work.menus.view(menu.id)
