"""How pages name the fields of a work and write their values, where they say who says what."""

from typing import Any

from app.web.languages import Language, mark
from app.web.words.classes import class_name
from app.web.words.facts import source_name
from domain.catalog.views import EDITOR

LONGEST = 300

LABELS = {
    "title": mark("Title"),
    "original_title": mark("Original title"),
    "titles": mark("Titles elsewhere"),
    "search_norm": mark("Words for search"),
    "metadata": mark("Other facts"),
    "media_class": mark("Class"),
    "release_date": mark("Released"),
    "creators": mark("Made by"),
    "genres": mark("Genres"),
    "language": mark("Language"),
    "country_of_origin": mark("Country"),
    "description": mark("Description"),
    "cover_url": mark("Cover"),
    "canonical_url": mark("Page of the work"),
    "is_adult": mark("For adults"),
    "popularity": mark("Popularity"),
    "details.runtime_minutes": mark("Length in minutes"),
    "details.directors": mark("Directors"),
    "details.seasons": mark("Seasons"),
    "details.episodes": mark("Episodes"),
    "details.avg_rating": mark("Rating"),
    "details.num_votes": mark("Votes"),
    "details.authors": mark("Authors"),
    "details.isbn13": mark("ISBN"),
    "details.publisher": mark("Publisher"),
    "details.page_count": mark("Pages"),
    "details.edition": mark("Edition"),
    "details.developers": mark("Developers"),
    "details.publishers": mark("Publishers"),
    "details.platforms": mark("Platforms"),
    "details.engine": mark("Engine"),
    "details.playtime_hours": mark("Hours of play"),
    "details.artists": mark("Artists"),
    "details.label": mark("Label"),
    "details.track_count": mark("Tracks"),
    "details.duration_minutes": mark("Length in minutes"),
    "details.release_type": mark("Kind of release"),
}


def field_label(field: str, language: Language) -> str:
    """What a reader calls the field."""
    return language.gettext(LABELS.get(field, field))


def field_words(said: tuple[str, Any], language: Language) -> str:
    """A field and its value, as the value on one line; empty when there is none."""
    field, value = said
    if field == "media_class" and value:
        return class_name(value, language)
    if field in {"language", "country_of_origin"} and value:
        names = language.locale.languages if field == "language" else language.locale.territories
        return str(names.get(value, value))
    if isinstance(value, bool):
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, int | float):
        return language.number(value)
    words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def said_by(name: str, language: Language) -> str:
    """The name of a source, or of people."""
    return language.gettext("an editor") if name == EDITOR else source_name(name)
