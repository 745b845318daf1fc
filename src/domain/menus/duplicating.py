"""A copy of a menu: the same words and works, every part with an id of its own."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from domain.kernel import MenuId, NewId
from domain.menus.model import Course, Menu, Pairing


def copied(menu: Menu, title: str | None, slug: str, now: datetime, new_id: NewId) -> Menu:
    """A first draft; without a title it takes that of the original. Nothing published goes along."""
    ids = {item.id: new_id() for item in menu.items()}
    return Menu(
        id=MenuId(new_id()),
        owner_id=menu.owner_id,
        slug=slug,
        title=menu.title if title is None else title,
        description=menu.description,
        visibility=menu.visibility,
        courses=tuple(_course(course, ids, new_id) for course in menu.courses),
        pairings=tuple(_pairing(pairing, ids, new_id()) for pairing in menu.pairings),
        created_at=now,
        updated_at=now,
    )


def _course(course: Course, ids: Mapping[UUID, UUID], new_id: NewId) -> Course:
    items = tuple(replace(item, id=ids[item.id], item_key=new_id()) for item in course.items)
    return replace(course, id=new_id(), items=items)


def _pairing(pairing: Pairing, ids: Mapping[UUID, UUID], pairing_id: UUID) -> Pairing:
    return replace(
        pairing,
        id=pairing_id,
        first_item_id=ids[pairing.first_item_id],
        second_item_id=ids[pairing.second_item_id],
    )
