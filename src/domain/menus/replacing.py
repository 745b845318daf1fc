"""Another content of a menu altogether, from one document; refusals point into that document."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar
from uuid import UUID

from msgspec.structs import asdict

from domain.kernel import DomainError, NewId
from domain.menus.commands import Content, ContentCourse, ContentItem, ContentPairing
from domain.menus.model import Course, CourseItem, Menu, Pairing

S = TypeVar("S")
T = TypeVar("T")

KeyOf = Callable[[ContentItem], UUID]


def replace_content(menu: Menu, content: Content, new_id: NewId) -> Menu:
    """Other courses and pairings. A work that keeps its id keeps its key unless it brings one."""
    keys = {item.id: item.item_key for item in menu.items()}

    def key_of(sent: ContentItem) -> UUID:
        return sent.item_key or keys.get(sent.id) or new_id()

    return menu.changed(
        courses=_made(content.courses, "/courses", partial(_course, key_of=key_of)),
        pairings=_made(content.pairings, "/pairings", _pairing),
    )


def _course(sent: ContentCourse, key_of: KeyOf) -> Course:
    items = _made(sent.items, "/items", partial(_item, key_of=key_of))
    return Course(sent.id, sent.title, sent.intent, items)


def _item(sent: ContentItem, key_of: KeyOf) -> CourseItem:
    return CourseItem(sent.id, key_of(sent), sent.media_item_id, sent.annotation)


def _pairing(sent: ContentPairing) -> Pairing:
    return Pairing(**asdict(sent))


def _made(sent: Iterable[S], pointer: str, make: Callable[[S], T]) -> tuple[T, ...]:
    made = []
    for index, each in enumerate(sent):
        try:
            made.append(make(each))
        except DomainError as refusal:
            raise refusal.below(f"{pointer}/{index}") from None
    return tuple(made)
