"""Turns a template, a language and what is to be shown into a page."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any
from zoneinfo import available_timezones

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.web import drawings
from app.web.annotations import annotation_html
from app.web.formats.qr import qr_inline
from app.web.forms import form_named
from app.web.island import brought
from app.web.languages import FORMATS, LOCALES, UNBROKEN, Language, language
from app.web.reading import menus
from app.web.refusals import explain
from app.web.specimens.apart import apart
from app.web.static_files import STATIC, asset, has_editor, has_fonts, has_specimens
from app.web.words import (
    balance,
    classes,
    differences,
    facts,
    lengths,
    likenesses,
    numerals,
    origins,
    reports,
    runs,
    states,
)
from app.web.words.browsers import browser_name
from domain.menus.differences import tally
from domain.menus.views import MenuView

TEMPLATES = STATIC.parent / "templates"
DISPLAYED_TERRITORY = 2


def render(template: str, locale: str, **context: Any) -> str:
    """The page `template` in `locale`; a name that the template needs and does not get is an error."""
    return environment(locale).get_template(template).render(**context)


@cache
def environment(locale: str) -> Environment:
    """The templates with the words, dates and numbers of one locale."""
    spoken = language(locale)
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(spoken.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(_filters(spoken))
    env.globals.update(_globals(spoken))
    return env


def _filters(spoken: Language) -> dict[str, Any]:
    in_language = {
        "facts": facts.facts,
        "kind": facts.kind,
        "kinds": facts.kinds,
        "field_label": origins.field_label,
        "field_words": origins.field_words,
        "said_by": origins.said_by,
        "makers": facts.makers,
        "known_facts": facts.known_facts,
        "likenesses": likenesses.likenesses,
        "reason": likenesses.reason,
        "class_name": classes.class_name,
        "steps_to": classes.steps_to,
        "roles": classes.roles_of,
        "other_titles": classes.other_titles,
        "total_time": lengths.total_time,
        "course_time": lengths.course_time,
        "menu_of_courses": numerals.menu_of_courses,
        "edition_name": numerals.edition_name,
        "explained": explain,
        "in_words": runs.in_words,
        "elapsed": runs.elapsed,
        "report_reason": reports.report_reason,
        "decision_word": reports.decision_word,
        "status_word": states.status_word,
        "rated": states.rated,
        "kinds_counted": balance.kinds_counted,
        "course_weighed": balance.course_weighed,
        "takes": balance.takes,
        "weighed": balance.weighed,
        "tally_words": differences.tally_words,
        "redlined": differences.redlined,
        "relationship_redlined": differences.relationship_redlined,
        "narrative_redlined": differences.narrative_redlined,
        "contributors": menus.contributors,
    }
    return {
        **{name: partial(_last_argument, function, spoken) for name, function in in_language.items()},
        "date": _on_one_line(spoken.date),
        "day": _on_one_line(spoken.day),
        "moment": _on_one_line(spoken.moment),
        "clock": spoken.clock,
        "number": spoken.number,
        "listed": spoken.listed,
        "annotation": lambda source: Markup(annotation_html(source)),  # noqa: S704 - cleaned by nh3
        "roman": numerals.roman,
        "hue": facts.hue,
        "isolated": facts.isolated,
        "inhabited": classes.inhabited,
        "source_name": facts.source_name,
        "years": lengths.years,
        "course_options": _course_options,
        "given": _given,
        "anchor": menus.anchor,
        "apart": apart,
        "pairings": menus.pairings,
        "marginalia": menus.marginalia,
        "form_named": form_named,
        "qr": qr_inline,
        "bar": drawings.bar,
        "differ": differences.differ,
        "mix": balance.mix,
        "tally": tally,
        "browser_name": browser_name,
    }


def _on_one_line(words: Callable[..., str]) -> Callable[..., str]:
    """Dates do not break."""
    return lambda *given: words(*given).replace(" ", UNBROKEN)


def _last_argument(function: Any, spoken: Language, subject: Any) -> Any:
    return function(subject, spoken)


def _globals(spoken: Language) -> dict[str, Any]:
    return {
        "locale": spoken.code,
        "territory": FORMATS[spoken.code],
        "languages": {code: language(code).locale.languages[code].capitalize() for code in LOCALES},
        "media_types": tuple(facts.KINDS),
        "status_options": [(code, states.status_word(code, spoken)) for code in states.STATUSES],
        "report_options": [(code, reports.report_reason(code, spoken)) for code in reports.REASONS],
        "kind_labels": [(code, facts.kinds(code, spoken)) for code in facts.KINDS],
        "kind_options": [(code, facts.kind(code, spoken)) for code in facts.KINDS],
        "countries": _countries(spoken),
        "work_languages": facts.languages(spoken),
        "orders": partial(facts.orders, language=spoken),
        "time_zones": sorted(zone for zone in available_timezones() if "/" in zone),
        "asset": asset,
        "has_fonts": has_fonts(),
        "has_editor": has_editor(),
        "has_specimens": has_specimens(),
        "brought": partial(brought, locale=spoken.code),
        "place_of": menus.place_of,
        "named_by": menus.named_by,
    }


def _given(attributes: dict[str, Any]) -> dict[str, Any]:
    """Those that have a value; one that is just there has its own name as value, as HTML has it."""
    return {name: name if value is True else value for name, value in attributes.items() if value}


def _course_options(menu: MenuView) -> list[tuple[str, str]]:
    courses = enumerate(menu.courses, 1)
    return [(str(course.id), f"{numerals.roman(number)}. {course.title}") for number, course in courses]


def _countries(spoken: Language) -> list[tuple[str, str]]:
    territories = spoken.locale.territories.items()
    named = [(code, name) for code, name in territories if len(code) == DISPLAYED_TERRITORY]
    return sorted(named, key=lambda entry: entry[1])
