"""Works that share a world, and the orders in which they can be read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from domain.catalog.relationships import Relation
from domain.catalog.views import MediaSuggestion
from domain.kernel import MediaItemId

UniverseOrder = Literal["release", "story"]

SHARES_THE_WORLD: tuple[Relation, ...] = ("sequel", "prequel", "spin-off", "spin-off-of", "shared-universe")
"""By these a world grows. An adaptation or a remake tells a story anew, in a world of its own."""
VISITS: Relation = "crossover"
"""A crossover belongs to two worlds: it is shown in both, and does not lead from one into the other."""


class UniverseWork(Struct, frozen=True):
    """One work of a universe; `release_date` is `1979`, `1979-05` or `1979-05-25`, as far as it is known.

    A visitor is there by a crossover: its own world is another one.
    """

    media: MediaSuggestion
    release_date: str | None
    is_visitor: bool


class Sequel(Struct, frozen=True):
    """The story goes on from one work to another."""

    before: MediaItemId
    after: MediaItemId
    weight: float


class UniversePage(Struct, frozen=True):
    """A universe in one order; not complete where it has more works than anybody reads."""

    order: UniverseOrder
    items: tuple[UniverseWork, ...]
    is_complete: bool = True


class Universe(Struct, frozen=True):
    """Every work that can be reached without leaving the world, and how its stories go on."""

    works: tuple[UniverseWork, ...]
    sequels: tuple[Sequel, ...]
    is_complete: bool = True

    def read_in(self, order: UniverseOrder) -> UniversePage:
        works = in_release_order(self.works)
        if order == "story":
            works = in_story_order(works, self.sequels)
        return UniversePage(order, works, self.is_complete)


def in_release_order(works: Iterable[UniverseWork]) -> tuple[UniverseWork, ...]:
    """Earliest first. What is known to the year only comes at the end of that year; what is not, last."""
    return tuple(sorted(works, key=_released))


def _released(work: UniverseWork) -> tuple[bool, int, int, int]:
    _, month, day = (*(work.release_date or "").removeprefix("-").split("-"), "", "")[:3]
    year = work.media.release_year
    return year is None, year or 0, int(month or 13), int(day or 32)


def in_story_order(works: Sequence[UniverseWork], sequels: Iterable[Sequel]) -> tuple[UniverseWork, ...]:
    """Every work once, each before its sequels.

    A story is told to its end before the next begins. Of two sequels of one work the heavier comes first,
    and what no weight decides stays in the order of `works`. Where sequels go round in a circle, the circle
    is entered at its first work and left open.
    """
    by_id = {work.media.id: work for work in works}
    place = {work_id: number for number, work_id in enumerate(by_id)}
    following: dict[MediaItemId, list[Sequel]] = {work_id: [] for work_id in by_id}
    for sequel in sequels:
        if sequel.before in by_id and sequel.after in by_id:
            following[sequel.before].append(sequel)
    ways_on = {
        work_id: [way.after for way in sorted(ways, key=lambda way: (-way.weight, place[way.after]))]
        for work_id, ways in following.items()
    }
    continued = {after for ways in ways_on.values() for after in ways}
    beginnings = [work_id for work_id in by_id if work_id not in continued]
    circles = [work_id for work_id in by_id if work_id in continued]
    return tuple(by_id[work_id] for work_id in _told([*reversed(beginnings), *circles], ways_on))


def _told(
    beginnings: Iterable[MediaItemId], ways_on: Mapping[MediaItemId, Sequence[MediaItemId]]
) -> list[MediaItemId]:
    """A depth-first walk, latest first: what a walk leaves last comes before all that it led to.

    Ways back to where the walk still is are the ones that close a circle; all others keep their direction.
    """
    entered: set[MediaItemId] = set()
    told: dict[MediaItemId, None] = {}
    for beginning in beginnings:
        stack = [beginning]
        while stack:
            work_id = stack[-1]
            if work_id in entered:
                told.setdefault(stack.pop())
            else:
                entered.add(work_id)
                stack += (after for after in ways_on[work_id] if after not in entered)
    return list(reversed(told))
