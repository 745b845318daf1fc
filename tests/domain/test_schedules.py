"""Schedules on the clock of a place, through both changes of it: no time twice, none left out."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.jobs import Job
from domain.schedules import Occurrence, Schedule, all_due, due, next_time

WARSAW = ZoneInfo("Europe/Warsaw")
APIA = ZoneInfo("Pacific/Apia")
"""Had no 30 December 2011."""
SPRING = datetime(2026, 3, 29, tzinfo=UTC)
"""At 01:00 UTC the clock goes from 02:00 to 03:00."""
AUTUMN = datetime(2026, 10, 25, tzinfo=UTC)
"""At 01:00 UTC the clock goes from 03:00 back to 02:00."""
DAY = timedelta(days=1)


class Ring(Job, frozen=True):
    name: ClassVar[str] = "ring"


def at(*times: time) -> Schedule:
    return Schedule("bell", times, Ring())


def moments(found: tuple[Occurrence, ...]) -> list[str]:
    return [f"{each.at:%d %H:%M}" for each in found]


def test_a_time_of_day_is_that_of_the_wall_in_winter_and_summer() -> None:
    winter, summer = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 7, 10, tzinfo=UTC)
    assert moments(due(at(time(3, 30)), WARSAW, winter, winter + DAY)) == ["10 02:30"]
    assert moments(due(at(time(3, 30)), WARSAW, summer, summer + DAY)) == ["10 01:30"]


@pytest.mark.parametrize(
    ("wall", "moment"), [(time(1, 30), "00:30"), (time(2, 30), "01:30"), (time(3, 30), "01:30")]
)
def test_a_time_that_the_clock_leaves_out_in_spring_comes_once_all_the_same(wall: time, moment: str) -> None:
    found = due(at(wall), WARSAW, SPRING - timedelta(hours=12), SPRING + timedelta(hours=12))
    assert moments(found) == [f"29 {moment}"]


@pytest.mark.parametrize(
    ("wall", "moment"),
    [(time(1, 30), "24 23:30"), (time(2, 30), "25 00:30"), (time(2, 0), "25 00:00"), (time(3), "25 02:00")],
)
def test_a_time_that_the_clock_shows_twice_in_autumn_comes_once(wall: time, moment: str) -> None:
    found = due(at(wall), WARSAW, AUTUMN - timedelta(hours=12), AUTUMN + timedelta(hours=12))
    assert moments(found) == [moment]


def test_two_times_that_meet_in_the_same_moment_are_still_two() -> None:
    found = due(at(time(2, 30), time(3, 30)), WARSAW, SPRING, SPRING + timedelta(hours=12))
    assert [f"{each.wall_time:%H:%M}" for each in found] == ["02:30", "03:30"]
    assert len({each.at for each in found}) == 1


def test_the_end_of_a_stretch_belongs_to_it_and_its_beginning_to_the_one_before() -> None:
    moment = datetime(2026, 1, 10, 2, 30, tzinfo=UTC)
    assert len(due(at(time(3, 30)), WARSAW, moment - DAY, moment)) == 1
    assert due(at(time(3, 30)), WARSAW, moment, moment + timedelta(hours=1)) == ()


def test_the_times_of_a_day_that_a_place_left_out_come_all_the_same() -> None:
    found = due(at(time(12)), APIA, datetime(2011, 12, 29, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC))
    assert [each.wall_time.day for each in found] == [29, 30, 31, 1]


def test_the_next_time_skips_to_tomorrow_when_that_of_today_has_come() -> None:
    schedule = at(time(3, 30))
    assert next_time(schedule, WARSAW, datetime(2026, 1, 10, 2, 29, tzinfo=UTC)).day == 10
    assert next_time(schedule, WARSAW, datetime(2026, 1, 10, 2, 30, tzinfo=UTC)).day == 11


ticks = st.lists(st.integers(1, 5_000), min_size=1, max_size=60)


@given(
    begun=st.sampled_from([SPRING, AUTUMN]),
    pauses=ticks,
    times=st.sets(st.times(timezones=st.none()), min_size=1, max_size=4),
)
def test_however_often_one_looks_each_time_is_seen_once(
    begun: datetime, pauses: list[int], times: set[time]
) -> None:
    """Looking in many small steps finds exactly what one look over all of it finds."""
    schedule = at(*times)
    looks = [begun - timedelta(hours=6)]
    for pause in pauses:
        looks.append(looks[-1] + timedelta(seconds=pause))
    seen = [
        found for after, until in pairwise(looks) for _, found in all_due([schedule], WARSAW, after, until)
    ]
    assert sorted(seen, key=str) == sorted(due(schedule, WARSAW, looks[0], looks[-1]), key=str)
    assert len({each.wall_time for each in seen}) == len(seen)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times())
def test_every_day_of_the_wall_has_every_time_once(day: date, wall: time) -> None:
    noon = datetime.combine(day, time(12), UTC)
    found = due(at(wall), WARSAW, noon - 2 * DAY, noon + 2 * DAY)
    assert sum(each.wall_time.date() == day for each in found) == 1
