"""What anybody reads: published menus and their directory, the same for everybody and cached as such."""

from datetime import datetime
from typing import Any, Final

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, SkipValidation

from app.http.access import ANONYMOUS
from app.http.etags import is_unchanged
from app.http.headers import PUBLIC_READ
from app.http.history import Earlier
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from app.http.ready import Ready
from app.http.rendered import REVALIDATED, PublicPages
from domain.kernel import Page
from domain.menus.differences import Differences
from domain.menus.history import Comparing
from domain.menus.ports import PublicReader
from domain.menus.renderings import Wanted
from domain.menus.views import DirectoryEntry, PublicEdition, PublicMenu

CURSOR: Final = Cursor("directory", "newest", tuple[datetime, str])

OPEN: Final = {**ANONYMOUS, **PUBLIC_READ}
FOR_PROGRAMS: Final = {**OPEN, "errors": "problem"}
"""Outside of the API, but a refusal is a document all the same."""

Pages = NamedDependency[PublicPages]

A_MENU: Final = {200: ResponseSpec(PublicMenu, generate_examples=False, description="The edition")}


class PublicMenusController(Controller):
    path = "/api/v1/public/menus"
    opt = OPEN
    tags = ("public",)

    @get()
    async def list_public_menus(
        self,
        public_reader: NamedDependency[SkipValidation[PublicReader]],
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[DirectoryEntry]]:
        """The directory: public menus, last published first."""
        entries = await public_reader.directory(limit + 1, CURSOR.read(cursor))
        page = page_of(entries, limit, lambda last: CURSOR.written((last.edition.published_at, last.slug)))
        link = next_link(self.path, {"limit": limit}, page.next_cursor)
        return Response(page, headers={"cache-control": REVALIDATED, **link})

    @get("/{slug:str}", responses=A_MENU)
    async def show_public_menu(
        self, request: Request[Any, Any, Any], public_pages: Pages, slug: FromPath[str]
    ) -> Ready:
        """The current edition of a menu, frozen, with its curator."""
        return await sent(request, public_pages, slug, None)

    @get("/{slug:str}/editions/{number:int}", responses=A_MENU)
    async def show_public_edition(
        self,
        request: Request[Any, Any, Any],
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int],
    ) -> Ready:
        """An edition by number."""
        return await sent(request, public_pages, slug, number)

    @get("/{slug:str}/editions")
    async def list_public_editions(
        self, public_reader: NamedDependency[SkipValidation[PublicReader]], slug: FromPath[str]
    ) -> Response[Page[PublicEdition]]:
        """Every edition of the menu, newest first."""
        page = Page(await public_reader.editions(slug))
        return Response(page, headers={"cache-control": REVALIDATED})

    @get("/{slug:str}/editions/{number:int}/differences")
    async def compare_public_editions(
        self,
        comparing: NamedDependency[SkipValidation[Comparing]],
        slug: FromPath[str],
        number: FromPath[int],
        earlier: Earlier = None,
    ) -> Response[Differences]:
        """What an edition has that the one before it has not, or any other; in the first all is new."""
        found = await comparing.published(slug, number, earlier)
        return Response(found, headers={"cache-control": REVALIDATED})


async def sent(request: Request[Any, Any, Any], pages: PublicPages, slug: str, number: int | None) -> Ready:
    return await answer(request, pages, Wanted(slug, number, "json", "", takes_gzip(request)))


async def answer(request: Request[Any, Any, Any], pages: PublicPages, wanted: Wanted) -> Ready:
    """The bytes, or 304 for a reader who has them. Raises MenuNotFound, or MenuGone."""
    rendered = pages.held(wanted) or await pages.get(wanted)
    if is_unchanged(request.headers.get("if-none-match"), rendered.etag):
        return rendered.unchanged
    return rendered.whole


def takes_gzip(request: Request[Any, Any, Any]) -> bool:
    """Whether the answer may be compressed. A client that refuses gzip by `q=0` is not one we know."""
    return "gzip" in request.headers.get("accept-encoding", "")
