"""The front door: what this is and which menus are served; what browsers ask for unasked."""

from typing import Final

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from app.http.access import ANONYMOUS, OPTIONAL
from app.http.links import PublicLinks
from app.http.paging import CursorText
from app.http.public import page_of_directory
from app.web.answers import AnyRequest, page
from app.web.reading.directory import asked_in
from app.web.static_files import asset
from domain.menus.readers import PublicReader

SHOWN = 24
DAY: Final = {"cache-control": "public, max-age=86400"}


class HomePages(Controller):
    @get("/", opt=OPTIONAL)
    async def home(
        self,
        request: AnyRequest,
        public_reader: NamedDependency[SkipValidation[PublicReader]],
        public_links: NamedDependency[SkipValidation[PublicLinks]],
        cursor: CursorText = None,
    ) -> Response[str]:
        """The directory of public menus, and for newcomers what this is."""
        asked = asked_in(request.query_params)
        shown = await page_of_directory(public_reader, SHOWN, cursor, asked.browsing)
        is_first = cursor is None and not asked.query
        return await page(
            request,
            "home.html",
            asked=asked,
            menus=shown.items,
            next_cursor=shown.next_cursor,
            canonical=f"{public_links.base_url}/" if is_first else "",
        )

    @get("/favicon.ico", opt=ANONYMOUS, sync_to_thread=False)
    def favicon(self) -> Redirect:
        """Pages name the icon themselves; some programs guess."""
        return Redirect(asset("icon.svg"), status_code=302, headers=DAY)
