"""A menu by what its parts are known by across forks: works by keys, courses by their ids at the source."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain.kernel import MediaItemId, NewId
from domain.menus.comparing import Blank, Document
from domain.menus.model import Course, CourseItem, Menu, Pairing
from domain.menus.views import CourseView, ItemView, PairingView

K = TypeVar("K", bound=Hashable)

Pair = frozenset[UUID]
"""The keys of the two works of a pairing."""


class CourseWords(Struct, frozen=True):
    title: str
    intent: str | None


class PairWords(Struct, frozen=True):
    """What is said of two works; `first` is the key of the one that is named first."""

    first: UUID
    relationship: str
    narrative: str

    @property
    def said(self) -> tuple[str, str]:
        return self.relationship, self.narrative


class Keyed(Struct, frozen=True):
    """All of a menu; the order of every mapping is that of the menu."""

    title: str | None
    description: str | None
    courses: Mapping[UUID, CourseWords]
    rows: Mapping[UUID, Sequence[UUID]]
    works: Mapping[UUID, ItemView]
    pairings: Mapping[Pair, PairWords]

    @property
    def course_of(self) -> Mapping[UUID, UUID]:
        return {key: course for course, row in self.rows.items() for key in row}


def keyed(
    document: Document,
    courses_there: Mapping[UUID, UUID] | None = None,
    standing: Mapping[MediaItemId, MediaItemId] | None = None,
) -> Keyed:
    """The document by its keys. `courses_there` leads from ids of its courses to those at the source.

    `standing` has the survivors of merged works.
    """
    names = _names(document, courses_there or {})
    survivors = standing or {}
    items = [item for course in document.courses for item in course.items]
    keys = {item.id: item.item_key for item in items}
    return Keyed(
        title=document.title,
        description=document.description,
        courses={names[each.id]: CourseWords(each.title, each.intent) for each in document.courses},
        rows={names[each.id]: [item.item_key for item in each.items] for each in document.courses},
        works={
            item.item_key: replace(item, media_item_id=survivors.get(item.media_item_id, item.media_item_id))
            for item in items
        },
        pairings={
            frozenset((keys[each.first_item_id], keys[each.second_item_id])): PairWords(
                keys[each.first_item_id], each.relationship, each.narrative
            )
            for each in document.pairings
        },
    )


def document_of(menu: Keyed) -> Document:
    """The menu as it can be compared, with keys for ids."""
    return Blank(
        menu.title,
        menu.description,
        tuple(
            CourseView(
                key,
                words.title,
                words.intent,
                tuple(replace(menu.works[each], id=each) for each in menu.rows[key]),
            )
            for key, words in menu.courses.items()
        ),
        tuple(
            PairingView(words.first, words.first, second_of(pair, words), *words.said)
            for pair, words in menu.pairings.items()
        ),
    )


def written(
    wanted: Keyed,
    menu: Menu,
    courses_there: Mapping[UUID, UUID],
    new_id: NewId,
    its_own: Collection[UUID] = (),
) -> tuple[Menu, Mapping[UUID, UUID]]:
    """The menu with that content, and its courses at the source; what it has already keeps its ids.

    Those of `its_own`, courses that it once had, return with their ids. Raises TooMany when there is no
    room for it.
    """
    here = {there: own for own, there in _names(menu, courses_there).items()}
    new = {key: key if key in its_own else new_id() for key in wanted.courses if key not in here}
    course_ids = {**here, **new}
    items = {item.item_key: item.id for item in menu.items()}
    item_ids = {key: items.get(key) or new_id() for key in wanted.works}
    keys = {own: key for key, own in items.items()}
    pairs = {frozenset(keys[each] for each in pairing.two_works): pairing.id for pairing in menu.pairings}
    changed = menu.changed(
        title=wanted.title,
        description=wanted.description,
        courses=tuple(
            Course(
                course_ids[key],
                words.title,
                words.intent,
                tuple(_item(wanted.works[each], item_ids) for each in wanted.rows[key]),
            )
            for key, words in wanted.courses.items()
        ),
        pairings=tuple(
            Pairing(
                pairs.get(pair) or new_id(),
                item_ids[words.first],
                item_ids[second_of(pair, words)],
                *words.said,
            )
            for pair, words in wanted.pairings.items()
        ),
    )
    return changed, {**courses_there, **{own: there for there, own in new.items()}}


def put_in(kept: Sequence[K], order: Sequence[K], wanted: Collection[K], anchors: Collection[K]) -> list[K]:
    """`kept`, with each of `wanted` behind the nearest that stands before it in `order`; else at the front.

    Nearest of the anchors, which are kept and stand in that order, and of those that were put in before.

    >>> put_in("axc", "abcd", {"b", "d"}, {"a", "c"})
    ['a', 'b', 'x', 'c', 'd']
    """
    result = list(kept)
    place = 0
    for key in order:
        if key in anchors:
            place = result.index(key) + 1
        elif key in wanted:
            result.insert(place, key)
            place += 1
    return result


def second_of(pair: Pair, words: PairWords) -> UUID:
    """The key of the work that is named second."""
    return next(iter(pair - {words.first}))


def _names(menu: Document | Menu, there: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """What each course is known by. Of two that are the same one at the source, the first has its name."""
    names: dict[UUID, UUID] = {}
    for course in menu.courses:
        name = there.get(course.id, course.id)
        names[course.id] = course.id if name in names.values() else name
    return names


def _item(item: ItemView, ids: Mapping[UUID, UUID]) -> CourseItem:
    return CourseItem(ids[item.item_key], item.item_key, item.media_item_id, item.annotation)
