"""Schedules on the clock of a place: which times came in a stretch of time, whatever its clock does then."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from domain.jobs import Job

DAY = timedelta(days=1)


class Schedule(msgspec.Struct, frozen=True):
    """A job that is due every day at these times of day, as the clock on the wall shows them."""

    name: str
    at: tuple[time, ...]
    job: Job


class Occurrence(msgspec.Struct, frozen=True):
    """One time of a schedule: what the schedule says (without a zone), and the moment in UTC that this is."""

    wall_time: datetime
    at: datetime


def due(schedule: Schedule, zone: ZoneInfo, after: datetime, until: datetime) -> tuple[Occurrence, ...]:
    """The times of the schedule later than `after` and no later than `until`, in order.

    Of a time that the clock shows twice the first counts. One that it leaves out comes when the clock has
    moved on by as much as it left out: 02:30 at what is then called 03:30.
    """
    days = _days(after.astimezone(zone).date() - DAY, until.astimezone(zone).date() + DAY)
    found = (_occurrence(day, each, zone) for day in days for each in schedule.at)
    return tuple(sorted((each for each in found if after < each.at <= until), key=_order))


def next_time(schedule: Schedule, zone: ZoneInfo, now: datetime) -> datetime:
    """When it is due next, in UTC."""
    return due(schedule, zone, now, now + 2 * DAY)[0].at


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _occurrence(day: date, at: time, zone: ZoneInfo) -> Occurrence:
    wall_time = datetime.combine(day, at)
    return Occurrence(wall_time, wall_time.replace(tzinfo=zone, fold=0).astimezone(UTC))


def _order(occurrence: Occurrence) -> tuple[datetime, datetime]:
    return occurrence.at, occurrence.wall_time


def all_due(
    schedules: Iterable[Schedule], zone: ZoneInfo, after: datetime, until: datetime
) -> list[tuple[Schedule, Occurrence]]:
    """The times of many schedules."""
    return [(schedule, each) for schedule in schedules for each in due(schedule, zone, after, until)]
