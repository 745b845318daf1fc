"""All public menus that serve a work, page by page."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from app.http.access import OPTIONAL
from app.http.catalog import Reader, Viewer
from app.http.company import CURSOR, Companions
from app.http.paging import CursorText, page_of
from app.web.answers import AnyRequest, page
from domain.kernel import MediaItemId
from domain.menus.company import place_of

SHOWN = 24


class CompanyPages(Controller):
    path = "/media/{media_id:uuid}/menus"
    opt = OPTIONAL

    @get()
    async def show(
        self,
        request: AnyRequest,
        viewer: Viewer,
        work_reader: Reader,
        company_reader: Companions,
        media_id: FromPath[UUID],
        cursor: CursorText = None,
    ) -> Response[Any]:
        """Newest first."""
        work = await work_reader.work(viewer, MediaItemId(media_id))
        found = await company_reader.menus_with(work.id, SHOWN + 1, CURSOR.read(cursor))
        lines = page_of(found, SHOWN, lambda last: CURSOR.written(place_of(last)))
        return await page(
            request, "media_menus.html", media=work, lines=lines.items, next_cursor=lines.next_cursor
        )
