"""The welcome: name a first menu, serve something on it, say why; or skip all of that."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import SkipValidation

from app.http.access import BY_SESSION
from app.web.answers import STUDIO, see_other
from app.web.desk import path_of
from app.web.reception import WELCOME, Reception, provide_reception
from app.web.starters import STARTERS, content_of
from domain.kernel import NotFound
from domain.menus import changes
from domain.menus.commands import ItemChange, MenuChange, NewCourse, NewItem, NewMenu
from domain.menus.errors import MenuNotFound
from domain.menus.views import MenuView

Own = NamedDependency[SkipValidation[Reception]]


class WelcomePages(Controller):
    path = WELCOME
    opt = BY_SESSION
    dependencies = {"reception": Provide(provide_reception)}  # noqa: RUF012 - Litestar's way

    @get()
    async def show(self, reception: Own) -> Response[Any]:
        """The step that somebody is at; `q` searches the catalogue at the second."""
        return await reception.show()

    @post("/menu")
    async def name_menu(self, reception: Own) -> Response[Any]:
        """A first menu; whoever comes back to this step gives it another title."""

        async def change() -> int:
            me = await reception.accounts.me(reception.actor)
            menu = await reception.menu() if me.onboarding_step else None
            if menu:
                wish = reception.form.read(MenuChange)
                await reception.curating.change(reception.actor, menu.id, None, wish)
            else:
                await reception.curating.create(reception.actor, reception.form.read(NewMenu))
            return 1

        return await reception.take(1, change)

    @post("/starter")
    async def take_starter(self, reception: Own) -> Response[Any]:
        """Lays the courses of a starter, on a menu that has none."""

        async def change() -> int:
            menu = await menu_of(reception)
            wanted = reception.form.values.get("starter")
            starter = next((each for each in STARTERS if each.name == wanted), None)
            if starter is None:
                raise NotFound("There is no such starter.")
            if not menu.courses:
                content = await content_of(
                    starter, reception.actor, reception.title_search, reception.language
                )
                await reception.curating.replace_content(reception.actor, menu.id, menu.version, content)
            return 1

        return await reception.take(2, change)

    @post("/items")
    async def add_work(self, reception: Own) -> Response[Any]:
        """Serves a work in the first course, which is laid for it when there is none."""

        async def change() -> int:
            menu = await menu_of(reception)
            course_id = menu.courses[0].id if menu.courses else None
            if course_id is None:
                first = NewCourse(reception.language.gettext("Opening"))
                _, course_id = await reception.curating.add_course(reception.actor, menu.id, None, first)
            new = reception.form.read(NewItem)
            await reception.curating.add_item(reception.actor, menu.id, None, course_id, new)
            return 1

        return await reception.take(2, change)

    @post("/served")
    async def go_on(self, reception: Own) -> Response[Any]:
        """To the last step, with works or without."""
        await reception.reach(2)
        return see_other(WELCOME)

    @post("/note")
    async def write_note(self, reception: Own) -> Response[Any]:
        """A note on one work."""

        async def change() -> int:
            menu = await menu_of(reception)
            items = {str(item.id): item.id for course in menu.courses for item in course.items}
            item_id = items.get(reception.form.values.get("item_id", ""))
            if item_id is None:
                raise NotFound("The menu has no such work.")
            wish = reception.form.read(ItemChange)
            await reception.curating.edit(
                reception.actor, menu.id, None, lambda before: changes.change_item(before, item_id, wish)
            )
            return 3

        return await reception.take(3, change)

    @post("/finish")
    async def finish(self, reception: Own) -> Response[Any]:
        """The editor, and no welcome any more."""
        menu = await reception.menu()
        await reception.end()
        return see_other(path_of(menu.id) if menu else STUDIO)

    @post("/skip")
    async def skip(self, reception: Own) -> Response[Any]:
        """The studio, and no welcome any more; a menu that was begun is there."""
        await reception.end()
        return see_other(STUDIO)


async def menu_of(reception: Reception) -> MenuView:
    """Raises MenuNotFound when it was deleted meanwhile."""
    menu = await reception.menu()
    if menu is None:
        raise MenuNotFound
    return menu
