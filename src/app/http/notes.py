"""Notes on drafts: left by visits under /api/v1/shared, resolved by the curator under /api/v1/menus/{id}."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, SkipValidation
from msgspec import Struct

from app.http.access import ANONYMOUS, SIGNED_IN
from app.http.menus import Me
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from app.http.visits import Marks, visit_digest
from domain.kernel import MenuId, Page
from domain.menus.commands import NewNote, NoteChange
from domain.menus.notes import AnchorKind, NoteState, NotesWanted, NoteView
from domain.menus.reviewing import Reviewing

CURSOR = Cursor("notes", "newest", tuple[UUID])

Reviewer = NamedDependency[SkipValidation[Reviewing]]
State = Annotated[NoteState | None, QueryParameter(name="state", description="Both without.")]


class LeftNote(Struct, frozen=True):
    """A note as its guest sees it."""

    id: UUID
    anchor_kind: AnchorKind
    anchor_id: UUID
    anchor_title: str
    author_name: str
    body: str
    created_at: datetime


class NotesController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/notes"
    opt = SIGNED_IN
    tags = ("notes",)

    @get()
    async def list_notes(
        self,
        actor: Me,
        reviewing: Reviewer,
        menu_id: FromPath[UUID],
        note_state: State = None,
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[NoteView]]:
        """What guests say about the draft, newest first."""
        (before,) = CURSOR.read(cursor) or (None,)
        wanted = NotesWanted(state=note_state, before=before, limit=limit + 1)
        found = await reviewing.notes(actor, MenuId(menu_id), wanted)
        page = page_of(found, limit, lambda last: CURSOR.written((last.id,)))
        query = {"state": note_state, "limit": limit}
        return Response(page, headers=next_link(f"/api/v1/menus/{menu_id}/notes", query, page.next_cursor))

    @patch("/{note_id:uuid}")
    async def resolve_note(
        self,
        actor: Me,
        reviewing: Reviewer,
        menu_id: FromPath[UUID],
        note_id: FromPath[UUID],
        data: JSONBody[NoteChange],
    ) -> NoteView:
        """Done with, or open again."""
        return await reviewing.resolve(actor, MenuId(menu_id), note_id, is_resolved=data.is_resolved)

    @delete("/{note_id:uuid}")
    async def remove_note(
        self, actor: Me, reviewing: Reviewer, menu_id: FromPath[UUID], note_id: FromPath[UUID]
    ) -> None:
        """For good; its guest does not see it any more either."""
        await reviewing.remove(actor, MenuId(menu_id), note_id)


class GuestNotesController(Controller):
    path = "/api/v1/shared/{visit_id:uuid}/notes"
    opt = ANONYMOUS
    tags = ("notes",)

    @post()
    async def leave_note(
        self,
        request: Request[Any, Any, Any],
        tokens: Marks,
        reviewing: Reviewer,
        visit_id: FromPath[UUID],
        data: JSONBody[NewNote],
    ) -> LeftNote:
        """A note by a visit, proved by its cookie, whose link has the scope `comment`.

        At most 30 in ten minutes by a visit, and 120 an hour by a link.
        """
        note = await reviewing.leave(visit_id, visit_digest(request, tokens), data)
        return LeftNote(**{name: getattr(note, name) for name in LeftNote.__struct_fields__})

    @delete("/{note_id:uuid}")
    async def take_note_back(
        self,
        request: Request[Any, Any, Any],
        tokens: Marks,
        reviewing: Reviewer,
        visit_id: FromPath[UUID],
        note_id: FromPath[UUID],
    ) -> None:
        """A note of the same visit, for good: its curator does not see it any more either."""
        await reviewing.take_back(visit_id, visit_digest(request, tokens), note_id)
