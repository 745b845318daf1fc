"""The front door: what this is and which menus are served; what browsers ask for unasked."""

from typing import Final

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from app.http.access import ANONYMOUS, OPTIONAL
from app.http.paging import CursorText, page_of
from app.http.public import CURSOR
from app.web.answers import AnyRequest, page
from app.web.static_files import asset
from domain.menus.ports import PublicReader

SHOWN = 24
DAY: Final = {"cache-control": "public, max-age=86400"}


class HomePages(Controller):
    @get("/", opt=OPTIONAL)
    async def home(
        self,
        request: AnyRequest,
        public_reader: NamedDependency[SkipValidation[PublicReader]],
        cursor: CursorText = None,
    ) -> Response[str]:
        """What this is, and the directory of public menus, last published first."""
        entries = await public_reader.directory(SHOWN + 1, CURSOR.read(cursor))
        shown = page_of(entries, SHOWN, lambda last: CURSOR.written((last.edition.published_at, last.slug)))
        return await page(request, "home.html", menus=shown.items, next_cursor=shown.next_cursor)

    @get("/favicon.ico", opt=ANONYMOUS, sync_to_thread=False)
    def favicon(self) -> Redirect:
        """Pages name the icon themselves; some programs guess."""
        return Redirect(asset("icon.svg"), status_code=302, headers=DAY)
