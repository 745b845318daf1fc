"""Two menus that grew apart from a third, in one. Pure; what both changed is as theirs.

Nothing of mine goes unless they took it off, nothing comes twice, and what nobody moved keeps its order.
`offers` tells where both were at the same thing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from msgspec.structs import replace

from domain.menus.comparing import undisturbed
from domain.menus.keyed import CourseWords, K, Keyed, Pair, PairWords, put_in
from domain.menus.views import ItemView

V = TypeVar("V")


def merged(base: Keyed, theirs: Keyed, mine: Keyed) -> Keyed:
    """Mine, with all that they did since `base`; merged with theirs again, it stays as it is.

    What comes back of what I had taken off counts among what nobody moved only once it is there.
    """
    return _merged(base, theirs, _merged(base, theirs, mine))


def _merged(base: Keyed, theirs: Keyed, mine: Keyed) -> Keyed:
    works = _works(base, theirs, mine)
    courses_of = _courses_of(base, theirs, mine, works)
    courses = _courses(base, theirs, mine, set(courses_of.values()))
    rows = {
        course: ordered(
            base.rows.get(course, ()),
            theirs.rows.get(course, ()),
            mine.rows.get(course, ()),
            {key for key, its in courses_of.items() if its == course},
        )
        for course in courses
    }
    return Keyed(
        title=picked(base.title, theirs.title, mine.title),
        description=picked(base.description, theirs.description, mine.description),
        courses=courses,
        rows=rows,
        works=works,
        pairings=_pairings(base, theirs, mine, works),
    )


def picked(base: V, theirs: V, mine: V) -> V:
    """Theirs if they changed it, else mine."""
    return mine if theirs == base else theirs


def ordered(base: Sequence[K], theirs: Sequence[K], mine: Sequence[K], members: Collection[K]) -> list[K]:
    """The members in my order, but for those that they moved or put in, which stand where they put them.

    Each member is in mine or in theirs.
    """
    stay_there = undisturbed(base, theirs)
    placed = set(theirs) - stay_there
    fixed = undisturbed(
        [key for key in base if key in stay_there], [key for key in mine if key in stay_there]
    )
    agreed = _agreed(theirs, mine, placed, fixed)
    kept = [key for key in mine if key in members and (key not in placed or key in agreed)]
    return put_in(kept, theirs, set(members) - set(kept), fixed | agreed & set(kept))


def _agreed(theirs: Sequence[K], mine: Sequence[K], placed: Collection[K], fixed: set[K]) -> set[K]:
    """Those that they placed and that stand so in mine already, among all that nobody has moved."""
    there = {key: place for place, key in enumerate(theirs)}
    here = {key: place for place, key in enumerate(mine)}
    agreed: set[K] = set()
    for key in (each for each in theirs if each in placed and each in here):
        if all((there[each] < there[key]) == (here[each] < here[key]) for each in fixed | agreed):
            agreed.add(key)
    return agreed


def _kept(
    base: Mapping[K, V], theirs: Mapping[K, V], mine: Mapping[K, V], differs: Callable[[V, V], bool]
) -> list[K]:
    """What is there in the end: of what I took off, only what they have changed since."""
    stays = [key for key in mine if key in theirs or key not in base]
    comes = [
        key for key in theirs if key not in mine and (key not in base or differs(base[key], theirs[key]))
    ]
    return [*stays, *comes]


def _works(base: Keyed, theirs: Keyed, mine: Keyed) -> dict[UUID, ItemView]:
    keys = _kept(base.works, theirs.works, mine.works, is_another)
    return {key: _work(base.works.get(key), theirs.works.get(key), mine.works.get(key)) for key in keys}


def is_another(one: ItemView, other: ItemView) -> bool:
    """Whether it is another work, or has another note."""
    return (one.media_item_id, one.annotation) != (other.media_item_id, other.annotation)


def _work(base: ItemView | None, theirs: ItemView | None, mine: ItemView | None) -> ItemView:
    if theirs is None or mine is None:
        return next(each for each in (theirs, mine) if each is not None)
    if base is None:
        return theirs
    served = mine if theirs.media_item_id == base.media_item_id else theirs
    return replace(served, annotation=picked(base.annotation, theirs.annotation, mine.annotation))


def _courses_of(base: Keyed, theirs: Keyed, mine: Keyed, works: Collection[UUID]) -> dict[UUID, UUID]:
    """The course of each work. What came from them stays where I put it since."""
    there, here, before = theirs.course_of, mine.course_of, base.course_of

    def course_of(key: UUID) -> UUID:
        if key not in there or key not in here:
            return there[key] if key in there else here[key]
        return picked(before.get(key, there[key]), there[key], here[key])

    return {key: course_of(key) for key in works}


def _courses(base: Keyed, theirs: Keyed, mine: Keyed, filled: Collection[UUID]) -> dict[UUID, CourseWords]:
    """A course that they took off stays while a work is in it; one that I took off comes back with one."""
    here = {key for key in mine.courses if key in theirs.courses or key not in base.courses or key in filled}
    there = {
        key
        for key in theirs.courses
        if key not in mine.courses and (key not in base.courses or key in filled)
    }
    order = ordered(list(base.courses), list(theirs.courses), list(mine.courses), here | there)
    return {key: _course(base, theirs, mine, key) for key in order}


def _course(base: Keyed, theirs: Keyed, mine: Keyed, key: UUID) -> CourseWords:
    old, there, here = base.courses.get(key), theirs.courses.get(key), mine.courses.get(key)
    if there is None or here is None:
        return next(each for each in (there, here) if each is not None)
    if old is None:
        return there
    return CourseWords(
        picked(old.title, there.title, here.title), picked(old.intent, there.intent, here.intent)
    )


def _pairings(base: Keyed, theirs: Keyed, mine: Keyed, works: Collection[UUID]) -> dict[Pair, PairWords]:
    pairs = _kept(base.pairings, theirs.pairings, mine.pairings, lambda one, other: one.said != other.said)
    members = {pair for pair in pairs if pair <= set(works)}
    order = ordered(list(base.pairings), list(theirs.pairings), list(mine.pairings), members)
    return {
        pair: _words(base.pairings.get(pair), theirs.pairings.get(pair), mine.pairings.get(pair))
        for pair in order
    }


def _words(base: PairWords | None, theirs: PairWords | None, mine: PairWords | None) -> PairWords:
    if theirs is None or mine is None:
        return next(each for each in (theirs, mine) if each is not None)
    return mine if base and theirs.said == base.said else theirs
