"""Counts, votes, ratings and flags, which upstreams write as numbers or as texts."""

import re
from typing import Any

from domain.ingestion.errors import Unusable

LARGEST_COUNT = 1_000_000
LARGEST_INTEGER = 2**31 - 1


def whole(value: Any) -> int | None:
    """A whole number, or a text that is one."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise Unusable("wrong-type", "A number is expected here.")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,18}", value.strip()):
        return int(value)
    raise Unusable("wrong-type", "A whole number is expected here.")


def count(value: Any) -> int | None:
    """A number of something from 1 to a million; zero means unknown."""
    number = whole(value)
    if number is not None and not 0 <= number <= LARGEST_COUNT:
        raise Unusable("number-out-of-range", "This number is out of any sensible range.")
    return number or None


def votes(value: Any) -> int | None:
    """How many voted; cut where the database's integers end."""
    number = whole(value)
    if number is not None and number < 0:
        raise Unusable("number-out-of-range", "Nobody can vote less than never.")
    return min(number, LARGEST_INTEGER) if number else None


def hours(value: Any) -> float | None:
    """Hours with a tenth; zero means unknown."""
    number = _number(value)
    if number is not None and not 0 <= number <= 99_999:
        raise Unusable("number-out-of-range", "This is no sensible number of hours.")
    return round(number, 1) or None if number else None


def rating(value: Any) -> float | None:
    """A mean of 0 to 10 with a tenth; zero means unrated."""
    number = _number(value)
    if number is not None and not 0 <= number <= 10:
        raise Unusable("number-out-of-range", "A rating is between 0 and 10.")
    return round(number, 1) or None if number else None


def popularity(value: Any) -> int | None:
    """How widely known, as a whole number from 0; fractions are dropped."""
    number = _number(value)
    if number is not None and number < 0:
        raise Unusable("number-out-of-range", "Popularity starts at 0.")
    return int(min(number, LARGEST_INTEGER)) if number else None


def flag(value: Any) -> bool | None:
    """true and false, or 1 and 0, as numbers or texts."""
    if value in (True, 1, "1"):
        return True
    if value in (False, 0, "0", None, ""):
        return False
    raise Unusable("wrong-type", "Yes or no is expected here.")


def _number(value: Any) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unusable("wrong-type", "A number is expected here.")
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", value.strip()):
        raise Unusable("wrong-type", "A number is expected here.")
    return float(value)
