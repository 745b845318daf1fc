"""What is asked of the past of a menu: what changed between any two of its states."""

from typing import Literal

from domain.kernel import Actor, MenuId
from domain.menus.comparing import Blank, Document, differences
from domain.menus.differences import Differences
from domain.menus.readers import CuratorReader, HistoryReader, PublicReader

Past = Literal["edition", "revision"]


class Comparing:
    """Editions and revisions, held against one another or against the working copy."""

    def __init__(
        self, curator_reader: CuratorReader, history_reader: HistoryReader, public_reader: PublicReader
    ) -> None:
        self._curator_reader = curator_reader
        self._public_reader = public_reader
        self._history_reader = history_reader

    async def editions(
        self, actor: Actor, menu_id: MenuId, number: int, earlier: int | None = None
    ) -> Differences:
        """What an edition has that another has not: the one before it, unless `earlier` names one.

        Everything is new in the first. Raises EditionNotFound.
        """
        edition = await self._curator_reader.edition(actor, menu_id, number)
        return await self._between(
            actor, await self._edition_or_blank(actor, menu_id, number, earlier), edition
        )

    async def published(self, slug: str, number: int, earlier: int | None = None) -> Differences:
        """The same of an open menu, for anybody. Raises MenuNotFound, or MenuGone."""
        edition = await self._public_reader.menu(slug, number)
        old: Document = Blank()
        if earlier is not None or number > 1:
            old = await self._public_reader.menu(slug, number - 1 if earlier is None else earlier)
        return await self._between(None, old, edition)

    async def working_copy(self, actor: Actor, menu_id: MenuId, past: Past, number: int) -> Differences:
        """What the working copy has that an edition or a revision has not.

        Raises MenuNotFound, EditionNotFound, RevisionNotFound.
        """
        now = await self._curator_reader.menu(actor, menu_id)
        old: Document
        if past == "edition":
            old = await self._curator_reader.edition(actor, menu_id, number)
        else:
            old = await self._history_reader.revision(actor, menu_id, number)
        return await self._between(actor, old, now)

    async def _edition_or_blank(
        self, actor: Actor, menu_id: MenuId, number: int, earlier: int | None
    ) -> Document:
        if earlier is None and number == 1:
            return Blank()
        return await self._curator_reader.edition(actor, menu_id, number - 1 if earlier is None else earlier)

    async def _between(self, actor: Actor | None, old: Document, new: Document) -> Differences:
        """An edition has works as they were published; one that was merged since is no other work."""
        found = differences(old, new)
        works = {mark.media_item_id for each in found.works.exchanged for mark in (each.old, each.new)}
        if not works:
            return found
        return differences(old, new, await self._history_reader.standing(actor, works))
