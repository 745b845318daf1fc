"""The named transformations of mappings: one upstream value to a canonical one, or None for unknown.

Each raises Unusable for a value that means nothing to it. Zero, blanks and empty lists mean unknown.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.ingestion.canonical import Release
from domain.ingestion.errors import Unusable
from domain.texts import composed

Transformation = Callable[[Any], Any]

YEARS = range(-4_000, 2_200)
MOST_NAMES = 100
LONGEST_NAME = 300
LARGEST_COUNT = 1_000_000
LARGEST_INTEGER = 2**31 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_DATE = re.compile(r"0000(-00){0,2}")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", re.DOTALL)
YEAR_IN_TEXT = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")


def text(value: Any) -> str | None:
    """Up to 1,000 characters in NFC, without outer blanks."""
    return _tidy(value, 1_000)


def name(value: Any) -> str | None:
    """A text of up to 300 characters, or the name in an object."""
    return _tidy(value.get("name") if isinstance(value, dict) else value, LONGEST_NAME)


def lower_name(value: Any) -> str | None:
    """A name in lower case."""
    given = name(value)
    return given and given.lower()


def whole_object(value: Any) -> dict[str, Any] | None:
    """An object as it is."""
    if not isinstance(value, dict):
        raise Unusable("wrong-type", "An object is expected here.")
    return value or None


def long_text(value: Any) -> str | None:
    """A text, or an object with one in `value`; cut at 10,000 characters."""
    given = value.get("value") if isinstance(value, dict) else value
    return _tidy(given[:10_000] if isinstance(given, str) else given, 10_000)


def names(value: Any) -> tuple[str, ...] | None:
    """Texts or objects with a `name`, each once and in order; a single text is a list of one."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise Unusable("wrong-type", "A list of names is expected here.")
    found = (name(each) for each in given if isinstance(each, str | dict))
    return tuple(dict.fromkeys(each for each in found if each))[:MOST_NAMES] or None


def names_in(separator: str) -> Transformation:
    """Names in one text, or in a list."""

    def separated(value: Any) -> tuple[str, ...] | None:
        return names(value.split(separator) if isinstance(value, str) else value)

    separated.__name__ = f"names_in_{'comma' if separator == ',' else 'text'}"
    separated.__doc__ = f"Names parted by `{separator}`, or a list of them."
    return separated


def first(transformation: Transformation) -> Transformation:
    """The first usable value of a list."""

    def first_of(value: Any) -> Any:
        given = value if isinstance(value, list) else [value]
        return next((each for each in map(transformation, given) if each is not None), None)

    first_of.__name__ = f"first_{transformation.__name__}"
    first_of.__doc__ = f"The first of a list. {transformation.__doc__}"
    return first_of


def genres(value: Any) -> tuple[str, ...] | None:
    """Names with a capital letter in each word, so that one genre is one word whatever its source."""
    found = names(value)
    return found and tuple(
        dict.fromkeys(re.sub(r"(^|[\s\-/&(])(\w)", lambda at: at[1] + at[2].upper(), each) for each in found)
    )


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


def language(value: Any) -> str | None:
    """An ISO 639 code, perhaps with a region."""
    given = text(value)
    if given is None or given in {"xx", "und", "zxx"}:
        return None
    code, separator, region = given.replace("_", "-").partition("-")
    tidy = code.lower() + separator + region
    if not LANGUAGE.fullmatch(tidy):
        raise Unusable("language-unknown", "A language is a code such as pl or en.")
    return tidy


def country(value: Any) -> str | None:
    """The first ISO 3166-1 alpha-2 code, whichever way it is written."""
    given = (value[0] if value else None) if isinstance(value, list) else value
    code = (text(given) or "").upper()
    if not code:
        return None
    if not re.fullmatch("[A-Z]{2}", code):
        raise Unusable("country-unknown", "A country is a code of two letters, such as PL.")
    return code


def web_address(value: Any) -> str | None:
    """An http or https address; one without a scheme gets https."""
    given = _tidy(value, 2_000)
    if given is None:
        return None
    address = f"https:{given}" if given.startswith("//") else given
    if not WEB_ADDRESS.fullmatch(address):
        raise Unusable("address-invalid", "An address begins with http:// or https://.")
    return address


def as_it_is(value: Any) -> Any:
    """The value unchanged; empty ones are unknown."""
    return None if value in ("", [], {}) else value


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, for transformations that look inside; anything else in it is passed over."""
    if not isinstance(value, list):
        raise Unusable("wrong-type", "A list is expected here.")
    return [each for each in value if isinstance(each, dict)]


def _tidy(value: Any, most: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unusable("wrong-type", "A text is expected here.")
    tidy = composed(value).strip()
    if len(tidy) > most:
        raise Unusable("text-too-long", f"At most {most} characters fit here.")
    return tidy or None


def _number(value: Any) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unusable("wrong-type", "A number is expected here.")
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", value.strip()):
        raise Unusable("wrong-type", "A number is expected here.")
    return float(value)


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
