"""Texts, names and the codes and addresses that are texts too."""

import re
from typing import Any

from domain.ingestion.errors import Unusable
from domain.ingestion.transformations import Transformation
from domain.texts import composed

MOST_NAMES = 100
LONGEST_NAME = 300
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


def genres(value: Any) -> tuple[str, ...] | None:
    """Names with a capital letter in each word, so that one genre is one word whatever its source."""
    found = names(value)
    return found and tuple(
        dict.fromkeys(re.sub(r"(^|[\s\-/&(])(\w)", lambda at: at[1] + at[2].upper(), each) for each in found)
    )


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


def _tidy(value: Any, most: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unusable("wrong-type", "A text is expected here.")
    tidy = composed(value).strip()
    if len(tidy) > most:
        raise Unusable("text-too-long", f"At most {most} characters fit here.")
    return tidy or None
