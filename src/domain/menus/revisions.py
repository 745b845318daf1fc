"""The history of a working copy: which of its states are kept, and what is told of them."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec import Struct

from domain.kernel import MenuId, UserId
from domain.menus.commands import Content, ContentCourse, ContentItem, ContentPairing
from domain.menus.differences import Tally
from domain.menus.model import Course, Menu, Pairing
from domain.menus.views import CourseView, PairingView

PAUSE: Final = timedelta(minutes=10)
"""Between two revisions, so that whoever types does not fill the history; each pause has one at its end."""
MUCH: Final = 3
"""Works, notes and pairings that are lost in one change before what stood there is kept at any rate."""
MOST_REVISIONS: Final = 500


class Snapshot(Struct, frozen=True):
    """What a revision keeps of a menu: its words, and its works by their ids."""

    title: str
    description: str | None
    courses: tuple[Course, ...]
    pairings: tuple[Pairing, ...]


class Revision(Struct, frozen=True):
    """The menu at one of its versions. `summary` is what was done since the revision before it."""

    menu_id: MenuId
    owner_id: UserId
    version: int
    document: Snapshot
    summary: Tally
    made_at: datetime
    kept_at: datetime


class RevisionMark(Struct, frozen=True):
    """Which state was kept, and when that was."""

    version: int
    kept_at: datetime


class RevisionSummary(Struct, frozen=True):
    """A line of a menu's history: when the state was saved, and what was done since the line before."""

    version: int
    made_at: datetime
    summary: Tally


class RevisionView(Struct, frozen=True):
    """A menu as it was, with its works as the catalogue has them today."""

    version: int
    made_at: datetime
    summary: Tally
    title: str
    description: str | None
    courses: tuple[CourseView, ...]
    pairings: tuple[PairingView, ...]


def revision_of(menu: Menu, summary: Tally, now: datetime) -> Revision:
    document = Snapshot(menu.title, menu.description, menu.courses, menu.pairings)
    return Revision(menu.id, menu.owner_id, menu.version, document, summary, menu.updated_at, now)


def is_due(menu: Menu, newest: RevisionMark | None, now: datetime) -> bool:
    """Whether so much time has passed that the state before a change is worth keeping."""
    return now - (newest.kept_at if newest else menu.created_at) >= PAUSE


def loses_much(before: Menu, after: Menu) -> bool:
    """Whether a change takes away so much that it may have been a slip."""
    return len(_worth(before) - _worth(after)) >= MUCH


def content_of(revision: RevisionView) -> Content:
    """The revision as a document that can take the place of the working copy's."""
    return Content(
        tuple(
            ContentCourse(
                course.id,
                course.title,
                course.intent,
                tuple(
                    ContentItem(item.id, item.media_item_id, item.item_key, item.annotation)
                    for item in course.items
                ),
            )
            for course in revision.courses
        ),
        tuple(
            ContentPairing(
                each.id, each.first_item_id, each.second_item_id, each.relationship, each.narrative
            )
            for each in revision.pairings
        ),
    )


def _worth(menu: Menu) -> set[tuple[str, UUID]]:
    """Everything on the menu that somebody would miss."""
    return {
        *(("work", item.id) for item in menu.items()),
        *(("note", item.id) for item in menu.items() if item.annotation),
        *(("pairing", pairing.id) for pairing in menu.pairings),
    }
