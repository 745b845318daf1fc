"""Which column of a CSV file goes to which field of a media-menu record: as declared, or by its header."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from adapters.sources.media_menu import SHAPES
from domain.ingestion.errors import ColumnsInvalid, FileUnreadable, WrongFile

OWN_FIELDS = frozenset({"external_id", "fetched_at", "makers", "isbn"})
"""Beside the fields of the payload: of the record, and two whose place depends on the kind of work."""

FIELDS = OWN_FIELDS | frozenset(
    field.upstream for shape in SHAPES.values() for field in shape.fields
) - frozenset({"details", "metadata", "external_ids"})
OPEN_FIELD = re.compile(r"(external_ids\.[a-z][a-z0-9-]{0,39}|metadata\.[^.]{1,100})")

BY_HEADER = {
    "external_id": "id, external id, key, identyfikator",
    "title": "title, name, primary title, tytuł",
    "original_title": "original title, original name, tytuł oryginalny",
    "media_type": "media type, type, kind, medium, typ, rodzaj",
    "release_year": "year, release year, year published, publication year, rok, rok wydania",
    "release_date": "release date, date, released, publication date, data wydania",
    "makers": "creators, creator, author, authors, by, director, directors, artist, artists, developer,"
    " developers, autor, autorzy, reżyser, reżyseria, wykonawca",
    "genres": "genre, genres, gatunek, gatunki",
    "description": "description, summary, overview, plot, opis",
    "language": "language, original language, język",
    "country_of_origin": "country, country of origin, kraj",
    "popularity": "popularity, votes, num votes, ratings count",
    "is_adult": "is adult, adult",
    "cover_url": "cover, cover url, image, image url, poster, okładka",
    "canonical_url": "url, link, canonical url, website",
    "fetched_at": "fetched at",
    "isbn": "isbn, isbn13, isbn 13, isbn10, isbn 10",
    "details.publisher": "publisher, wydawca, wydawnictwo",
    "details.page_count": "pages, page count, number of pages, liczba stron",
    "details.edition": "edition, wydanie",
    "details.runtime_minutes": "runtime, runtime minutes, runtime mins, minutes, czas trwania",
    "details.seasons": "seasons",
    "details.episodes": "episodes",
    "details.platforms": "platform, platforms",
    "details.label": "label",
    "details.track_count": "tracks, track count",
    "external_ids.imdb": "imdb, imdb id, imdbid, tconst, const",
    "external_ids.tmdb": "tmdb, tmdb id, tmdbid",
    "external_ids.openlibrary": "openlibrary, open library, openlibrary id, openlibrary key",
    "external_ids.musicbrainz": "musicbrainz, mbid, musicbrainz id",
    "external_ids.igdb": "igdb, igdb id",
    "external_ids.steam": "steam, steam id, steam appid",
    "external_ids.wikidata": "wikidata, wikidata id",
    "external_ids.goodreads": "goodreads, goodreads id, book id",
}
KNOWN_HEADERS = {header: field for field, headers in BY_HEADER.items() for header in headers.split(", ")}


class Declared(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file: header to field (empty: ignored), and values that are the same in every row."""

    columns: dict[str, str] = {}
    values: dict[str, str] = {}


def read_declared(path: Path) -> Declared:
    """From TOML or JSON, told by the name. Raises ColumnsInvalid or FileUnreadable."""
    try:
        content = path.read_bytes()
        if path.suffix == ".json":
            declared = msgspec.json.decode(content, type=Declared)
        else:
            declared = msgspec.convert(tomllib.loads(content.decode()), Declared)
    except OSError as error:
        raise FileUnreadable(f"{path}: {error.strerror}.") from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise ColumnsInvalid(f"{path}: {error}") from error
    for field in (*filter(None, declared.columns.values()), *declared.values):
        if field not in FIELDS and not OPEN_FIELD.fullmatch(field):
            raise ColumnsInvalid(f"{path}: {field!r} is no field of a record.")
    return declared


def fields_of(header: Sequence[str], declared: Declared) -> tuple[str | None, ...]:
    """The field of each column, None for one that is ignored. With a declaration nothing is guessed. Where
    several are of one field, the first that is filled counts, row by row.

    Raises WrongFile when a declared column, the title or the kind of work is not there.
    """
    if declared.columns:
        fields = _declared_fields(header, declared.columns)
    else:
        fields = tuple(KNOWN_HEADERS.get(_plain(name)) for name in header)
    given = {*fields, *declared.values}
    if "title" not in given:
        raise WrongFile(f"No column is the title; there are {', '.join(header)}.")
    if "media_type" not in given:
        raise WrongFile(
            "No column says what kind of works these are. Say it for all of them in a mapping file: "
            '[values] media_type = "book".'
        )
    return fields


def _declared_fields(header: Sequence[str], columns: Mapping[str, str]) -> tuple[str | None, ...]:
    wanted = {_plain(name): field or None for name, field in columns.items()}
    absent = [name for name in columns if _plain(name) not in set(map(_plain, header))]
    if absent:
        raise WrongFile(f"The file has no column {', '.join(absent)}; there are {', '.join(header)}.")
    return tuple(wanted.get(_plain(name)) for name in header)


def _plain(header: str) -> str:
    """A header without case and signs: `Release_Year` is `release year`."""
    return " ".join(re.sub(r"[\W_]+", " ", header.lower()).split())
