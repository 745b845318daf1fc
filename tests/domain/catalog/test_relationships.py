"""A relationship is one value from both sides; a universe is read without getting lost in circles."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.catalog.errors import RelatedToItself, WorkInvalid
from domain.catalog.relationships import INVERSE, OPPOSITE, Relation, Relationship, seen_from
from domain.catalog.universes import Sequel, Universe, UniverseWork, in_story_order
from domain.catalog.views import MediaSuggestion
from domain.kernel import MediaItemId

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RELATIONS: tuple[Relation, ...] = get_args(Relation)


def ident(number: int) -> MediaItemId:
    return MediaItemId(UUID(int=number))


def work(number: int, year: int | None = None, date: str | None = None) -> UniverseWork:
    shown = MediaSuggestion(ident(number), "film", f"Work {number}", year, (), None)
    return UniverseWork(shown, date or (None if year is None else str(year)), is_visitor=False)


def sequel(before: int, after: int, weight: float = 1) -> Sequel:
    return Sequel(ident(before), ident(after), weight)


def numbers(works: tuple[UniverseWork, ...]) -> list[int]:
    return [each.media.id.int for each in works]


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relationship_is_the_same_value_from_both_sides(relation: Relation) -> None:
    one, other = ident(1), ident(2)
    said = Relationship(one, other, relation, NOW)
    assert said == Relationship(other, one, INVERSE[relation], NOW)
    assert seen_from(one, said).relation_type == relation
    assert seen_from(other, said).relation_type == INVERSE[relation]
    assert seen_from(other, said).related_media_item_id == one
    assert said.relation_type in OPPOSITE
    assert replace(said) == said


def test_every_relation_has_an_inverse_and_comes_back_by_it() -> None:
    assert set(INVERSE) == set(RELATIONS)
    assert all(INVERSE[INVERSE[relation]] == relation for relation in RELATIONS)


def test_the_two_who_may_be_each_others_sequel_are_two_values() -> None:
    assert Relationship(ident(1), ident(2), "sequel", NOW) != Relationship(ident(2), ident(1), "sequel", NOW)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_work_is_nothing_to_itself(relation: Relation) -> None:
    with pytest.raises(RelatedToItself):
        Relationship(ident(1), ident(1), relation, NOW)


@pytest.mark.parametrize("weight", [-0.1, 1000.5, float("nan"), float("inf")])
def test_a_weight_has_bounds(weight: float) -> None:
    with pytest.raises(WorkInvalid):
        Relationship(ident(1), ident(2), "sequel", NOW, weight=weight)


def test_notes_are_tidy_and_short() -> None:
    assert Relationship(ident(1), ident(2), "sequel", NOW, " \n").notes is None
    assert Relationship(ident(1), ident(2), "sequel", NOW, " cafe\u0301 ").notes == "café"
    with pytest.raises(WorkInvalid):
        Relationship(ident(1), ident(2), "sequel", NOW, "x" * 501)


def test_release_order_knows_how_much_of_a_date_is_known() -> None:
    works = (
        work(1),
        work(2, 1979),
        work(3, 1979, "1979-05"),
        work(4, 1979, "1979-05-25"),
        work(5, 1979, "1979-06-01"),
        work(6, 1980),
        work(7, -44),
    )
    assert numbers(Universe(works, ()).read_in("release").items) == [7, 4, 3, 5, 2, 6, 1]


def test_a_story_is_told_to_its_end_before_the_next() -> None:
    works = tuple(work(number, 1970 + number) for number in range(1, 7))
    told = in_story_order(works, [sequel(1, 3), sequel(3, 5), sequel(2, 4), sequel(4, 6)])
    assert numbers(told) == [1, 3, 5, 2, 4, 6]


def test_a_prequel_made_later_is_told_first() -> None:
    universe = Universe((work(1, 1977), work(2, 1980), work(3, 2016)), (sequel(3, 1), sequel(1, 2)))
    assert numbers(universe.read_in("story").items) == [3, 1, 2]
    assert numbers(universe.read_in("release").items) == [1, 2, 3]


def test_of_two_sequels_the_heavier_comes_first_and_else_the_earlier() -> None:
    works = tuple(work(number, 1970 + number) for number in range(1, 5))
    assert numbers(in_story_order(works, [sequel(1, 2), sequel(1, 3, 9), sequel(1, 4)])) == [1, 3, 2, 4]


def test_a_sequel_of_two_works_comes_after_both() -> None:
    works = tuple(work(number, 1980 - number) for number in range(1, 5))
    assert numbers(in_story_order(works, [sequel(1, 4, 5), sequel(1, 2), sequel(2, 3), sequel(3, 4)])) == [
        1, 2, 3, 4,
    ]  # fmt: skip


def test_a_circle_is_entered_at_its_first_work() -> None:
    works = tuple(work(number, 1970 + number) for number in range(1, 5))
    assert numbers(in_story_order(works, [sequel(1, 2), sequel(2, 3), sequel(3, 1), sequel(3, 4)])) == [
        1, 2, 3, 4,
    ]  # fmt: skip


def test_a_circle_is_entered_where_the_story_comes_from() -> None:
    works = tuple(work(number, 1970 + number) for number in range(1, 5))
    ways = [sequel(4, 2), sequel(1, 2), sequel(2, 3), sequel(3, 1)]
    assert numbers(in_story_order(works, ways)) == [4, 2, 3, 1]


def test_a_very_long_story_is_told() -> None:
    works = tuple(work(number) for number in range(5_000))
    assert numbers(in_story_order(works, [sequel(a, b) for a, b in pairwise(range(5_000))])) == [
        *range(5_000)
    ]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 12), st.integers(0, 3)), max_size=40))
def test_whatever_is_related_every_work_is_told_once_and_before_its_sequels(
    ways: list[tuple[int, int, int]],
) -> None:
    works = tuple(work(number) for number in range(12))
    told = numbers(in_story_order(works, [sequel(*way) for way in ways]))
    assert sorted(told) == [*range(12)]
    reached = reachable(ways)
    for before, after, _ in ways:
        if after < 12 and before not in reached[after]:
            assert told.index(before) < told.index(after)


def reachable(ways: list[tuple[int, int, int]]) -> dict[int, set[int]]:
    """Where each number leads to; itself only by a circle."""
    found: dict[int, set[int]] = {number: set() for number in range(13)}
    for number, seen in found.items():
        waiting = [number]
        while waiting:
            here = waiting.pop()
            fresh = {after for before, after, _ in ways if before == here} - seen
            seen.update(fresh)
            waiting += fresh
    return found
