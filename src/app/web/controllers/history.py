"""The past of a menu: looked at, compared, and gone back to."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.identity import Who
from app.http.paging import CursorText
from app.web.answers import AnyRequest, spoken
from app.web.controllers.editor import MENU, Sent
from app.web.notices import notice_of, saying
from app.web.studio.desk import path_of
from app.web.studio.history import Archive
from domain.kernel import MenuId


class HistoryPages(Controller):
    path = f"{MENU}/history"
    opt = BY_SESSION

    @get()
    async def show(
        self,
        request: AnyRequest,
        identity: Who,
        archive: NamedDependency[SkipValidation[Archive]],
        menu_id: FromPath[UUID],
        cursor: CursorText = None,
    ) -> Response[str]:
        """Revisions by day, and what changed between two states, by default since the newest edition."""
        notice = notice_of(request, spoken(request, identity))
        return await archive.show(request, identity.actor, MenuId(menu_id), cursor, notice)

    @post("/{revision:int}/restore")
    async def restore(self, sheet: Sent, revision: FromPath[int]) -> Response[Any]:
        """What stood until now is kept first."""

        async def change() -> str:
            await sheet.curating.restore(sheet.actor, sheet.menu_id, sheet.form.version, revision)
            return saying(f"{path_of(sheet.menu_id)}/history", "restored")

        return await sheet.take(change)
