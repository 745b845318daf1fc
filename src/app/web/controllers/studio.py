"""The studio: a curator's own menus, found, sorted and put away; and a new one."""

from collections.abc import Awaitable
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.web.answers import STUDIO, see_other
from app.web.notices import notice_of
from app.web.studio.desk import path_of
from app.web.studio.menus import MyMenusRoom, provide_my_menus
from app.web.studio.wanted import wanted_in
from domain.kernel import Conflict, Invalid, MenuId
from domain.menus import words
from domain.menus.commands import Duplicate, NewMenu

Own = NamedDependency[SkipValidation[MyMenusRoom]]
ONE = "/menus/{menu_id:uuid}"


class StudioPages(Controller):
    path = STUDIO
    opt = BY_SESSION
    dependencies = {"room": Provide(provide_my_menus)}  # noqa: RUF012 - Litestar's way

    @get()
    async def list_menus(self, room: Own) -> Response[str]:
        """My menus, last saved first unless another order is asked for."""
        query = room.request.query_params
        notice = notice_of(room.request, room.language)
        moved = query.get("menu", "") if query.get("done") in {"archived", "unarchived"} else ""
        return await room.show(wanted_in(query), query.get("cursor"), notice=notice, moved=moved)

    @post("/menus")
    async def create_menu(self, room: Own) -> Response[Any]:
        """A new draft, and its editor."""
        try:
            menu = await room.curating.create(room.actor, room.form.read(NewMenu))
        except (Invalid, Conflict) as refusal:
            state = room.form.refused("menu-new", refusal, room.language)
            return await room.show(wanted_in({}), None, form=state, status=status_of(refusal))
        return see_other(path_of(menu.id))

    @post(f"{ONE}/duplicate")
    async def duplicate_menu(self, room: Own, menu_id: FromPath[UUID]) -> Response[Any]:
        """A new draft with the same content, which says in its title that it is a copy."""
        original = await room.curator_reader.menu(room.actor, MenuId(menu_id))
        wish = Duplicate(copys_title(original.title, room.language.gettext("%(title)s (copy)")))
        copy = await room.curating.duplicate(room.actor, MenuId(menu_id), wish)
        return see_other(f"{STUDIO}?done=duplicated#menu-{copy.id}")

    @post(f"{ONE}/archive")
    async def archive_menu(self, room: Own, menu_id: FromPath[UUID]) -> Response[Any]:
        """Out of the list, which stays as it was asked for."""
        return await moved(room, room.curating.archive(room.actor, MenuId(menu_id)), "archived", menu_id)

    @post(f"{ONE}/unarchive")
    async def unarchive_menu(self, room: Own, menu_id: FromPath[UUID]) -> Response[Any]:
        """Back among the others."""
        back = room.curating.unarchive(room.actor, MenuId(menu_id))
        return await moved(room, back, "unarchived", menu_id)


async def moved(room: MyMenusRoom, move: Awaitable[None], done: str, menu_id: UUID) -> Response[Any]:
    """Moves a menu, and looks at the list that the form stood on. Raises MenuNotFound."""
    await move
    return see_other(wanted_in(room.form.values).path(done=done, menu=str(menu_id)) + "#notice")


def copys_title(title: str, pattern: str) -> str:
    """The title with the word that it is a copy; a long one is cut, so that the word fits."""
    room = words.TITLE - len(pattern % {"title": ""})
    return pattern % {"title": title if len(title) <= room else title[: room - 1] + "…"}
