"""The past of a menu under /api/v1/menus/{id}: its revisions, and what differs between any two states."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from app.http.access import SIGNED_IN
from app.http.menus import Curator, Me, Wanted, shown
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.kernel import MenuId, Page
from domain.menus.differences import Differences
from domain.menus.history import Comparing, Past
from domain.menus.readers import HistoryReader
from domain.menus.revisions import RevisionSummary, RevisionView
from domain.menus.views import MenuView

CURSOR = Cursor("revisions", "newest", tuple[int])
MOST: Final = 2**31 - 1

Comparer = NamedDependency[SkipValidation[Comparing]]
Historian = NamedDependency[SkipValidation[HistoryReader]]
Earlier = Annotated[
    int | None,
    QueryParameter(name="from", ge=1, le=MOST, description="The edition before it, unless this names one."),
]
Which = Annotated[Past, QueryParameter(name="from", description="What to hold against the working copy.")]
Number = Annotated[
    int, QueryParameter(ge=1, le=MOST, description="Number of the edition, version of the revision.")
]


class RevisionsController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/revisions"
    opt = SIGNED_IN
    tags = ("history",)

    @get()
    async def list_revisions(
        self,
        actor: Me,
        history_reader: Historian,
        menu_id: FromPath[UUID],
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[RevisionSummary]]:
        """Kept states of the working copy, newest first, with what was done since the one before."""
        (before,) = CURSOR.read(cursor) or (None,)
        found = await history_reader.revisions(actor, MenuId(menu_id), limit + 1, before)
        page = page_of(found, limit, lambda last: CURSOR.written((last.version,)))
        path = f"/api/v1/menus/{menu_id}/revisions"
        return Response(page, headers=next_link(path, {"limit": limit}, page.next_cursor))

    @get("/{version:int}")
    async def show_revision(
        self, actor: Me, history_reader: Historian, menu_id: FromPath[UUID], version: FromPath[int]
    ) -> RevisionView:
        """The menu as it was. Of works that were merged since, it shows those that stand for them."""
        return await history_reader.revision(actor, MenuId(menu_id), version)

    @post("/{version:int}/restore", status_code=200)
    async def restore_revision(
        self, actor: Me, curating: Curator, wanted: Wanted, menu_id: FromPath[UUID], version: FromPath[int]
    ) -> Response[MenuView]:
        """Put the menu as it was in place of the working copy, which is kept as a revision first."""
        menu = await curating.restore(actor, MenuId(menu_id), wanted, version)
        return shown(menu, menu)


class DifferencesController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}"
    opt = SIGNED_IN
    tags = ("history",)

    @get("/editions/{number:int}/differences")
    async def compare_editions(
        self,
        actor: Me,
        comparing: Comparer,
        menu_id: FromPath[UUID],
        number: FromPath[int],
        earlier: Earlier = None,
    ) -> Differences:
        """What an edition has that the one before it has not, or any other; in the first all is new."""
        return await comparing.editions(actor, MenuId(menu_id), number, earlier)

    @get("/differences")
    async def compare_working_copy(
        self, actor: Me, comparing: Comparer, menu_id: FromPath[UUID], past: Which, number: Number
    ) -> Differences:
        """What the working copy has that an edition or a revision has not."""
        return await comparing.working_copy(actor, MenuId(menu_id), past, number)
