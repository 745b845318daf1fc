"""What a page says of a work, in the reader's language: its kind, its makers, one line of facts."""

from typing import Any, Protocol
from unicodedata import bidirectional
from uuid import UUID

from app.web.languages import UNBROKEN, Language, mark
from app.web.words.lengths import extent
from domain.catalog.titles import sort_key
from domain.catalog.views import MediaView

HUES = 24
MOST_MAKERS = 3
LETTERS = 2
# The dot stays with what it follows when the line breaks.
SEPARATOR = f"{UNBROKEN}· "

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
    "goodreads": "Goodreads",
    "igdb": "IGDB",
    "letterboxd": "Letterboxd",
    "rawg": "RAWG",
    "steam": "Steam",
    "thetvdb": "TheTVDB",
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


def languages(language: Language) -> dict[str, str]:
    """What works are in, by codes of two letters, in the order of their names."""
    named = [(code, name) for code, name in language.locale.languages.items() if len(code) == LETTERS]
    return dict(sorted(named, key=lambda entry: sort_key(entry[1])))


def orders(q: str, language: Language) -> list[tuple[str, str]]:
    """The orders of a search, the one first that it has unless another is wanted."""
    known = language.gettext("Best known first")
    usual = [("", language.gettext("Best match")), ("popularity", known)] if q else [("", known)]
    others = [("newest", language.gettext("Newest first")), ("title", language.gettext("By title"))]
    return usual + others


def source_name(name: str) -> str:
    """How a source writes its own name."""
    return SOURCES.get(name, name)


def hue(work_id: UUID) -> int:
    """The place on the colour wheel that a work keeps wherever it is shown, 0 to 23."""
    return work_id.int % HUES


def facts(work: Work, language: Language) -> str:
    """One line: film · Andrei Tarkovsky · 1979 · 2 h 42 min."""
    parts = [kind(work.media_type, language), makers(work.creators, language)]
    length = extent(getattr(work, "details", None) or {}, language)
    parts += [str(work.release_year or ""), length.replace(" ", UNBROKEN)]
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


def known_facts(work: MediaView, language: Language) -> list[tuple[str, str]]:
    """What else is known of a work, as pairs of a label and words, in a fixed order."""
    details = work.details
    language_name = language.locale.languages.get(work.language or "", work.language or "")
    rows = [
        (language.gettext("Genres"), ", ".join(work.genres)),
        (language.gettext("Language"), language_name),
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
