"""The welcome: name a first menu, serve something on it, say why; or skip all of that."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import SkipValidation

from app.http.access import BY_SESSION
from app.web.answers import STUDIO, see_other
from app.web.studio.desk import path_of
from app.web.studio.starters import STARTERS, content_of
from app.web.studio.welcome import WELCOME, WelcomeRoom, provide_welcome
from domain.kernel import NotFound
from domain.menus import changes
from domain.menus.commands import ItemChange, MenuChange, NewCourse, NewItem, NewMenu
from domain.menus.errors import MenuNotFound
from domain.menus.views import MenuView

Own = NamedDependency[SkipValidation[WelcomeRoom]]


class WelcomePages(Controller):
    path = WELCOME
    opt = BY_SESSION
    dependencies = {"room": Provide(provide_welcome)}  # noqa: RUF012 - Litestar's way

    @get()
    async def show(self, room: Own) -> Response[Any]:
        """The step that somebody is at; `q` searches the catalogue at the second."""
        return await room.show()

    @post("/menu")
    async def name_menu(self, room: Own) -> Response[Any]:
        """A first menu; whoever comes back to this step gives it another title."""

        async def change() -> int:
            me = await room.accounts.me(room.actor)
            menu = await room.menu() if me.onboarding_step else None
            if menu:
                wish = room.form.read(MenuChange)
                await room.curating.change(room.actor, menu.id, None, wish)
            else:
                await room.curating.create(room.actor, room.form.read(NewMenu))
            return 1

        return await room.take(1, change)

    @post("/starter")
    async def take_starter(self, room: Own) -> Response[Any]:
        """Lays the courses of a starter, on a menu that has none."""

        async def change() -> int:
            menu = await menu_of(room)
            wanted = room.form.values.get("starter")
            starter = next((each for each in STARTERS if each.name == wanted), None)
            if starter is None:
                raise NotFound("There is no such starter.")
            if not menu.courses:
                content = await content_of(starter, room.actor, room.title_search, room.language)
                await room.curating.replace_content(room.actor, menu.id, menu.version, content)
            return 1

        return await room.take(2, change)

    @post("/items")
    async def add_work(self, room: Own) -> Response[Any]:
        """Serves a work in the first course, which is laid for it when there is none."""

        async def change() -> int:
            menu = await menu_of(room)
            course_id = menu.courses[0].id if menu.courses else None
            if course_id is None:
                first = NewCourse(room.language.gettext("Opening"))
                _, course_id = await room.curating.add_course(room.actor, menu.id, None, first)
            new = room.form.read(NewItem)
            await room.curating.add_item(room.actor, menu.id, None, course_id, new)
            return 1

        return await room.take(2, change)

    @post("/served")
    async def go_on(self, room: Own) -> Response[Any]:
        """To the last step, with works or without."""
        await room.reach(2)
        return see_other(WELCOME)

    @post("/note")
    async def write_note(self, room: Own) -> Response[Any]:
        """A note on one work."""

        async def change() -> int:
            menu = await menu_of(room)
            items = {str(item.id): item.id for course in menu.courses for item in course.items}
            item_id = items.get(room.form.values.get("item_id", ""))
            if item_id is None:
                raise NotFound("The menu has no such work.")
            wish = room.form.read(ItemChange)
            await room.curating.edit(
                room.actor, menu.id, None, lambda before: changes.change_item(before, item_id, wish)
            )
            return 3

        return await room.take(3, change)

    @post("/finish")
    async def finish(self, room: Own) -> Response[Any]:
        """The editor, and no welcome any more."""
        menu = await room.menu()
        await room.end()
        return see_other(path_of(menu.id) if menu else STUDIO)

    @post("/skip")
    async def skip(self, room: Own) -> Response[Any]:
        """The studio, and no welcome any more; a menu that was begun is there."""
        await room.end()
        return see_other(STUDIO)


async def menu_of(room: WelcomeRoom) -> MenuView:
    """Raises MenuNotFound when it was deleted meanwhile."""
    menu = await room.menu()
    if menu is None:
        raise MenuNotFound
    return menu
