"""Courses, works and pairings of a menu: each change answers with the part and the ETag of the menu."""

from functools import partial
from uuid import UUID

from litestar import Controller, Response, delete, patch, post
from litestar.params import FromPath, JSONBody

from app.http.access import SIGNED_IN
from app.http.idempotency import REPLAYED
from app.http.menus import Curator, Me, Wanted, items_of, removed, shown, the
from domain.kernel import MenuId
from domain.menus import changes
from domain.menus.commands import CourseChange, ItemChange, NewCourse, NewItem, NewPairing, PairingChange
from domain.menus.views import CourseView, ItemView, PairingView


class CoursesController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/courses"
    opt = SIGNED_IN
    tags = ("menus",)

    @post(middleware=[REPLAYED])
    async def add_course(
        self, actor: Me, curating: Curator, wanted: Wanted, menu_id: FromPath[UUID], data: JSONBody[NewCourse]
    ) -> Response[CourseView]:
        """A new course, at the end unless `position` says where."""
        menu, course_id = await curating.add_course(actor, MenuId(menu_id), wanted, data)
        return shown(the(menu.courses, course_id), menu)

    @patch("/{course_id:uuid}")
    async def change_course(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        course_id: FromPath[UUID],
        data: JSONBody[CourseChange],
    ) -> Response[CourseView]:
        """Title, intent, place (merge patch)."""
        change = partial(changes.change_course, course_id=course_id, wish=data)
        menu = await curating.edit(actor, MenuId(menu_id), wanted, change)
        return shown(the(menu.courses, course_id), menu)

    @delete("/{course_id:uuid}", status_code=204)
    async def remove_course(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        course_id: FromPath[UUID],
    ) -> Response[None]:
        """Takes its works and their pairings with it."""
        change = partial(changes.remove_course, course_id=course_id)
        return removed(await curating.edit(actor, MenuId(menu_id), wanted, change))

    @post("/{course_id:uuid}/items", middleware=[REPLAYED])
    async def add_item(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        course_id: FromPath[UUID],
        data: JSONBody[NewItem],
    ) -> Response[ItemView]:
        """Serve a work in this course, at the end unless `position` says where."""
        menu, item_id = await curating.add_item(actor, MenuId(menu_id), wanted, course_id, data)
        return shown(the(items_of(menu), item_id), menu)


class ItemsController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/items/{item_id:uuid}"
    opt = SIGNED_IN
    tags = ("menus",)

    @patch()
    async def change_item(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        item_id: FromPath[UUID],
        data: JSONBody[ItemChange],
    ) -> Response[ItemView]:
        """Annotate a work, or move it: within its course, or to another (merge patch)."""
        change = partial(changes.change_item, item_id=item_id, wish=data)
        menu = await curating.edit(actor, MenuId(menu_id), wanted, change)
        return shown(the(items_of(menu), item_id), menu)

    @delete(status_code=204)
    async def remove_item(
        self, actor: Me, curating: Curator, wanted: Wanted, menu_id: FromPath[UUID], item_id: FromPath[UUID]
    ) -> Response[None]:
        """Takes the pairings it was in with it."""
        change = partial(changes.remove_item, item_id=item_id)
        return removed(await curating.edit(actor, MenuId(menu_id), wanted, change))


class PairingsController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/pairings"
    opt = SIGNED_IN
    tags = ("menus",)

    @post(middleware=[REPLAYED])
    async def add_pairing(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        data: JSONBody[NewPairing],
    ) -> Response[PairingView]:
        """Say why two works of the menu belong together."""
        menu, pairing_id = await curating.add_pairing(actor, MenuId(menu_id), wanted, data)
        return shown(the(menu.pairings, pairing_id), menu)

    @patch("/{pairing_id:uuid}")
    async def change_pairing(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        pairing_id: FromPath[UUID],
        data: JSONBody[PairingChange],
    ) -> Response[PairingView]:
        """Relationship, narrative, place (merge patch)."""
        change = partial(changes.change_pairing, pairing_id=pairing_id, wish=data)
        menu = await curating.edit(actor, MenuId(menu_id), wanted, change)
        return shown(the(menu.pairings, pairing_id), menu)

    @delete("/{pairing_id:uuid}", status_code=204)
    async def remove_pairing(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        pairing_id: FromPath[UUID],
    ) -> Response[None]:
        """The works stay."""
        change = partial(changes.remove_pairing, pairing_id=pairing_id)
        return removed(await curating.edit(actor, MenuId(menu_id), wanted, change))
