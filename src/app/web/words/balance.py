"""The balance of a menu in words and as a bar: what it is made of, and how long each part takes."""

from collections.abc import Sequence
from typing import Any, Final

from app.web.drawings import Part, parted
from app.web.languages import UNBROKEN, Language
from app.web.words.facts import SEPARATOR, kinds
from app.web.words.lengths import about
from domain.menus.balance import DECADE, Balance, CourseBalance, Time

TOGETHER: Final = "\N{WORD JOINER}"


def mix(balance: Balance) -> Sequence[Part]:
    """The parts of a bar, a kind of work each."""
    return parted((each.media_type, each.works) for each in balance.by_media_type)


def kinds_counted(balance: Balance, language: Language) -> str:
    """Books: 3 · Films: 2."""
    return _listed((kinds(each.media_type, language), each.works) for each in balance.by_media_type)


def takes(balance: Balance, language: Language) -> str:
    """About how long it all takes, once most of the works say how long they are; else nothing."""
    known = balance.works - balance.total.unknown
    return about(balance.total.minutes, language) if known * 2 > balance.works else ""


def weighed(balance: Balance, language: Language) -> list[tuple[str, str]]:
    """All that is known of the mix, as pairs of a label and words; what is not known at all is left out."""
    decades = ((_decade(each.decade, language), each.works) for each in balance.decades)
    languages = ((_named(each.language, language, "languages"), each.works) for each in balance.languages)
    countries = ((_named(each.country, language, "territories"), each.works) for each in balance.countries)
    rows = [
        (language.gettext("Kinds"), kinds_counted(balance, language)),
        (language.gettext("Decades"), _listed(decades) if _known(balance.decades, "decade") else ""),
        (language.gettext("Languages"), _listed(languages) if _known(balance.languages, "language") else ""),
        (language.gettext("Countries"), _listed(countries) if _known(balance.countries, "country") else ""),
        (language.gettext("Time"), _time(balance.total, language)),
    ]
    return [(label, words) for label, words in rows if words]


def course_weighed(course: CourseBalance, language: Language) -> str:
    """2 works · about 3 hours · 1 work of unknown length."""
    works = language.ngettext("%(n)s work", "%(n)s works", course.works) % {
        "n": language.number(course.works)
    }
    minutes = course.total.minutes
    parts = [works, about(minutes, language) if minutes else "", _unknown(course.total, language)]
    return SEPARATOR.join(part for part in parts if part)


def _unknown(total: Time, language: Language) -> str:
    words = language.ngettext("%(n)s work of unknown length", "%(n)s works of unknown length", total.unknown)
    return words % {"n": language.number(total.unknown)} if total.unknown else ""


def _time(total: Time, language: Language) -> str:
    number = language.number
    pages = language.ngettext("%(n)s page", "%(n)s pages", total.pages) % {"n": number(total.pages)}
    parts = [
        (language.gettext("watching"), total.watching, ""),
        (language.gettext("listening"), total.listening, ""),
        (language.gettext("playing"), total.playing, ""),
        (language.gettext("reading"), total.reading, f" ({pages})"),
    ]
    told = [f"{doing}: {about(minutes, language)}{more}" for doing, minutes, more in parts if minutes]
    unknown = _unknown(total, language)
    return SEPARATOR.join([*told, unknown] if unknown and told else told)


def _listed(counted: Any) -> str:
    return SEPARATOR.join(f"{name}:{UNBROKEN}{count}" for name, count in counted)


def _known(counted: Sequence[Any], name: str) -> bool:
    return any(getattr(each, name) is not None for each in counted)


def _decade(decade: int | None, language: Language) -> str:
    """1960–1969, on one line."""
    if decade is None:
        return language.gettext("unknown")
    return f"{decade}{TOGETHER}–{TOGETHER}{decade + DECADE - 1}"


def _named(code: str | None, language: Language, what: str) -> str:
    return getattr(language.locale, what).get(code, code) if code else language.gettext("unknown")
