"""What is a reader's own on a published menu: which works they have finished, whether they follow it."""

from uuid import UUID

from msgspec import Struct

from app.web.reading.menus import anchor
from domain.kernel import Actor
from domain.menus.follows import FollowReader, Wish
from domain.menus.readers import PublicReader
from domain.menus.views import ItemView, PublicMenu
from domain.tracking.model import Status
from domain.tracking.ports import StateReader
from domain.tracking.views import Statuses


class MyWork(Struct, frozen=True):
    """A place on the menu, and how far the reader is with its work.

    `anchor` is the id of the place on the page. Nobody but its maker keeps a state of an own item: then
    `can_finish` is false.
    """

    item_id: UUID
    media_item_id: UUID
    anchor: str
    status: Status | None
    can_finish: bool


class Mine(Struct, frozen=True):
    """The small private fragment that a script lays over a page that is the same for everybody.

    `finished` are the ids of the places whose works the reader has finished. What waits until a work is
    finished must not wait for one that this reader cannot finish. `csrf_token` is for the forms of a script.
    """

    edition: int
    follows: bool
    works: tuple[MyWork, ...]
    finished: tuple[UUID, ...]
    csrf_token: str

    def of(self, item: ItemView) -> MyWork:
        """The place of the menu that this is drawn for."""
        return next(work for work in self.works if work.item_id == item.id)


class ReadersOwn(Struct, frozen=True):
    """Where it is read."""

    public_reader: PublicReader
    state_reader: StateReader
    follow_reader: FollowReader

    async def on(
        self, actor: Actor, slug: str, edition: int | None, csrf_token: str
    ) -> tuple[PublicMenu, Mine]:
        """An edition, the current one without a number. Raises MenuNotFound, or MenuGone."""
        menu = await self.public_reader.menu(slug, edition)
        items = [item for course in menu.courses for item in course.items]
        statuses = await self.state_reader.statuses(actor, {item.media_item_id for item in items})
        follows = await self.follow_reader.follows(actor, Wish("menu", slug))
        return menu, mine_of(menu, items, statuses, csrf_token, follows=follows)


def mine_of(
    menu: PublicMenu, items: list[ItemView], statuses: Statuses, csrf_token: str, *, follows: bool
) -> Mine:
    works = tuple(
        MyWork(
            item.id,
            item.media_item_id,
            anchor(item),
            statuses.get(item.media_item_id),
            item.media_item_id in statuses,
        )
        for item in items
    )
    finished = tuple(work.item_id for work in works if work.status == "completed")
    return Mine(menu.edition.number if menu.edition else 0, follows, works, finished, csrf_token)
