"""The queue of works that may be one, and merging two works by hand: for administrators."""

import re
from typing import Any, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from msgspec import Struct

from app.http.access import ADMIN
from app.http.catalog import Reader as Works
from app.http.duplicates import CURSOR, Me, Merger, Reader, Reviewer
from app.http.errors import status_of
from app.http.identity import identities
from app.http.paging import page_of
from app.web.answers import AnyRequest, page, see_other, spoken, when_again
from app.web.forms import FormState
from app.web.notices import notice_of, saying
from app.web.refusals import field_errors
from app.web.sent import sent_form
from domain.catalog.errors import WorkMerged, WorkNotFound
from domain.catalog.ports import WorkReader
from domain.catalog.reviewing import MergeReader, State
from domain.catalog.views import MediaView
from domain.kernel import Actor, Busy, Conflict, DomainError, Invalid, MediaItemId, NotFound

DUPLICATES: Final = "/admin/duplicates"
SHOWN: Final = 10
STATES: Final[dict[str, State]] = {"open": "open", "same": "same", "different": "different"}
AN_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
REFUSED: Final = (Invalid, Conflict, NotFound, Busy)


class Chosen(Struct, frozen=True):
    """The work that stays."""

    survivor_id: MediaItemId | None = None


class Pair(Struct, frozen=True):
    """Two works, and the one of them that stays."""

    work: MediaItemId
    other: MediaItemId
    survivor_id: MediaItemId


class DuplicatePages(Controller):
    path = DUPLICATES
    opt = ADMIN

    @get()
    async def show(self, request: AnyRequest, merge_reader: Reader) -> Response[str]:
        """Questions of one state, page by page."""
        return await questions(request, merge_reader)

    @post("/{duplicate_id:uuid}/same")
    async def merge(
        self,
        request: AnyRequest,
        actor: Me,
        merge_reader: Reader,
        review_duplicates: Reviewer,
        duplicate_id: FromPath[UUID],
    ) -> Response[Any]:
        """They are one."""
        try:
            chosen = (await sent_form(request)).read(Chosen)
            await review_duplicates.same(actor, duplicate_id, chosen.survivor_id)
        except REFUSED as refusal:
            return await questions(request, merge_reader, refusal)
        return see_other(saying(DUPLICATES, "merged"))

    @post("/{duplicate_id:uuid}/different")
    async def keep_apart(
        self,
        request: AnyRequest,
        actor: Me,
        merge_reader: Reader,
        review_duplicates: Reviewer,
        duplicate_id: FromPath[UUID],
    ) -> Response[Any]:
        """They are not."""
        try:
            await review_duplicates.different(actor, duplicate_id)
        except REFUSED as refusal:
            return await questions(request, merge_reader, refusal)
        return see_other(saying(DUPLICATES, "kept-apart"))


class MergePages(Controller):
    path = "/admin/merge"
    opt = ADMIN

    @get()
    async def show(self, request: AnyRequest, actor: Me, work_reader: Works) -> Response[Any]:
        """Both works of the address, before they are merged: `work` by id, `into` by id or address."""
        asked = request.query_params
        first, second = (an_id(asked.get(name, "")) for name in ("work", "into"))
        return await comparison(request, actor, work_reader, first, second)

    @post()
    async def merge(
        self, request: AnyRequest, actor: Me, work_reader: Works, merge_works: Merger
    ) -> Response[Any]:
        """The one that was not chosen goes into the one that was."""
        pair = (await sent_form(request)).read(Pair)
        loser = pair.other if pair.survivor_id == pair.work else pair.work
        try:
            merge = await merge_works.merge(actor, loser, pair.survivor_id)
        except REFUSED as refusal:
            return await comparison(request, actor, work_reader, pair.work, pair.other, refusal)
        return see_other(f"/media/{merge.survivor_id}")


async def questions(
    request: AnyRequest, reader: MergeReader, refusal: DomainError | None = None
) -> Response[str]:
    """The queue, with what stands against an answer on top."""
    asked_for = STATES.get(request.query_params.get("state", ""), "open")
    after = CURSOR.read(request.query_params.get("cursor"))
    found = await reader.duplicates(asked_for, SHOWN + 1, after)
    shown = page_of(found, SHOWN, lambda last: CURSOR.written((last.confidence, last.id)))
    return await told(
        request,
        "admin/duplicates.html",
        refusal,
        form_name="duplicate",
        here=DUPLICATES,
        asked_for=asked_for,
        questions=shown.items,
        next_cursor=shown.next_cursor,
    )


async def comparison(
    request: AnyRequest,
    actor: Actor,
    works: WorkReader,
    first_id: MediaItemId,
    second_id: MediaItemId,
    refusal: DomainError | None = None,
) -> Response[Any]:
    """Both works side by side. Raises WorkNotFound."""
    first, second = await standing(works, actor, first_id), await standing(works, actor, second_id)
    chosen = first if first.popularity > second.popularity else second
    return await told(
        request,
        "admin/merge.html",
        refusal,
        form_name="merge",
        first=first,
        second=second,
        chosen=chosen.id,
    )


async def told(
    request: AnyRequest, template: str, refusal: DomainError | None, *, form_name: str, **context: Any
) -> Response[str]:
    language = spoken(request, await identities(request).of(request))
    if refusal is None:
        return await page(request, template, notice=notice_of(request, language), **context)
    form = FormState(form_name, {}, field_errors(refusal, frozenset(), language))
    shown = await page(request, template, status=status_of(refusal), form=form, **context)
    return when_again(shown, refusal)


async def standing(works: WorkReader, actor: Actor, work_id: MediaItemId) -> MediaView:
    """The work, or the one that stands for it."""
    try:
        return await works.work(actor, work_id)
    except WorkMerged as merged:
        return await works.work(actor, merged.survivor)


def an_id(text: str) -> MediaItemId:
    """The id in an address such as /media/ID, or alone. Raises WorkNotFound."""
    found = AN_ID.search(text)
    if found is None:
        raise WorkNotFound
    return MediaItemId(UUID(found[0]))
