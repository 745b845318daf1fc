"""Takes over some of what is on offer, with whatever that cannot do without."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Literal
from uuid import UUID

from msgspec.structs import replace

from domain.menus.comparing import undisturbed
from domain.menus.keyed import CourseWords, K, Keyed, Pair, PairWords, put_in
from domain.menus.offers import Kind, key_of
from domain.menus.views import ItemView

Keys = frozenset[str]


def taken(mine: Keyed, both: Keyed, wanted: Collection[str]) -> Keyed:
    """Mine with those changes towards `both` whose keys are wanted; with all of them it is `both`."""
    keys = with_what_they_need(mine, both, wanted)
    courses = _order(keys, "course", list(mine.courses), list(both.courses), _itself)
    rows = {
        course: _order(keys, "work", mine.rows.get(course, ()), both.rows.get(course, ()), _itself)
        for course in courses
    }
    pairs = _order(keys, "pairing", list(mine.pairings), list(both.pairings), tuple)
    return Keyed(
        title=both.title if "title" in keys else mine.title,
        description=both.description if "description" in keys else mine.description,
        courses={key: _course(keys, key, mine, both) for key in courses},
        rows=rows,
        works={key: _work(keys, key, mine, both) for row in rows.values() for key in row},
        pairings={pair: _words(keys, pair, mine, both) for pair in pairs},
    )


def with_what_they_need(mine: Keyed, both: Keyed, wanted: Collection[str]) -> Keys:
    """The keys, and those without which they could not be.

    A work needs its course, a pairing its works; with a course go its works, and with a work its pairings.
    """
    keys = frozenset(wanted)
    while (more := keys | frozenset(_needed(mine, both, keys))) != keys:
        keys = more
    return keys


def _needed(mine: Keyed, both: Keyed, keys: Keys) -> Iterator[str]:
    for key, course in both.course_of.items():
        if course not in mine.courses and keys & {key_of("work-added", key), key_of("work-moved", key)}:
            yield key_of("course-added", course)
    for course, row in mine.rows.items():
        if key_of("course-removed", course) in keys:
            yield from (key_of("work-moved" if key in both.works else "work-removed", key) for key in row)
    for pair in both.pairings:
        if key_of("pairing-added", *pair) in keys:
            yield from (key_of("work-added", key) for key in pair if key not in mine.works)
    for pair in mine.pairings:
        if any(key_of("work-removed", key) in keys for key in pair):
            yield key_of("pairing-removed", *pair)


def _order(
    keys: Keys,
    name: Literal["course", "work", "pairing"],
    mine: Sequence[K],
    both: Sequence[K],
    ids: Callable[[K], tuple[UUID, ...]],
) -> list[K]:
    """My order without what goes or moves; then what moves or comes, where it stands in both."""

    def is_wanted(key: K, *kinds: Kind) -> bool:
        return any(key_of(kind, *ids(key)) in keys for kind in kinds)

    added, removed, moved = KINDS[name]
    kept = [key for key in mine if not is_wanted(key, removed, moved)]
    wanted = {key for key in both if is_wanted(key, added, moved)}
    return put_in(kept, both, wanted, undisturbed(mine, both))


KINDS: dict[str, tuple[Kind, Kind, Kind]] = {
    "course": ("course-added", "course-removed", "course-moved"),
    "work": ("work-added", "work-removed", "work-moved"),
    "pairing": ("pairing-added", "pairing-removed", "pairing-moved"),
}


def _itself(key: UUID) -> tuple[UUID, ...]:
    return (key,)


def _course(keys: Keys, key: UUID, mine: Keyed, both: Keyed) -> CourseWords:
    here, there = mine.courses.get(key), both.courses.get(key)
    if here is None or there is None:
        return here or both.courses[key]
    return CourseWords(
        there.title if key_of("course-title", key) in keys else here.title,
        there.intent if key_of("course-intent", key) in keys else here.intent,
    )


def _work(keys: Keys, key: UUID, mine: Keyed, both: Keyed) -> ItemView:
    here, there = mine.works.get(key), both.works.get(key)
    if here is None or there is None:
        return here or both.works[key]
    served = there if key_of("work-exchanged", key) in keys else here
    noted = there if key_of("work-note", key) in keys else here
    return replace(served, annotation=noted.annotation)


def _words(keys: Keys, pair: Pair, mine: Keyed, both: Keyed) -> PairWords:
    here, there = mine.pairings.get(pair), both.pairings.get(pair)
    if here is None or there is None:
        return here or both.pairings[pair]
    return there if key_of("pairing-words", *pair) in keys else here
