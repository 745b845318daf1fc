"""What guests say about a draft, for its curator: read at its place, resolved, opened again, removed."""

from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.identity import Who
from app.http.menus import Me, Reader
from app.http.notes import Reviewer
from app.web.answers import AnyRequest, page, see_other, spoken
from app.web.controllers.editor import MENU
from app.web.notices import notice_of, saying
from app.web.pages import Viewer
from app.web.studio.desk import path_of
from app.web.studio.notes import notebook
from domain.accounts.service import AccountService
from domain.kernel import MenuId
from domain.menus.errors import NoteNotFound
from domain.menus.notes import NotesWanted

NOTE: Final = "/{note_id:uuid}"


class NotesPages(Controller):
    path = f"{MENU}/notes"
    opt = BY_SESSION

    @get()
    async def show(
        self,
        request: AnyRequest,
        identity: Who,
        accounts: NamedDependency[SkipValidation[AccountService]],
        curator_reader: Reader,
        reviewing: Reviewer,
        menu_id: FromPath[UUID],
    ) -> Response[str]:
        """Open ones in the order of the menu, then those about what is gone, then resolved ones."""
        menu = await curator_reader.menu(identity.actor, MenuId(menu_id))
        notes = await reviewing.notes(identity.actor, menu.id, NotesWanted())
        me = await accounts.me(identity.actor)
        return await page(
            request,
            "notes.html",
            viewer=Viewer(me.username, me.display_name, me.time_zone, me.role),
            menu=menu,
            book=notebook(menu, notes),
            notice=notice_of(request, spoken(request, identity)),
        )

    @post(f"{NOTE}/resolve")
    async def resolve(
        self, actor: Me, reviewing: Reviewer, menu_id: FromPath[UUID], note_id: FromPath[UUID]
    ) -> Response[Any]:
        """Done with."""
        with suppress(NoteNotFound):
            await reviewing.resolve(actor, MenuId(menu_id), note_id, is_resolved=True)
        return see_other(saying(f"{path_of(menu_id)}/notes", "note-resolved"))

    @post(f"{NOTE}/reopen")
    async def reopen(
        self, actor: Me, reviewing: Reviewer, menu_id: FromPath[UUID], note_id: FromPath[UUID]
    ) -> Response[Any]:
        """Not done with after all."""
        with suppress(NoteNotFound):
            await reviewing.resolve(actor, MenuId(menu_id), note_id, is_resolved=False)
        return see_other(saying(f"{path_of(menu_id)}/notes", "note-reopened"))

    @post(f"{NOTE}/delete")
    async def remove(
        self, actor: Me, reviewing: Reviewer, menu_id: FromPath[UUID], note_id: FromPath[UUID]
    ) -> Response[Any]:
        """For good; asking twice is fine."""
        with suppress(NoteNotFound):
            await reviewing.remove(actor, MenuId(menu_id), note_id)
        return see_other(saying(f"{path_of(menu_id)}/notes", "note-removed"))
