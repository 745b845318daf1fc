"""A menu: courses in order, works with notes, and pairings; every change gives the next menu.

Order is the order of the tuples. What may not be cannot be built: the rules stand in `__post_init__`,
which also runs on `replace` and on decoding.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from domain.kernel import MediaItemId, MenuId, Problem, UserId
from domain.menus import words
from domain.menus.errors import AlreadyPaired, IdTaken, PairingInvalid, TooMany
from domain.menus.views import Status, TakeDown, Visibility

MOST_COURSES = 60
MOST_ITEMS = 600
MOST_PAIRINGS = 600


class CourseItem(Struct, frozen=True):
    """A work in a course. `item_key` names the place through editions and forks."""

    id: UUID
    item_key: UUID
    media_item_id: MediaItemId
    annotation: str | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "annotation", words.optional(self.annotation, words.ANNOTATION, "/annotation"))


class Course(Struct, frozen=True):
    """One part of a menu, with what it is for."""

    id: UUID
    title: str
    intent: str | None = None
    items: tuple[CourseItem, ...] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "title", words.required(self.title, words.TITLE, "/title"))
        force_setattr(self, "intent", words.optional(self.intent, words.INTENT, "/intent"))


class Pairing(Struct, frozen=True):
    """Why two works of a menu belong together."""

    id: UUID
    first_item_id: UUID
    second_item_id: UUID
    relationship: str
    narrative: str = ""

    def __post_init__(self) -> None:
        if self.first_item_id == self.second_item_id:
            at = Problem("/second_item_id", "same-work", "Choose another work.")
            raise PairingInvalid("A pairing joins two different works.", at)
        force_setattr(
            self, "relationship", words.required(self.relationship, words.RELATIONSHIP, "/relationship")
        )
        force_setattr(self, "narrative", words.optional(self.narrative, words.NARRATIVE, "/narrative") or "")

    @property
    def two_works(self) -> frozenset[UUID]:
        return frozenset((self.first_item_id, self.second_item_id))

    def refuse_strangers(self, known: Collection[UUID]) -> None:
        """Raises PairingInvalid when one of the two is not among the works of the menu."""
        places = {"/first_item_id": self.first_item_id, "/second_item_id": self.second_item_id}
        strangers = [
            Problem(pointer, "work-not-on-menu", "Both works have to be on this menu.")
            for pointer, work in places.items()
            if work not in known
        ]
        if strangers:
            raise PairingInvalid("A pairing joins two works of the same menu.", *strangers)


class Menu(Struct, frozen=True):
    """The curator's working copy, whole."""

    id: MenuId
    owner_id: UserId
    slug: str
    title: str
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    status: Status = "draft"
    visibility: Visibility = "public"
    version: int = 1
    courses: tuple[Course, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    latest_edition: int | None = None
    published_at: datetime | None = None
    deleted_at: datetime | None = None
    take_down: TakeDown | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "title", words.required(self.title, words.TITLE, "/title"))
        force_setattr(
            self, "description", words.optional(self.description, words.DESCRIPTION, "/description")
        )
        items = tuple(self.items())
        _has_room(self.courses, MOST_COURSES, "courses")
        _has_room(items, MOST_ITEMS, "works")
        _has_room(self.pairings, MOST_PAIRINGS, "pairings")
        _are_distinct(course.id for course in self.courses)
        _are_distinct(item.id for item in items)
        _are_distinct(item.item_key for item in items)
        _are_distinct(pairing.id for pairing in self.pairings)
        self._pairs_are_of_this_menu()

    def items(self) -> Iterable[CourseItem]:
        """Every work, in reading order."""
        return (item for course in self.courses for item in course.items)

    def _pairs_are_of_this_menu(self) -> None:
        known = {item.id for item in self.items()}
        for index, pairing in enumerate(self.pairings):
            try:
                pairing.refuse_strangers(known)
            except PairingInvalid as refusal:
                raise refusal.below(f"/pairings/{index}") from None
        if len({pairing.two_works for pairing in self.pairings}) < len(self.pairings):
            raise AlreadyPaired

    def changed(self, **facts: object) -> "Menu":
        """The next menu, with these facts in place of the old ones."""
        return replace(self, **facts)


def _has_room(things: tuple[object, ...], most: int, what: str) -> None:
    if len(things) > most:
        raise TooMany(f"A menu has room for {most} {what}.")


def _are_distinct(ids: Iterable[UUID]) -> None:
    if any(count > 1 for count in Counter(ids).values()):
        raise IdTaken
