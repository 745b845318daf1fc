"""The curator's menus under /api/v1/menus: each handler asks one use case and shows the part that changed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from litestar import Controller, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Struct

from app.http.access import SIGNED_IN
from app.http.bodies import MENU_CONTENT
from app.http.etags import etag_of
from app.http.idempotency import REPLAYED
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.kernel import Actor, MenuId, Page
from domain.menus import changes
from domain.menus.commands import (
    Arrangement,
    Content,
    CourseChange,
    ItemChange,
    MenuChange,
    NewCourse,
    NewItem,
    NewMenu,
    NewPairing,
    PairingChange,
)
from domain.menus.ports import CuratorReader
from domain.menus.service import Curating
from domain.menus.views import CourseView, ItemView, MenuSummary, MenuView, PairingView

CURSOR = Cursor("menus", "saved", tuple[datetime, UUID])

Reader = NamedDependency[SkipValidation[CuratorReader]]
Curator = NamedDependency[SkipValidation[Curating]]
Me = NamedDependency[Actor]
Wanted = NamedDependency[int | None]
"""The version that If-Match names."""

T = TypeVar("T", MenuView, CourseView, ItemView, PairingView)


class MenuContent(Struct, frozen=True):
    """The ordered part of a menu, as it stands after a change of all of it."""

    courses: tuple[CourseView, ...]
    pairings: tuple[PairingView, ...]


class MenusController(Controller):
    path = "/api/v1/menus"
    opt = SIGNED_IN
    tags = ("menus",)

    @get()
    async def list_menus(
        self, actor: Me, curator_reader: Reader, limit: Limit = 20, cursor: CursorText = None
    ) -> Response[Page[MenuSummary]]:
        """My menus, last saved first."""
        menus = await curator_reader.menus(actor, limit + 1, CURSOR.read(cursor))
        page = page_of(menus, limit, lambda last: CURSOR.written((last.updated_at, last.id)))
        return Response(page, headers=next_link(self.path, {"limit": limit}, page.next_cursor))

    @post(middleware=[REPLAYED])
    async def create_menu(self, actor: Me, curating: Curator, data: JSONBody[NewMenu]) -> Response[MenuView]:
        """A new draft. Its slug is made from the title and never changes."""
        return shown(menu := await curating.create(actor, data), menu)

    @get("/{menu_id:uuid}")
    async def show_menu(
        self, actor: Me, curator_reader: Reader, menu_id: FromPath[UUID]
    ) -> Response[MenuView]:
        """The whole working copy: courses, works, pairings, in order."""
        return shown(menu := await curator_reader.menu(actor, MenuId(menu_id)), menu)

    @patch("/{menu_id:uuid}")
    async def change_menu(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        data: JSONBody[MenuChange],
    ) -> Response[MenuView]:
        """Title, description, visibility (merge patch)."""
        return shown(menu := await curating.change(actor, MenuId(menu_id), wanted, data), menu)

    @delete("/{menu_id:uuid}")
    async def delete_menu(
        self, actor: Me, curating: Curator, wanted: Wanted, menu_id: FromPath[UUID]
    ) -> None:
        """Delete the menu; the address of one that had been public answers 410 from now on."""
        await curating.delete(actor, MenuId(menu_id), wanted)

    @put("/{menu_id:uuid}/arrangement")
    async def arrange(
        self,
        actor: Me,
        curating: Curator,
        wanted: Wanted,
        menu_id: FromPath[UUID],
        data: JSONBody[Arrangement],
    ) -> Response[MenuContent]:
        """Another order of all courses and works, in one step."""
        change = partial(changes.arrange, wish=data)
        return content_shown(await curating.edit(actor, MenuId(menu_id), wanted, change))

    @put("/{menu_id:uuid}/content", opt={"accepts": MENU_CONTENT})
    async def replace_content(
        self, actor: Me, curating: Curator, wanted: Wanted, menu_id: FromPath[UUID], data: JSONBody[Content]
    ) -> Response[MenuContent]:
        """The whole working copy as one document; ids may be the client's own (UUIDv7)."""
        return content_shown(await curating.replace_content(actor, MenuId(menu_id), wanted, data))


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


def shown(part: T, menu: MenuView) -> Response[T]:
    """The part that changed, with the ETag that the menu has now."""
    return Response(part, headers={"etag": etag_of(menu.version)})


def content_shown(menu: MenuView) -> Response[MenuContent]:
    content = MenuContent(menu.courses, menu.pairings)
    return Response(content, headers={"etag": etag_of(menu.version)})


def removed(menu: MenuView) -> Response[None]:
    return Response(None, headers={"etag": etag_of(menu.version)})


def items_of(menu: MenuView) -> tuple[ItemView, ...]:
    return tuple(item for course in menu.courses for item in course.items)


def the(parts: Sequence[T], part_id: UUID) -> T:
    """The part with that id; it was just written, so it is there."""
    return next(part for part in parts if part.id == part_id)
