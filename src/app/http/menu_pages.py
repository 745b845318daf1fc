"""Pages of a curator's list of menus, in every order: what the API and the studio turn by cursor."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from litestar.params import QueryParameter

from app.http.paging import Cursor, page_of
from domain.kernel import Actor, Page
from domain.menus.browsing import MenuOrder, Narrowing
from domain.menus.readers import CuratorReader
from domain.menus.views import MenuSummary

LONGEST_SEARCH: Final = 200
SORTED_BY: Final = 100
"""Characters of a title that count in its order, and that a cursor holds."""

CURSORS: Final[dict[MenuOrder, Cursor[Any]]] = {
    "edited": Cursor("menus", "saved", tuple[datetime, UUID]),
    "newest": Cursor("menus", "newest", tuple[datetime, UUID]),
    "title": Cursor("menus", "title", tuple[str, UUID]),
}

TitleText = Annotated[str, QueryParameter(max_length=LONGEST_SEARCH, description="A part of the title.")]


async def page_of_mine(
    reader: CuratorReader,
    actor: Actor,
    limit: int,
    cursor: str | None,
    order: MenuOrder,
    narrowing: Narrowing,
) -> Page[MenuSummary]:
    """One page of my menus. Raises CursorInvalid."""
    cursors = CURSORS[order]
    found = await reader.menus(actor, limit + 1, cursors.read(cursor), order, narrowing)
    return page_of(found, limit, lambda last: cursors.written(place_of(last, order)))


def place_of(menu: MenuSummary, order: MenuOrder) -> tuple[datetime | str, UUID]:
    """Where the menu stands in that order."""
    if order == "title":
        return menu.title[:SORTED_BY], menu.id
    return (menu.created_at if order == "newest" else menu.updated_at), menu.id
