"""The company of works under /api/v1/media/{id}: public menus that serve one, and works it is paired with."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation
from msgspec import Struct

from app.http.access import OPTIONAL
from app.http.catalog import PATH, Reader, Viewer, to_the_survivor
from app.http.headers import PUBLIC_READ
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.catalog.errors import WorkMerged
from domain.kernel import MediaItemId, Page
from domain.menus.company import PairedWith, ServedIn, place_of
from domain.menus.readers import CompanyReader

CURSOR: Final = Cursor("menus-with", "newest", tuple[datetime, UUID])

Companions = NamedDependency[SkipValidation[CompanyReader]]
Quoted = Annotated[int, QueryParameter(ge=0, le=10, description="Quotations for each work, at most.")]


class PairedWorks(Struct, frozen=True):
    """Works that one is paired with, most often first; `count` is how many there are of them all."""

    items: tuple[PairedWith, ...]
    count: int


class CompanyController(Controller):
    path = f"{PATH}/{{media_id:uuid}}"
    opt = {**OPTIONAL, **PUBLIC_READ}  # noqa: RUF012 - Litestar's way
    tags = ("media",)
    exception_handlers = {WorkMerged: to_the_survivor}  # noqa: RUF012

    @get("/menus")
    async def list_menus_with_media(
        self,
        viewer: Viewer,
        work_reader: Reader,
        company_reader: Companions,
        media_id: FromPath[UUID],
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[ServedIn]]:
        """Public menus whose newest edition serves the work, newest first, with what is said of it there."""
        work = await work_reader.work(viewer, MediaItemId(media_id))
        found = await company_reader.menus_with(work.id, limit + 1, CURSOR.read(cursor))
        page = page_of(found, limit, lambda last: CURSOR.written(place_of(last)))
        path = f"{PATH}/{media_id}/menus"
        return Response(page, headers=next_link(path, {"limit": limit}, page.next_cursor))

    @get("/pairings")
    async def list_media_paired_with(
        self,
        viewer: Viewer,
        work_reader: Reader,
        company_reader: Companions,
        media_id: FromPath[UUID],
        limit: Limit = 20,
        quotations: Quoted = 2,
    ) -> PairedWorks:
        """Works that public menus pair with this one, most often first, with the newest of what they say."""
        work = await work_reader.work(viewer, MediaItemId(media_id))
        found = await company_reader.company(work.id, menus=0, works=limit, quotations=quotations)
        return PairedWorks(found.works, found.work_count)
