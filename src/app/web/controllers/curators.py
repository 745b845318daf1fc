"""The page of a curator: what they have published, for everybody."""

from typing import Final

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import OPTIONAL
from app.http.follows import FollowShelf
from app.http.identity import identities
from app.http.links import PublicLinks
from app.http.paging import CursorText
from app.http.public import page_of_directory
from app.web.answers import AnyRequest, page, spoken
from app.web.formats.profiles import Profile
from domain.menus.browsing import Browsing
from domain.menus.follows import Wish
from domain.menus.readers import PublicReader

SHOWN: Final = 24


class CuratorPages(Controller):
    opt = OPTIONAL
    include_in_schema = False

    @get("/c/{username:str}")
    async def show(
        self,
        request: AnyRequest,
        public_reader: NamedDependency[SkipValidation[PublicReader]],
        public_links: NamedDependency[SkipValidation[PublicLinks]],
        follow_reader: FollowShelf,
        username: FromPath[str],
        cursor: CursorText = None,
    ) -> Response[str]:
        """Public menus, newest first. Whoever has none is nobody here: no page tells who has an account."""
        shown = await page_of_directory(public_reader, SHOWN, cursor, Browsing(curator=username))
        if not shown.items:
            return await page(request, "nobody.html", status=404)
        identity = await identities(request).of(request)
        wish = Wish("curator", username)
        return await page(
            request,
            "curator.html",
            profile=Profile(public_links.base_url, shown.items, spoken(request).code),
            follows=await follow_reader.follows(identity.actor, wish) if identity else None,
            is_first=cursor is None,
            next_cursor=shown.next_cursor,
        )
