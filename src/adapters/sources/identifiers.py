"""How ids of works are written and where they lead, whichever source they come from."""

import re
from collections.abc import Callable
from typing import Any

from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError

from domain.ingestion.errors import Unusable
from domain.ingestion.transformations.texts import text

Pairs = tuple[tuple[str, str], ...]

SOURCE_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
PATTERNS = {
    "imdb": re.compile(r"tt[0-9]{7,}"),
    "tmdb": re.compile(r"(movie|tv)/[1-9][0-9]{0,9}"),
    "openlibrary": re.compile(r"OL[0-9]+[WM]"),
    "musicbrainz": re.compile(r"(release|release-group)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "igdb": re.compile(r"[1-9][0-9]{0,11}"),
    "steam": re.compile(r"[1-9][0-9]{0,11}"),
    "wikidata": re.compile(r"Q[1-9][0-9]*"),
}
ADDRESSES = {
    "imdb": "https://www.imdb.com/title/{}/",
    "tmdb": "https://www.themoviedb.org/{}",
    "musicbrainz": "https://musicbrainz.org/{}",
    "steam": "https://store.steampowered.com/app/{}/",
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "goodreads": "https://www.goodreads.com/book/show/{}",
    "thetvdb": "https://www.thetvdb.com/dereferrer/series/{}",
}


def address_of(source_name: str, key: str) -> str | None:
    """The page of a work there, where the key tells it."""
    if source_name == "openlibrary":
        return f"https://openlibrary.org/{'works' if key.endswith('W') else 'books'}/{key}"
    if source_name == "isbn":
        return f"https://openlibrary.org/isbn/{key}"
    pattern = ADDRESSES.get(source_name)
    return pattern.format(key) if pattern else None


def isbn13(value: Any) -> str | None:
    """An ISBN of 10 or 13 digits in any dress, `="0756404738"` too, as 13 digits with its check right."""
    given = text(value)
    bare = re.sub(r'[="\s]', "", given or "")
    if not bare:
        return None
    try:
        return str(stdnum_isbn.compact(stdnum_isbn.to_isbn13(stdnum_isbn.validate(bare))))
    except ValidationError as error:
        raise Unusable("isbn-invalid", "This is not an ISBN.") from error


def key_in(source_name: str, value: Any) -> str | None:
    """A key as the source writes it. Raises Unusable for one that it could not have written."""
    given = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    if not given:
        return None
    if source_name == "isbn":
        return isbn13(given)
    pattern = PATTERNS.get(source_name)
    if len(given) > 200 or (pattern and not pattern.fullmatch(given)):
        raise Unusable("external-id-invalid", f"This is not a key of {source_name}.")
    return given


def linked_as(source_name: str) -> Callable[[Any], Pairs | None]:
    """One key, or a list of keys, of another source."""

    def links(value: Any) -> Pairs | None:
        read = _usable if isinstance(value, list) else key_in
        given = value if isinstance(value, list) else [value]
        keys = [read(source_name, each) for each in given]
        return tuple((source_name, key) for key in keys if key) or None

    links.__name__ = f"{source_name}_key"
    links.__doc__ = f"A key of {source_name}."
    return links


def external_ids(value: Any) -> Pairs | None:
    """An object of source name to key, or to a list of keys."""
    if not isinstance(value, dict):
        raise Unusable("wrong-type", 'Write {"imdb": "tt0133093"}.')
    pairs: list[tuple[str, str]] = []
    for source_name, keys in value.items():
        if not SOURCE_NAME.fullmatch(source_name):
            raise Unusable("source-name-invalid", "A source name is made of a-z, 0-9 and hyphens.")
        found = (key_in(source_name, each) for each in (keys if isinstance(keys, list) else [keys]))
        pairs.extend((source_name, key) for key in found if key)
    return tuple(pairs) or None


def _usable(source_name: str, value: Any) -> str | None:
    """Of many keys a bad one is left out."""
    try:
        return key_in(source_name, value)
    except Unusable:
        return None
