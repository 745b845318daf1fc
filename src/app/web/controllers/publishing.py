"""Who reads a menu: editions, who finds them, and private links to the draft."""

from contextlib import suppress
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from msgspec import Struct

from app.http.access import BY_SESSION
from app.http.links import PublicLinks
from app.http.publishing import Publisher, Sharer
from app.web.answers import see_other
from app.web.controllers.editor import MENU, Sent
from app.web.studio.desk import path_of
from app.web.studio.sheet import Sheet
from domain.menus.commands import MenuChange, NewShareLink, Publication
from domain.menus.errors import ShareTokenNotFound
from domain.menus.sharing import LinkScope

HOURS: Final = int(timedelta(days=1) / timedelta(hours=1))


class LinkTerms(Struct, frozen=True):
    """What the form of a share link asks for."""

    label: str = ""
    scope: LinkScope = "view"
    days: int = 7
    max_uses: int | None = None


class PublishingPages(Controller):
    path = MENU
    opt = BY_SESSION

    @post("/publish")
    async def publish(self, sheet: Sent, publishing: Publisher) -> Response[Any]:
        """The working copy as the next edition."""

        async def change() -> str:
            wish = sheet.form.read(Publication)
            await publishing.publish(sheet.actor, sheet.menu_id, sheet.form.version, wish)
            return "#publish"

        return await sheet.take(change, "publish")

    @post("/visibility")
    async def change_visibility(self, sheet: Sent) -> Response[Any]:
        """Readers feel it at once."""

        async def change() -> str:
            wish = MenuChange(visibility=sheet.form.read(Publication).visibility)
            await sheet.curating.change(sheet.actor, sheet.menu_id, sheet.form.version, wish)
            return "#publish"

        return await sheet.take(change)

    @post("/unpublish")
    async def unpublish(self, sheet: Sent, publishing: Publisher) -> Response[Any]:
        """Closed to readers at once; publishing opens it again."""

        async def change() -> str:
            await publishing.unpublish(sheet.actor, sheet.menu_id, sheet.form.version)
            return "#publish"

        return await sheet.take(change)

    @post("/share-tokens")
    async def create_link(
        self,
        sheet: Sent,
        sharing: Sharer,
        public_links: NamedDependency[SkipValidation[PublicLinks]],
    ) -> Response[Any]:
        """The new address stands on the page that answers, this once, and in no address or log."""
        address = ""

        async def change() -> str:
            nonlocal address
            wish = terms(sheet)
            _, token = await sharing.create(sheet.actor, sheet.menu_id, wish)
            address = public_links.share(token)
            return "#share"

        refused = await sheet.take(change, "share")
        return await sheet.show(new_share_url=address) if address else refused

    @post("/share-tokens/{link_id:uuid}/revoke")
    async def revoke_link(self, sheet: Sent, sharing: Sharer, link_id: FromPath[UUID]) -> Response[Any]:
        """Refused from now on, also to those who have opened it; asking twice is fine."""
        with suppress(ShareTokenNotFound):
            await sharing.revoke(sheet.actor, sheet.menu_id, link_id)
        return see_other(f"{path_of(sheet.menu_id)}#share")


def terms(sheet: Sheet) -> NewShareLink:
    uses = sheet.form.values.get("max_uses", "").strip() or None
    wish = sheet.form.read(LinkTerms, max_uses=uses)
    return NewShareLink(wish.label, wish.scope, wish.days * HOURS, wish.max_uses)
