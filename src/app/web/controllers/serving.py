"""Works on a menu and what happens between them: found and added, noted, moved, paired."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from msgspec import Struct

from app.http.access import BY_SESSION
from app.web.controllers.editor import MENU, Sent
from app.web.studio import moves, present
from app.web.studio.sheet import Sheet
from domain.catalog.commands import NewWork
from domain.catalog.service import Cataloguing
from domain.kernel import Stale
from domain.menus import changes
from domain.menus.commands import ItemChange, NewItem, NewPairing, PairingChange
from domain.menus.service import Change


class Course(Struct, frozen=True):
    """Where a work is to go."""

    course_id: UUID


class ItemPages(Controller):
    path = f"{MENU}/items"
    opt = BY_SESSION

    @post()
    async def add_item(self, sheet: Sent) -> Response[Any]:
        """A work that was found; the search stays as it was, for the next one."""

        async def change() -> str:
            return await added(sheet, sheet.form.read(NewItem))

        return await sheet.take(change)

    @post("/new")
    async def add_by_hand(
        self, sheet: Sent, cataloguing: NamedDependency[SkipValidation[Cataloguing]]
    ) -> Response[Any]:
        """A work that the catalogue does not have: kept as the curator's own, and added."""

        async def change() -> str:
            work, course = new_work(sheet), sheet.form.read(Course)
            menu = await sheet.desk.curator_reader.menu(sheet.actor, sheet.menu_id)
            if menu.version != sheet.form.version:  # so that no work is kept for a menu that has moved on
                raise Stale(menu.version)
            present.the_course(menu, course.course_id)
            work_id = await cataloguing.add(sheet.actor, work)
            return await added(sheet, NewItem(work_id))

        return await sheet.take(change, "by-hand")

    @post("/{item_id:uuid}")
    async def change_note(self, sheet: Sent, item_id: FromPath[UUID]) -> Response[Any]:
        """Why it is on the menu."""
        return await sheet.edit(
            lambda: partial(changes.change_item, item_id=item_id, wish=sheet.form.read(ItemChange)),
            f"#item-{item_id}",
            f"item-{item_id}",
            partial(present.of_item, item_id=item_id),
        )

    @post("/{item_id:uuid}/move")
    async def move_item(self, sheet: Sent, item_id: FromPath[UUID]) -> Response[Any]:
        """One step up or down in its course, or to the end of another one."""

        def wish() -> Change:
            if "course_id" in sheet.form.values:
                target = sheet.form.read(Course).course_id
                return partial(changes.change_item, item_id=item_id, wish=ItemChange(course_id=target))
            return partial(moves.move_item, item_id=item_id, step=sheet.form.read(moves.Step))

        return await sheet.edit(wish, f"#item-{item_id}")

    @post("/{item_id:uuid}/delete")
    async def remove_item(self, sheet: Sent, item_id: FromPath[UUID]) -> Response[Any]:
        """With the pairings it was in."""
        return await sheet.edit(lambda: partial(changes.remove_item, item_id=item_id), "#menu")


class PairingPages(Controller):
    path = f"{MENU}/pairings"
    opt = BY_SESSION

    @post()
    async def add_pairing(self, sheet: Sent) -> Response[Any]:
        """Two works, a word for what they are to each other, and a narrative."""

        async def change() -> str:
            wish = sheet.form.read(NewPairing)
            _, pairing_id = await sheet.curating.add_pairing(
                sheet.actor, sheet.menu_id, sheet.form.version, wish
            )
            return f"#pairing-{pairing_id}"

        return await sheet.take(change, "pairing-new")

    @post("/{pairing_id:uuid}")
    async def change_pairing(self, sheet: Sent, pairing_id: FromPath[UUID]) -> Response[Any]:
        """The word and the narrative."""
        return await sheet.edit(
            lambda: partial(
                changes.change_pairing, pairing_id=pairing_id, wish=sheet.form.read(PairingChange)
            ),
            f"#pairing-{pairing_id}",
            f"pairing-{pairing_id}",
            partial(present.of_pairing, pairing_id=pairing_id),
        )

    @post("/{pairing_id:uuid}/move")
    async def move_pairing(self, sheet: Sent, pairing_id: FromPath[UUID]) -> Response[Any]:
        """One step up or down."""
        return await sheet.edit(
            lambda: partial(moves.move_pairing, pairing_id=pairing_id, step=sheet.form.read(moves.Step)),
            f"#pairing-{pairing_id}",
        )

    @post("/{pairing_id:uuid}/delete")
    async def remove_pairing(self, sheet: Sent, pairing_id: FromPath[UUID]) -> Response[Any]:
        """The works stay."""
        return await sheet.edit(lambda: partial(changes.remove_pairing, pairing_id=pairing_id), "#pairings")


async def added(sheet: Sheet, item: NewItem) -> str:
    """Puts the work at the end of the chosen course; gives the field where the next one is looked for."""
    course_id = sheet.form.read(Course).course_id
    await sheet.curating.add_item(sheet.actor, sheet.menu_id, sheet.form.version, course_id, item)
    kept = {"course_id": course_id, **sheet.search}
    return f"?{urlencode(kept)}#q"


def new_work(sheet: Sheet) -> NewWork:
    """The form of a work; names stand with commas between them, and a year may be left out."""
    values = sheet.form.values
    creators = tuple(name.strip() for name in values.get("creators", "").split(",") if name.strip())
    return sheet.form.read(
        NewWork, creators=creators, release_year=values.get("release_year", "").strip() or None
    )
