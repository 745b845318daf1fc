"""The forms in which ids of works are written, and the one form of each that is kept as its key.

| source | key | also read |
| --- | --- | --- |
| imdb | `tt0079944` | any case, seven digits alone, addresses |
| tmdb | `movie/1398`, `tv/1396` | `movie-1398`, addresses |
| thetvdb | `76715`, `movie/190` | `series/76715`, `series-76715`, addresses with a number |
| openlibrary | `OL45804W`, `OL7353617M` | `/works/OL45804W`, any case, addresses |
| musicbrainz | `release-group/<mbid>`, `release/<mbid>` | any case, addresses |
| igdb, rawg, steam, goodreads | `1942` | a name behind or before the number, addresses with a number |
| letterboxd | `stalker`, `boxd.it/29qU` | `film/stalker`, addresses |
| wikidata | `Q83495` | any case, `wd:Q83495`, addresses |

The name of the source may stand in front, as `imdb:tt0079944`. A name in place of a number, as in
`igdb.com/games/zelda`, is no key: it changes, and nobody could tell that both are one.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

OTHER_NAMES: Mapping[str, str] = {
    "tvdb": "thetvdb",
    "the-tvdb": "thetvdb",
    "themoviedb": "tmdb",
    "open-library": "openlibrary",
    "steam-app": "steam",
    "isbn10": "isbn",
    "isbn13": "isbn",
}
"""One source under two names would be two keys of one work: TMDB says `tvdb` for TheTVDB, for one."""

MBID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
END = r"(?:[/?#].*)?"
"""What may stand behind an address."""


def _host(name: str, path: str = "") -> str:
    """A web address up to the part that holds the key; scheme and first label may be missing."""
    return rf"(?:https?://)?(?:[a-z0-9-]+\.)?{re.escape(name)}/{path}"


def _number_at(host: str, path: str, prefixes: str = "") -> str:
    """A number, alone or behind a word, in an address, or before the name that sites put behind it."""
    return rf"(?:{_host(host, path)}|{prefixes})([1-9][0-9]{{0,11}})(?:[-.][^/?#\s]*)?{END}"


def _film_or_series(found: re.Match[str]) -> str:
    return f"{found[1].lower()}/{found[2]}"


def _tvdb(found: re.Match[str]) -> str:
    kind = (found[1] or found[2] or "series").lower()
    return found[3] if kind == "series" else f"movie/{found[3]}"


def _letterboxd(found: re.Match[str]) -> str:
    return f"boxd.it/{found[1]}" if found[1] else found[2].lower()


class KeyForm(Struct, frozen=True):
    """How a source's keys are written: `pattern` reads every form, `as_key` gives the one that is kept."""

    pattern: re.Pattern[str]
    as_key: Callable[[re.Match[str]], str]

    def read(self, given: str) -> str | None:
        """The key; nothing for what the source could not have written."""
        found = self.pattern.fullmatch(given)
        return found and self.as_key(found)


def _form(pattern: str, as_key: Callable[[re.Match[str]], str]) -> KeyForm:
    return KeyForm(re.compile(pattern, re.IGNORECASE), as_key)


def _first(found: re.Match[str]) -> str:
    return found[1]


KEY_FORMS: Mapping[str, KeyForm] = {
    "imdb": _form(
        rf"(?:{_host('imdb.com', '(?:[a-z]{2}/)?title/')}|/?title/)?(?:tt)?([0-9]{{7,10}}){END}",
        lambda found: f"tt{found[1]}",
    ),
    "tmdb": _form(
        rf"(?:{_host('themoviedb.org')}|/)?(movie|tv)[/-]([1-9][0-9]{{0,9}})(?:-[^/?#\s]*)?{END}",
        _film_or_series,
    ),
    "thetvdb": _form(
        rf"(?:{_host('thetvdb.com', '(?:dereferrer/)?')})?"
        r"(?:(series|movie)s?[/-]|\?tab=(series)&id=)?([1-9][0-9]{0,9})" + END,
        _tvdb,
    ),
    "openlibrary": _form(
        rf"(?:{_host('openlibrary.org', '(?:works|books)/')}|/?(?:works|books)/)?(OL[0-9]+[WM])"
        rf"(?:\.json)?{END}",
        lambda found: found[1].upper(),
    ),
    "musicbrainz": _form(
        rf"(?:{_host('musicbrainz.org', '(?:ws/2/)?')}|/)?(release-group|release)[/:]({MBID}){END}",
        lambda found: f"{found[1]}/{found[2]}".lower(),
    ),
    "igdb": _form(_number_at("igdb.com", "(?:api/)?games/", "game[s]?[/-]|"), _first),
    "rawg": _form(_number_at("rawg.io", "(?:api/)?games/", "game[s]?[/-]|"), _first),
    "steam": _form(
        _number_at("steampowered.com", "app/", _host("steamcommunity.com", "app/") + r"|//[a-z]+/|/?app/|"),
        _first,
    ),
    "goodreads": _form(_number_at("goodreads.com", "(?:[a-z]{2}/)?book/show/", "/?book/show/|"), _first),
    "letterboxd": _form(
        rf"(?:https?://)?boxd\.it/([a-z0-9]+){END}"
        rf"|(?:{_host('letterboxd.com', '(?:[a-z0-9_]+/)?film/')}|/?film/)?([a-z0-9]+(?:-[a-z0-9]+)*){END}",
        _letterboxd,
    ),
    "wikidata": _form(
        rf"(?:{_host('wikidata.org', '(?:wiki|entity)/')}|wd:)?(Q[1-9][0-9]{{0,11}}){END}",
        lambda found: found[1].upper(),
    ),
}

ADDRESSES: Mapping[str, str] = {
    "goodreads": "https://www.goodreads.com/book/show/{}",
    "imdb": "https://www.imdb.com/title/{}/",
    "isbn": "https://openlibrary.org/isbn/{}",
    "letterboxd": "https://letterboxd.com/film/{}/",
    "musicbrainz": "https://musicbrainz.org/{}",
    "rawg": "https://rawg.io/games/{}",
    "steam": "https://store.steampowered.com/app/{}/",
    "thetvdb": "https://www.thetvdb.com/dereferrer/series/{}",
    "tmdb": "https://www.themoviedb.org/{}",
    "wikidata": "https://www.wikidata.org/wiki/{}",
}
"""Where the key alone leads to a page; IGDB's pages have names, not numbers."""


def address_of(source_name: str, key: str) -> str | None:
    """The page of a work there, where the key tells it."""
    if source_name == "openlibrary":
        return f"https://openlibrary.org/{'works' if key.endswith('W') else 'books'}/{key}"
    if source_name == "letterboxd" and key.startswith("boxd.it/"):
        return f"https://{key}"
    if source_name == "thetvdb" and key.startswith("movie/"):
        return f"https://www.thetvdb.com/dereferrer/{key}"
    pattern = ADDRESSES.get(source_name)
    return pattern.format(key) if pattern else None


def own_name(source_name: str) -> str:
    """The name that a source has here, whatever others call it."""
    return OTHER_NAMES.get(source_name, source_name)
