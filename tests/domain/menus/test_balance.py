"""How a menu is mixed and how long it takes: what is not known is counted, not guessed."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.menus.balance import (
    OfCountry,
    OfDecade,
    OfLanguage,
    OfMediaType,
    Serving,
    Servings,
    Time,
    balance,
    minutes_of,
    time_of,
)

STARTER, MAIN = uuid4(), uuid4()
SOLARIS: dict[str, Any] = {
    "course_id": STARTER,
    "media_type": "film",
    "release_year": 1972,
    "language": "ru",
    "country": "SU",
    "details": {"runtime_minutes": 167},
    "has_note": True,
    "is_paired": True,
}


def serving(**facts: Any) -> Serving:
    return Serving(**SOLARIS | facts)


@pytest.mark.parametrize(
    ("details", "minutes"),
    [
        ({"runtime_minutes": 167}, 167),
        ({"runtime_minutes": 50, "episodes": 10, "seasons": 1}, 500),
        ({"runtime_minutes": 50, "episodes": None}, 50),
        ({"episodes": 10}, 0),
        ({"duration_minutes": 48, "track_count": 4}, 48),
        ({"playtime_hours": 2.5}, 150),
        ({"page_count": 300}, 480),
        ({}, 0),
    ],
)
def test_a_work_takes_as_long_as_its_kind_says(details: dict[str, Any], minutes: float) -> None:
    assert minutes_of(details) == pytest.approx(minutes)


def test_time_is_told_by_what_one_does() -> None:
    works = [
        serving(),
        serving(media_type="tv", details={"runtime_minutes": 30, "episodes": 4}),
        serving(media_type="music", details={"duration_minutes": 48}),
        serving(media_type="audio", details={"duration_minutes": 12}),
        serving(media_type="game", details={"playtime_hours": 17}),
        serving(media_type="book", details={"page_count": 304}),
        serving(media_type="magazine", details={"page_count": 96}),
        serving(media_type="event", details={}),
    ]
    assert time_of(works) == Time(
        minutes=287 + 60 + 1020 + 640,
        watching=287,
        listening=60,
        playing=1020,
        reading=640,
        pages=400,
        unknown=1,
    )


def test_the_mix_is_counted_most_first_and_what_nobody_knows_last() -> None:
    works = (
        serving(),
        serving(media_type="book", release_year=1969, language="en", country="US"),
        serving(media_type="book", release_year=1961, language="en", country=None),
        serving(media_type="game", release_year=None, language=None, country=None),
        serving(media_type="book", release_year=-750, language=None, country=None),
    )
    mix = balance(Servings((STARTER,), works))
    assert mix.works == 5
    assert mix.by_media_type == (OfMediaType("book", 3), OfMediaType("film", 1), OfMediaType("game", 1))
    assert mix.decades == (OfDecade(-750, 1), OfDecade(1960, 2), OfDecade(1970, 1), OfDecade(None, 1))
    assert mix.languages == (OfLanguage("en", 2), OfLanguage("ru", 1), OfLanguage(None, 2))
    assert mix.countries == (OfCountry("SU", 1), OfCountry("US", 1), OfCountry(None, 3))


def test_loose_ends_are_counted() -> None:
    works = (serving(has_note=False), serving(has_note=False, is_paired=False), serving())
    mix = balance(Servings((STARTER,), works))
    assert (mix.without_note, mix.unpaired) == (2, 1)


def test_every_course_has_its_time_also_an_empty_one() -> None:
    mix = balance(Servings((MAIN, STARTER), (serving(), serving(details={}))))
    assert [(each.course_id, each.works) for each in mix.courses] == [(MAIN, 0), (STARTER, 2)]
    assert [(each.total.minutes, each.total.unknown) for each in mix.courses] == [(0, 0), (167, 1)]


def test_a_menu_without_works_weighs_nothing() -> None:
    mix = balance(Servings((), ()))
    assert (mix.works, mix.by_media_type, mix.decades, mix.total.minutes) == (0, (), (), 0)


@given(some.lists(some.tuples(some.sampled_from([STARTER, MAIN]), some.integers(1, 900))))
def test_courses_together_take_as_long_as_the_menu(works: list[tuple[Any, int]]) -> None:
    served = tuple(serving(course_id=each, details={"runtime_minutes": long}) for each, long in works)
    mix = balance(Servings((STARTER, MAIN), served))
    assert sum(each.total.minutes for each in mix.courses) == mix.total.minutes
    assert sum(each.works for each in mix.courses) == mix.works
