"""The languages of the pages: which one a reader gets, its words, its dates and its numbers."""

import re
from collections.abc import Callable, Sequence
from datetime import date as calendar_day
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

LOCALES = ("en", "pl")
CATALOGUES = Path(__file__).parent / "locales"
# English is read far beyond one country: days before months, and clocks of 24 hours.
FORMATS = {"en": "en_GB", "pl": "pl_PL"}
UNBROKEN = "\N{NO-BREAK SPACE}"
# Of a tag, `<a href`, the letter is no word.
LONE_LETTER = re.compile(r"(?<![\w<])([aiouwz]) (?=\S)", re.IGNORECASE)


def mark(words: str) -> str:
    """Mark words for the catalogue where they are written down but not yet said."""
    return words


def marks(one: str, many: str) -> tuple[str, str]:
    """The same for words that bend with a number."""
    return one, many


def read_catalogue(locale: str) -> Catalog:
    """The committed .po file of a locale, as Babel sees it."""
    with (CATALOGUES / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def set_in_type(catalogue: Catalog) -> Catalog:
    """The same words as Polish sets them: one of a single letter never ends a line, it goes with the next."""
    for message in catalogue:
        bent = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        kept = tuple(LONE_LETTER.sub(rf"\1{UNBROKEN}", form) for form in bent)
        message.string = kept if message.pluralizable else kept[0]
    return catalogue


class Language:
    """Everything that a page says differently from one language to the next."""

    def __init__(self, code: str) -> None:
        compiled = BytesIO()
        catalogue = read_catalogue(code)
        write_mo(compiled, set_in_type(catalogue) if code == "pl" else catalogue)
        compiled.seek(0)
        self.code = code
        self.translations = Translations(compiled)
        self.locale = Locale.parse(FORMATS[code])
        self.gettext: Callable[[str], str] = self.translations.ugettext
        self.ngettext: Callable[[str, str, int], str] = self.translations.ungettext

    def date(self, at: datetime, zone: str = "UTC") -> str:
        """A day: 14 November 2026."""
        return format_date(at.astimezone(ZoneInfo(zone)), "long", locale=self.locale)

    def day(self, day: calendar_day) -> str:
        """A day that is the same for everybody: 14 November 2026."""
        return format_date(day, "long", locale=self.locale)

    def moment(self, at: datetime, zone: str = "UTC") -> str:
        """A day and a time on the clock of `zone`."""
        return format_datetime(at, "d MMM y, HH:mm", tzinfo=ZoneInfo(zone), locale=self.locale)

    def clock(self, at: datetime, zone: str = "UTC") -> str:
        """A time on the clock of `zone`: 18:30."""
        return format_time(at, "HH:mm", tzinfo=ZoneInfo(zone), locale=self.locale)

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.locale))

    def listed(self, names: Sequence[str]) -> str:
        """Several in a row: A, B and C."""
        return format_list(names, locale=self.locale)


@cache
def language(code: str) -> Language:
    """The language of one of `LOCALES`, read from its catalogue once."""
    return Language(code)


def negotiate(asked: str | None, remembered: str | None, accepted: str | None) -> str:
    """The locale of a page: `?lang=`, else the cookie `lang`, else the Accept-Language header, or English."""
    wishes = [asked, remembered, *_by_weight(accepted or "")]
    known = (wish.lower().split("-")[0] for wish in wishes if wish)
    return next((wish for wish in known if wish in LOCALES), "en")


def _by_weight(header: str) -> list[str]:
    ranked = []
    for choice in header.split(","):
        tag, _, weight = choice.partition(";q=")
        if (quality := _quality(weight)) > 0:
            ranked.append((quality, tag.strip()))
    return [tag for _, tag in sorted(ranked, key=lambda entry: -entry[0])]


def _quality(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0
