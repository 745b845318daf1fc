"""Where a fork comes from, and how one is made: all content, new ids, the same keys."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from domain.kernel import MediaItemId, MenuId, NewId, UserId
from domain.menus.errors import WorkUnknown
from domain.menus.model import Course, CourseItem, Menu, Pairing
from domain.menus.views import CourseView, PairingView, PublicMenu


class Lineage(Struct, frozen=True):
    """The credit of a fork, and what it takes to follow its source.

    `courses` leads from ids of the fork's courses to those of the source; works have their keys for that.
    `source_edition` is the one that was forked, later the last one whose changes were settled.
    """

    menu_id: MenuId
    owner_id: UserId
    source_menu_id: MenuId | None
    source_edition: int
    source_title: str
    source_curator: str
    source_slug: str
    courses: Mapping[UUID, UUID]
    created_at: datetime


def forked(
    source: PublicMenu, menu: Menu, standing: Mapping[MediaItemId, MediaItemId], new_id: NewId
) -> tuple[Menu, Lineage]:
    """The new, empty `menu` with the content of the edition, and where that comes from.

    `standing` has, for each work of the edition, the one that stands for it now. Raises WorkUnknown.
    """
    items = {item.id: new_id() for course in source.courses for item in course.items}
    courses = tuple(_course(course, items, standing, new_id) for course in source.courses)
    full = menu.changed(
        courses=courses, pairings=tuple(_pairing(each, items, new_id) for each in source.pairings)
    )
    return full, _lineage(source, full)


def _course(
    course: CourseView,
    items: Mapping[UUID, UUID],
    standing: Mapping[MediaItemId, MediaItemId],
    new_id: NewId,
) -> Course:
    if any(item.media_item_id not in standing for item in course.items):
        raise WorkUnknown
    kept = (
        CourseItem(items[item.id], item.item_key, standing[item.media_item_id], item.annotation)
        for item in course.items
    )
    return Course(new_id(), course.title, course.intent, tuple(kept))


def _pairing(pairing: PairingView, items: Mapping[UUID, UUID], new_id: NewId) -> Pairing:
    two = items[pairing.first_item_id], items[pairing.second_item_id]
    return Pairing(new_id(), *two, pairing.relationship, pairing.narrative)


def _lineage(source: PublicMenu, menu: Menu) -> Lineage:
    curator = source.curator
    both = zip(menu.courses, source.courses, strict=True)
    return Lineage(
        menu_id=menu.id,
        owner_id=menu.owner_id,
        source_menu_id=source.id,
        source_edition=source.edition.number if source.edition else 1,
        source_title=source.title,
        source_curator=curator.display_name or curator.username,
        source_slug=source.slug,
        courses={course.id: its.id for course, its in both},
        created_at=menu.created_at,
    )
