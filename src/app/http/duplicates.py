"""Merging works, and the queue of suspected duplicates: administrators only."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, SkipValidation
from msgspec import Meta, Struct

from app.http.access import ADMIN
from app.http.idempotency import REPLAYED
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.catalog.merging import Merge, MergeWorks
from domain.catalog.reviewing import DuplicateView, MergeReader, ReviewDuplicates, State
from domain.kernel import Actor, MediaItemId, Page

MERGING: Final = "/api/v1/media/{media_id:uuid}"
DUPLICATES: Final = "/api/v1/admin/duplicates"
CURSOR: Final = Cursor("duplicates", "confidence", tuple[Annotated[int, Meta(ge=0, le=100)], UUID])

Me = NamedDependency[Actor]
Merger = NamedDependency[SkipValidation[MergeWorks]]
Reader = NamedDependency[SkipValidation[MergeReader]]
Reviewer = NamedDependency[SkipValidation[ReviewDuplicates]]


class Into(Struct, frozen=True, forbid_unknown_fields=True):
    """The work that stays."""

    into: MediaItemId


class Survivor(Struct, frozen=True, forbid_unknown_fields=True):
    """The one of both that stays; the better-known one when it is not named."""

    survivor_id: MediaItemId | None = None


class MergesController(Controller):
    path = MERGING
    opt = ADMIN
    tags = ("media",)

    @post("/merge", status_code=200, middleware=[REPLAYED])
    async def merge_media(
        self, actor: Me, merge_works: Merger, media_id: FromPath[UUID], data: JSONBody[Into]
    ) -> Merge:
        """Merge the work into another, with all that points at it; it redirects there for ever."""
        return await merge_works.merge(actor, MediaItemId(media_id), data.into)

    @get("/merges")
    async def list_merges(self, merge_reader: Reader, media_id: FromPath[UUID]) -> Page[Merge]:
        """What was merged into the work, or it into another, and what moved, newest first."""
        return Page(await merge_reader.merges(MediaItemId(media_id)))


class DuplicatesController(Controller):
    path = DUPLICATES
    opt = ADMIN
    tags = ("media",)

    @get()
    async def list_duplicates(
        self,
        merge_reader: Reader,
        asked_for: Annotated[State, QueryParameter(name="state")] = "open",
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[DuplicateView]]:
        """Works that may be one, surest first."""
        found = await merge_reader.duplicates(asked_for, limit + 1, CURSOR.read(cursor))
        page = page_of(found, limit, lambda last: CURSOR.written((last.confidence, last.id)))
        asked = {"state": asked_for, "limit": limit}
        return Response(page, headers=next_link(self.path, asked, page.next_cursor))

    @post("/{duplicate_id:uuid}/same", status_code=200, middleware=[REPLAYED])
    async def merge_duplicate(
        self,
        actor: Me,
        review_duplicates: Reviewer,
        duplicate_id: FromPath[UUID],
        data: JSONBody[Survivor],
    ) -> Merge:
        """They are one: merge them."""
        return await review_duplicates.same(actor, duplicate_id, data.survivor_id)

    @post("/{duplicate_id:uuid}/different", status_code=204)
    async def keep_both(self, actor: Me, review_duplicates: Reviewer, duplicate_id: FromPath[UUID]) -> None:
        """They are not one; nobody is asked again."""
        await review_duplicates.different(actor, duplicate_id)
