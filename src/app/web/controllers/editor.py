"""The editor: one menu, its title and its courses, each with the forms that change it."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.identity import Who
from app.web.answers import STUDIO, AnyRequest, spoken
from app.web.notices import notice_of, saying
from app.web.studio import moves, present
from app.web.studio.desk import Desk, Shown
from app.web.studio.sheet import Sheet
from domain.kernel import MenuId
from domain.menus import changes
from domain.menus.commands import CourseChange, MenuChange, NewCourse

Sent = NamedDependency[SkipValidation[Sheet]]
"""The form of the editor that the request carries."""

MENU = "/studio/menus/{menu_id:uuid}"


class EditorPages(Controller):
    path = MENU
    opt = BY_SESSION

    @get()
    async def show(
        self,
        request: AnyRequest,
        identity: Who,
        desk: NamedDependency[SkipValidation[Desk]],
        menu_id: FromPath[UUID],
    ) -> Response[str]:
        """The whole working copy; `q` searches the catalogue beside it."""
        notice = notice_of(request, spoken(request, identity))
        wishes = {name: request.query_params.get(name, "") for name in ("q", "media_type", "course_id")}
        return await desk.show(request, identity.actor, MenuId(menu_id), Shown(notice=notice, wishes=wishes))

    @post()
    async def change_menu(self, sheet: Sent) -> Response[Any]:
        """Title and description."""

        async def change() -> str:
            wish = sheet.form.read(MenuChange)
            await sheet.curating.change(sheet.actor, sheet.menu_id, sheet.form.version, wish)
            return "#menu"

        return await sheet.take(change, "menu", present.of_menu)

    @post("/delete")
    async def delete_menu(self, sheet: Sent) -> Response[Any]:
        """For good; there is nothing to come back to."""

        async def change() -> str:
            await sheet.curating.delete(sheet.actor, sheet.menu_id, sheet.form.version)
            return saying(STUDIO, "deleted")

        return await sheet.take(change)


class CoursePages(Controller):
    path = f"{MENU}/courses"
    opt = BY_SESSION

    @post()
    async def add_course(self, sheet: Sent) -> Response[Any]:
        """A new course at the end; what is found next is added to it."""

        async def change() -> str:
            wish = sheet.form.read(NewCourse)
            _, course_id = await sheet.curating.add_course(
                sheet.actor, sheet.menu_id, sheet.form.version, wish
            )
            return f"?{urlencode({'course_id': course_id})}#course-{course_id}"

        return await sheet.take(change, "course-new")

    @post("/{course_id:uuid}")
    async def change_course(self, sheet: Sent, course_id: FromPath[UUID]) -> Response[Any]:
        """Title and intent."""
        return await sheet.edit(
            lambda: partial(changes.change_course, course_id=course_id, wish=sheet.form.read(CourseChange)),
            f"#course-{course_id}",
            f"course-{course_id}",
            partial(present.of_course, course_id=course_id),
        )

    @post("/{course_id:uuid}/move")
    async def move_course(self, sheet: Sent, course_id: FromPath[UUID]) -> Response[Any]:
        """One step up or down."""
        return await sheet.edit(
            lambda: partial(moves.move_course, course_id=course_id, step=sheet.form.read(moves.Step)),
            f"#course-{course_id}",
        )

    @post("/{course_id:uuid}/delete")
    async def remove_course(self, sheet: Sent, course_id: FromPath[UUID]) -> Response[Any]:
        """With its works and their pairings."""
        return await sheet.edit(lambda: partial(changes.remove_course, course_id=course_id), "#new-course")
