"""When a work came out, as people write it: a day, a month, or a year alone."""

import re
from datetime import date
from typing import Literal

from msgspec import Struct

from domain.catalog.errors import WorkInvalid

YEARS = range(-4_000, 2_200)
PARTIAL = re.compile(r"(-?[0-9]{1,4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Released(Struct, frozen=True):
    """`day` is the first of the year or month when only that is known; a year before 1 has none."""

    year: int
    day: date | None = None
    precision: Literal["year", "month", "day"] | None = None


def released(text: str) -> Released:
    """From `1979`, `1979-05`, `1979-05-25` or `-800`. Raises WorkInvalid."""
    found = PARTIAL.fullmatch(text)
    if found is None:
        raise _invalid("date-invalid", "A date is YYYY, YYYY-MM or YYYY-MM-DD.")
    year = int(found[1])
    if not year or year not in YEARS:
        raise _invalid("year-out-of-range", "This is not a year of any work.")
    if year < 1 and found[2]:
        raise _invalid("date-invalid", "A year before 1 stands alone.")
    if year < 1:
        return Released(year)
    try:
        day = date(year, int(found[2] or 1), int(found[3] or 1))
    except ValueError as error:
        raise _invalid("date-invalid", "There is no such day.") from error
    return Released(year, day, "day" if found[3] else "month" if found[2] else "year")


def _invalid(code: str, message: str) -> WorkInvalid:
    return WorkInvalid("/release_date", code, message)
