"""Recognises ids in what people type or paste: addresses, numbers of books, ids that look like no word."""

import re
from collections.abc import Mapping

from adapters.sources.identifiers import isbn13, key_in
from adapters.sources.key_forms import own_name
from domain.ingestion.errors import Unusable

HOSTS: Mapping[str, str] = {
    "boxd.it": "letterboxd",
    "goodreads.com": "goodreads",
    "igdb.com": "igdb",
    "imdb.com": "imdb",
    "letterboxd.com": "letterboxd",
    "musicbrainz.org": "musicbrainz",
    "openlibrary.org": "openlibrary",
    "rawg.io": "rawg",
    "steamcommunity.com": "steam",
    "steampowered.com": "steam",
    "themoviedb.org": "tmdb",
    "thetvdb.com": "thetvdb",
    "wikidata.org": "wikidata",
}
LONGEST = 300
ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)*?([a-z0-9-]+\.[a-z]{2,})/\S+", re.IGNORECASE)
BOOK_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?openlibrary\.org/isbn/([0-9x-]+)\S*", re.IGNORECASE)
UNMISTAKABLE: Mapping[str, re.Pattern[str]] = {
    "imdb": re.compile(r"(?:imdb:)?tt[0-9]{7,10}", re.IGNORECASE),
    "openlibrary": re.compile(r"(?:openlibrary:)?OL[0-9]+[WM]", re.IGNORECASE),
}
ISBN = re.compile(r"(?:isbn(?:-?1[03])?:?\s*)?(?:97[89][\s-]?)?[0-9][0-9\s-]{7,14}[0-9x]", re.IGNORECASE)


def key_written(source_name: str, text: str) -> tuple[str, str] | None:
    """The source by its own name and the key in the form that is kept, of what somebody wrote down as its id
    there; None for what that source could not have written."""
    source = own_name(source_name)
    try:
        return _pair(source, key_in(source, text))
    except Unusable:
        return None


def key_named(text: str) -> tuple[str, str] | None:
    """The source and the key that the whole text is; None for any other text, a title of digits too."""
    if not 9 <= len(text) <= LONGEST and not text.startswith("OL"):
        return None
    try:
        return _key_named(text)
    except Unusable:
        return None


def _key_named(text: str) -> tuple[str, str] | None:
    if book := BOOK_ADDRESS.fullmatch(text):
        return _pair("isbn", isbn13(book[1]))
    if address := ADDRESS.fullmatch(text):
        source = HOSTS.get(address[1].lower())
        return _pair(source, key_in(source, text)) if source else None
    for source, pattern in UNMISTAKABLE.items():
        if pattern.fullmatch(text):
            return _pair(source, key_in(source, text))
    return _pair("isbn", isbn13(text)) if ISBN.fullmatch(text) else None


def _pair(source: str, key: str | None) -> tuple[str, str] | None:
    return (source, key) if key else None
