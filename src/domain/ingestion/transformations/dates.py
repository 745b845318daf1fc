"""Dates in whatever form and precision upstreams give them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.ingestion.canonical import Release
from domain.ingestion.errors import Unusable
from domain.ingestion.transformations.numbers import whole

YEARS = range(-4_000, 2_200)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_DATE = re.compile(r"0000(-00){0,2}")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", re.DOTALL)
YEAR_IN_TEXT = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")


def year(value: Any) -> Release | None:
    """A year alone, from -4000; zero means unknown."""
    number = whole(value)
    if not number:
        return None
    if number not in YEARS:
        raise Unusable("year-out-of-range", "This is not a year of any work.")
    return _release(number, 1, 1, "year")


def partial_date(value: Any) -> Release | None:
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD` (a time behind it is dropped), or {year, month, day}."""
    if isinstance(value, dict):
        return _dated(value.get("year"), value.get("month"), value.get("day"))
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return year(value)
    if isinstance(value, str) and NO_DATE.fullmatch(value.strip()):
        return None
    found = PARTIAL_DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise Unusable("date-invalid", "A date is YYYY, YYYY-MM or YYYY-MM-DD.")
    return _dated(*found.groups())


def unix_seconds(value: Any) -> Release | None:
    """Seconds since 1970, negative before; the day in UTC."""
    seconds = whole(value)
    if seconds is None:
        return None
    try:
        day = (EPOCH + timedelta(seconds=seconds)).date()
    except OverflowError as error:
        raise Unusable("date-invalid", "These seconds are in no year that a calendar has.") from error
    return _release(day.year, day.month, day.day, "day")


def year_in_text(value: Any) -> Release | None:
    """The first year from 1500 to 2099 in free text such as `October 1, 1988`, or in a list of such."""
    given = value if isinstance(value, list) else [value]
    found = (YEAR_IN_TEXT.search(each) for each in given if isinstance(each, str))
    return next((_release(int(each[0]), 1, 1, "year") for each in found if each), None)


def _dated(of_year: Any, of_month: Any, of_day: Any) -> Release | None:
    number, month, day = whole(of_year), whole(of_month), whole(of_day)
    if not number:
        return None
    if number not in YEARS:
        raise Unusable("year-out-of-range", "This is not a year of any work.")
    if not month:
        return _release(number, 1, 1, "year")
    return _release(number, month, day or 1, "day" if day else "month")


def _release(of_year: int, month: int, day: int, precision: Any) -> Release:
    if of_year < 1:
        return Release(of_year)
    try:
        return Release(of_year, date(of_year, month, day), precision)
    except ValueError as error:
        raise Unusable("date-invalid", "There is no such day.") from error
