"""What makes a menu public and takes it back, and who else may read a draft."""

from uuid import UUID

from msgspec import UNSET

from domain.kernel import Actor, Begin, Clock, MenuId, NewId
from domain.menus import changes, editions
from domain.menus.commands import NewShareLink, Publication
from domain.menus.editions import Edition, PublishCheck
from domain.menus.errors import MenuNotFound, NotPublished, TooMany
from domain.menus.ports import MakeSecret, SharedDrafts, Workspace
from domain.menus.remembering import remember
from domain.menus.service import Version
from domain.menus.sharing import MOST_LINKS, VISIT, Secret, SharedDraft, ShareLink, expiry


class Publishing:
    """Editions: frozen when published, closed when unpublished."""

    def __init__(self, begin: Begin[Workspace], clock: Clock) -> None:
        self._begin = begin
        self._clock = clock

    async def check(self, actor: Actor, menu_id: MenuId) -> PublishCheck:
        async with self._begin(actor) as work:
            return editions.check(await work.menus.get(menu_id, None))

    async def publish(
        self, actor: Actor, menu_id: MenuId, version: Version, wish: Publication
    ) -> tuple[Edition, int]:
        """Freeze the working copy as the next edition; gives it and the menu's new version.

        Raises NotPublishable with every problem that the publish check finds.
        """
        now = self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            facts = {} if wish.visibility is UNSET else {"visibility": wish.visibility}
            published = changes.next_version(editions.published(menu, now).changed(**facts), now)
            await remember(work, menu, now, at_any_rate=True)
            await work.menus.save(published)
            edition = editions.freeze(published, await work.menus.to_freeze(menu_id), wish.note)
            await work.editions.publish(edition)
            return edition, published.version

    async def unpublish(self, actor: Actor, menu_id: MenuId, version: Version) -> int:
        """Close the menu to readers; gives its new version. Raises NotPublished."""
        now = self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            if menu.status != "published":
                raise NotPublished
            draft = changes.next_version(menu.changed(status="draft"), now)
            await work.menus.save(draft)
            await work.editions.withdraw(draft, now)
            return draft.version


class Sharing:
    """Links that open a draft to whoever holds them."""

    def __init__(
        self,
        begin: Begin[Workspace],
        drafts: SharedDrafts,
        clock: Clock,
        new_id: NewId,
        make_secret: MakeSecret,
    ) -> None:
        self._begin = begin
        self._drafts = drafts
        self._clock = clock
        self._new_id = new_id
        self._make_secret = make_secret

    async def create(self, actor: Actor, menu_id: MenuId, wish: NewShareLink) -> tuple[ShareLink, str]:
        """A new link and its token, which cannot be had again."""
        now, secret = self._clock(), self._make_secret()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, None)
            link = ShareLink(
                id=self._new_id(),
                menu_id=menu.id,
                owner_id=actor.user_id,
                label=wish.label,
                scope=wish.scope,
                expires_at=expiry(now, wish.expires_in_hours),
                max_uses=wish.max_uses,
                created_at=now,
            )
            alive = [each for each in await work.share_links.of(menu_id) if each.is_alive(now)]
            if len(alive) >= MOST_LINKS:
                raise TooMany(f"A menu has at most {MOST_LINKS} share links at a time.")
            await work.share_links.add(link, secret.digest)
        return link, secret.token

    async def links(self, actor: Actor, menu_id: MenuId) -> tuple[ShareLink, ...]:
        async with self._begin(actor) as work:
            await work.menus.get(menu_id, None)
            return await work.share_links.of(menu_id)

    async def revoke(self, actor: Actor, menu_id: MenuId, link_id: UUID) -> None:
        async with self._begin(actor) as work:
            await work.menus.get(menu_id, None)
            await work.share_links.revoke(menu_id, link_id, self._clock())

    async def open(self, digest: bytes) -> tuple[UUID, Secret]:
        """Begin a visit by a link. Raises MenuNotFound for a link that is no good, whatever the reason."""
        visit, secret, now = self._new_id(), self._make_secret(), self._clock()
        if not await self._drafts.open(digest, visit, secret.digest, now, now + VISIT):
            raise MenuNotFound
        return visit, secret

    async def visit(self, visit: UUID, digest: bytes) -> SharedDraft:
        """Which draft the visit may read, its link checked again. Raises MenuNotFound."""
        draft = await self._drafts.visit(visit, digest, self._clock())
        if draft is None:
            raise MenuNotFound
        return draft
