"""The curator's menus under /api/v1/menus: each handler asks one use case and shows the part that changed."""

from collections.abc import Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from litestar import Controller, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, SkipValidation
from msgspec import Struct

from app.http.access import SIGNED_IN
from app.http.bodies import MENU_CONTENT
from app.http.etags import etag_of
from app.http.idempotency import REPLAYED
from app.http.menu_pages import TitleText, page_of_mine
from app.http.paging import CursorText, Limit, next_link
from domain.kernel import Actor, MenuId, Page
from domain.menus import changes
from domain.menus.balance import Balance, balance
from domain.menus.browsing import MenuOrder, Narrowing
from domain.menus.commands import (
    Arrangement,
    Content,
    MenuChange,
    NewMenu,
)
from domain.menus.readers import CuratorReader
from domain.menus.service import Curating
from domain.menus.views import CourseView, ItemView, MenuSummary, MenuView, PairingView, Status

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
        self,
        *,
        actor: Me,
        curator_reader: Reader,
        q: TitleText = "",
        status: FromQuery[Status | None] = None,
        archived: FromQuery[bool] = False,
        sort: FromQuery[MenuOrder] = "edited",
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[MenuSummary]]:
        """My menus: last saved first, by title in Polish order, or last begun first.

        Archived ones are left out, or are all that is listed.
        """
        narrowing = Narrowing(q.strip(), status, archived)
        page = await page_of_mine(curator_reader, actor, limit, cursor, sort, narrowing)
        kept = {"q": q or None, "status": status, "archived": "true" if archived else None}
        query = {**kept, "sort": None if sort == "edited" else sort, "limit": limit}
        return Response(page, headers=next_link(self.path, query, page.next_cursor))

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

    @get("/{menu_id:uuid}/balance")
    async def show_balance(self, actor: Me, curator_reader: Reader, menu_id: FromPath[UUID]) -> Balance:
        """How the working copy is mixed and how long it takes, whole and by course."""
        return balance(await curator_reader.servings(actor, MenuId(menu_id)))

    @put("/{menu_id:uuid}/content", opt={"accepts": MENU_CONTENT})
    async def replace_content(
        self, actor: Me, curating: Curator, wanted: Wanted, menu_id: FromPath[UUID], data: JSONBody[Content]
    ) -> Response[MenuContent]:
        """The whole working copy as one document; ids may be the client's own (UUIDv7)."""
        return content_shown(await curating.replace_content(actor, MenuId(menu_id), wanted, data))


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
