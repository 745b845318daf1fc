"""How long a work takes, and a whole menu, in the measure of each kind."""

from collections.abc import Sequence
from typing import Any, Final

from app.web.languages import Language
from domain.menus.balance import minutes_of
from domain.menus.views import CourseView, ItemView, MenuView

HOUR: Final = 60


def extent(details: dict[str, Any], language: Language) -> str:
    """How long it takes: running time, pages, or hours of play; empty when nobody knows."""
    minutes = details.get("runtime_minutes") or details.get("duration_minutes")
    if minutes:
        return duration(int(minutes), language)
    if pages := details.get("page_count"):
        return language.ngettext("%(n)s page", "%(n)s pages", pages) % {"n": language.number(pages)}
    if hours := details.get("playtime_hours"):
        return hours_of_play(float(hours), language)
    return ""


def duration(minutes: int, language: Language) -> str:
    """2 h 42 min; 48 min; 3 h."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return language.gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return language.gettext("%(hours)d h") % {"hours": hours}
    return language.gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def hours_of_play(hours: float, language: Language) -> str:
    """Whole hours in words that bend with their number: 1 hour, 17 hours."""
    whole = max(1, round(hours))
    return language.ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": language.number(whole)}


def total_time(menu: MenuView, language: Language) -> str:
    """About how long the whole menu takes, once most of its works say how long they are; else empty."""
    minutes = _known_minutes(items(menu))
    return about(minutes, language) if minutes else ""


def course_time(course: CourseView, language: Language) -> str:
    """The same of one course, in minutes when it takes less than an hour."""
    minutes = round(_known_minutes(course.items))
    if minutes < HOUR:
        return duration(minutes, language) if minutes else ""
    return about(minutes, language)


def _known_minutes(served: Sequence[ItemView]) -> float:
    """How long works take together, once most of them say how long they are; else 0."""
    known = [minutes for item in served if (minutes := minutes_of(item.media.details))]
    return sum(known) if len(known) * 2 > len(served) else 0


def about(minutes: float, language: Language) -> str:
    """In whole hours: about 3 hours; never less than one."""
    hours = max(1, round(minutes / HOUR))
    return language.ngettext("about %(n)s hour", "about %(n)s hours", hours) % {"n": language.number(hours)}


def years(menu: MenuView) -> str:
    """The span of the works' years: 1969–2019."""
    known = [item.media.release_year for item in items(menu) if item.media.release_year]
    if not known:
        return ""
    first, last = min(known), max(known)
    return str(first) if first == last else f"{first}–{last}"


def items(menu: MenuView) -> list[ItemView]:
    """All items of a menu, course after course."""
    return [item for course in menu.courses for item in course.items]
