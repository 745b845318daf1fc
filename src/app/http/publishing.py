"""Publishing, editions and share links of a menu under /api/v1/menus/{id}."""

from datetime import datetime
from uuid import UUID

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Struct

from app.http.access import SIGNED_IN
from app.http.etags import etag_of
from app.http.idempotency import REPLAYED, REPLAYED_WITHOUT_SECRET
from app.http.links import PublicLinks
from app.http.menus import Me, Reader, Wanted
from domain.kernel import MenuId, Page
from domain.menus.commands import NewShareLink, Publication
from domain.menus.editions import EditionSummary, PublishCheck
from domain.menus.publishing import Publishing, Sharing
from domain.menus.sharing import LinkScope, ShareLink
from domain.menus.views import PublicMenu

Publisher = NamedDependency[SkipValidation[Publishing]]
Sharer = NamedDependency[SkipValidation[Sharing]]
Links = NamedDependency[SkipValidation[PublicLinks]]


class Published(Struct, frozen=True):
    """The edition that publishing made."""

    number: int
    slug: str
    url: str
    content_hash: str
    published_at: datetime


class ShareView(Struct, frozen=True, omit_defaults=True):
    """A share link; `url` is there in the answer that made it, and never again."""

    id: UUID
    label: str | None
    scope: LinkScope
    expires_at: datetime
    max_uses: int | None
    use_count: int
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime
    url: str | None = None


class PublishingController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}"
    opt = SIGNED_IN
    tags = ("publishing",)

    @get("/publish-check")
    async def publish_check(
        self, actor: Me, publishing: Publisher, menu_id: FromPath[UUID]
    ) -> Response[PublishCheck]:
        """Every problem that stands in the way of publishing, with a pointer, and advice that does not."""
        check = await publishing.check(actor, MenuId(menu_id))
        return Response(check, headers={"etag": etag_of(check.version)})

    @post("/publish", middleware=[REPLAYED])
    async def publish(
        self,
        actor: Me,
        publishing: Publisher,
        public_links: Links,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        data: JSONBody[Publication],
    ) -> Response[Published]:
        """Freeze the working copy as the next edition and open it to readers."""
        edition, version = await publishing.publish(actor, MenuId(menu_id), wanted, data)
        url = public_links.menu(edition.slug)
        made = Published(edition.number, edition.slug, url, edition.content_hash, edition.published_at)
        return Response(made, headers={"etag": etag_of(version)})

    @post("/unpublish", status_code=204)
    async def unpublish(
        self, actor: Me, publishing: Publisher, wanted: Wanted, menu_id: FromPath[UUID]
    ) -> Response[None]:
        """Close the menu to readers; its editions are kept and can be opened again by publishing."""
        version = await publishing.unpublish(actor, MenuId(menu_id), wanted)
        return Response(None, headers={"etag": etag_of(version)})

    @get("/editions")
    async def list_editions(
        self, actor: Me, curator_reader: Reader, menu_id: FromPath[UUID]
    ) -> Page[EditionSummary]:
        """The publishing history, newest first."""
        return Page(await curator_reader.editions(actor, MenuId(menu_id)))

    @get("/editions/{number:int}")
    async def show_edition(
        self, actor: Me, curator_reader: Reader, menu_id: FromPath[UUID], number: FromPath[int]
    ) -> PublicMenu:
        """An edition as it was published, open to readers or not."""
        return await curator_reader.edition(actor, MenuId(menu_id), number)


class ShareLinksController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/share-tokens"
    opt = SIGNED_IN
    tags = ("publishing",)

    @get()
    async def list_share_links(self, actor: Me, sharing: Sharer, menu_id: FromPath[UUID]) -> Page[ShareView]:
        """All links to this menu, newest first, without their tokens."""
        links = await sharing.links(actor, MenuId(menu_id))
        return Page(tuple(share_view(link) for link in links))

    @post(middleware=[REPLAYED_WITHOUT_SECRET])
    async def create_share_link(
        self,
        actor: Me,
        sharing: Sharer,
        public_links: Links,
        menu_id: FromPath[UUID],
        data: JSONBody[NewShareLink],
    ) -> ShareView:
        """A link that opens the draft to whoever holds it. The URL is shown this once."""
        link, token = await sharing.create(actor, MenuId(menu_id), data)
        return share_view(link, public_links.share(token))

    @delete("/{link_id:uuid}")
    async def revoke_share_link(
        self, actor: Me, sharing: Sharer, menu_id: FromPath[UUID], link_id: FromPath[UUID]
    ) -> None:
        """Refuse the link from now on, also to those who have opened it."""
        await sharing.revoke(actor, MenuId(menu_id), link_id)


def share_view(link: ShareLink, url: str | None = None) -> ShareView:
    return ShareView(
        id=link.id,
        label=link.label,
        scope=link.scope,
        expires_at=link.expires_at,
        max_uses=link.max_uses,
        use_count=link.use_count,
        last_used_at=link.last_used_at,
        revoked_at=link.revoked_at,
        created_at=link.created_at,
        url=url,
    )
