"""What a page says of a work in one line, and of a menu's length, in the reader's language."""

from collections.abc import Iterable
from typing import Any, Protocol
from unicodedata import bidirectional
from uuid import UUID

from app.web.languages import Language, mark
from domain.catalog.views import MediaView
from domain.menus.views import MenuView

HUES = 24
MINUTES_PER_PAGE = 1.6
MOST_MAKERS = 3
# The dot stays with what it follows when the line breaks.
SEPARATOR = "\N{NO-BREAK SPACE}· "

KINDS = {
    "film": mark("film"),
    "tv": mark("series"),
    "book": mark("book"),
    "magazine": mark("magazine"),
    "game": mark("game"),
    "music": mark("record"),
    "audio": mark("audio"),
    "event": mark("event"),
}
KINDS_PLURAL = {
    "film": mark("Films"),
    "tv": mark("Series"),
    "book": mark("Books"),
    "magazine": mark("Magazines"),
    "game": mark("Games"),
    "music": mark("Records"),
    "audio": mark("Audio"),
    "event": mark("Events"),
}
SOURCES = {
    "imdb": "IMDb",
    "tmdb": "TMDB",
    "igdb": "IGDB",
    "isbn": "ISBN",
    "musicbrainz": "MusicBrainz",
    "openlibrary": "Open Library",
    "wikidata": "Wikidata",
    "wikipedia": "Wikipedia",
}


class Work(Protocol):
    """What every view of a work tells: search results, suggestions, served works."""

    @property
    def media_type(self) -> Any: ...
    @property
    def release_year(self) -> int | None: ...
    @property
    def creators(self) -> tuple[str, ...]: ...


def kind(media_type: str, language: Language) -> str:
    """The word for a kind of work: film, record."""
    return language.gettext(KINDS.get(media_type, media_type))


def kinds(media_type: str, language: Language) -> str:
    """The same for many, as a label: Films, Records."""
    return language.gettext(KINDS_PLURAL.get(media_type, media_type))


def source_name(name: str) -> str:
    """How a source writes its own name."""
    return SOURCES.get(name, name)


def hue(work_id: UUID) -> int:
    """The place on the colour wheel that a work keeps wherever it is shown, 0 to 23."""
    return work_id.int % HUES


def facts(work: Work, language: Language) -> str:
    """One line: film · Andrei Tarkovsky · 1979 · 2 h 42 min."""
    parts = [kind(work.media_type, language), makers(work.creators, language)]
    parts += [str(work.release_year or ""), extent(getattr(work, "details", None) or {}, language)]
    return SEPARATOR.join(part for part in parts if part)


def makers(names: tuple[str, ...], language: Language) -> str:
    """The first few names; the rest are "and others"."""
    if len(names) <= MOST_MAKERS:
        return isolated(", ".join(names))
    return language.gettext("%(names)s and others") % {"names": isolated(", ".join(names[: MOST_MAKERS - 1]))}


def isolated(words: str) -> str:
    """Right-to-left words between bidi isolates, so that they do not reorder the line around them."""
    if any(bidirectional(letter) in {"R", "AL"} for letter in words):
        return f"\u2068{words}\u2069"
    return words


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


def known_facts(work: MediaView, language: Language) -> list[tuple[str, str]]:
    """What else is known of a work, as pairs of a label and words, in a fixed order."""
    details = work.details
    language_name = language.locale.languages.get(work.language or "", work.language or "")
    rows = [
        (language.gettext("Genres"), ", ".join(work.genres)),
        (language.gettext("Language"), language_name),
        (language.gettext("Publisher"), _listed(details.get("publisher") or details.get("publishers"))),
        (language.gettext("Label"), _listed(details.get("label"))),
        (language.gettext("Platforms"), _listed(details.get("platforms"))),
        (language.gettext("Tracks"), _listed(details.get("track_count"))),
        (language.gettext("ISBN"), _listed(details.get("isbn13"))),
        (language.gettext("Rating"), _rating(details, language)),
    ]
    return [(label, words) for label, words in rows if words]


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _rating(details: dict[str, Any], language: Language) -> str:
    votes = int(details.get("num_votes") or 0)
    if not votes or details.get("avg_rating") is None:
        return ""
    words = language.ngettext("%(rating)s out of 10, %(n)s vote", "%(rating)s out of 10, %(n)s votes", votes)
    return words % {"rating": language.number(float(details["avg_rating"])), "n": language.number(votes)}


def duration(minutes: int, language: Language) -> str:
    """2 h 42 min; 48 min; 3 h."""
    hours, rest = divmod(minutes, 60)
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
    known = [minutes for item in items(menu) if (minutes := minutes_of(item.media.details))]
    if len(known) * 2 <= len(list(items(menu))):
        return ""
    hours = max(1, round(sum(known) / 60))
    return language.ngettext("about %(n)s hour", "about %(n)s hours", hours) % {"n": language.number(hours)}


def minutes_of(details: dict[str, Any]) -> float:
    """Minutes that a work takes to watch, hear, play or read; 0 when nobody knows."""
    return float(
        details.get("runtime_minutes")
        or details.get("duration_minutes")
        or float(details.get("playtime_hours") or 0) * 60
        or float(details.get("page_count") or 0) * MINUTES_PER_PAGE
    )


def years(menu: MenuView) -> str:
    """The span of the works' years: 1969–2019."""
    known = [item.media.release_year for item in items(menu) if item.media.release_year]
    if not known:
        return ""
    first, last = min(known), max(known)
    return str(first) if first == last else f"{first}–{last}"


def items(menu: MenuView) -> Iterable[Any]:
    """All items of a menu, course after course."""
    return [item for course in menu.courses for item in course.items]
