"""Lines of IMDb's files as they are stored, read the way the load of those files reads them."""

from typing import Any

from adapters.postgres.ingestion.imdb_staged import MAPPING_VERSION
from adapters.sources.identifiers import address_of
from adapters.sources.imdb import key_of, known
from domain.ingestion.canonical import MediaType
from domain.ingestion.errors import Unusable
from domain.ingestion.imdb_files import ratings, titles
from domain.ingestion.imdb_files.title_types import MEDIA_CLASSES, MEDIA_TYPES
from domain.ingestion.imdb_files.values import LONGEST_GENRES
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.rereading import FileLines
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.dates import YEARS, year
from domain.ingestion.transformations.numbers import flag, rating, votes, whole
from domain.ingestion.transformations.texts import names_in, text
from domain.ingestion.transformations.works import class_named

FIRST_YEAR = 1870
MOST_MINUTES = 100_000


def whole_in(lowest: int, highest: int) -> Transformation:
    """A whole number within a range; any other, and zero, is not known."""

    def number_in_range(value: Any) -> int | None:
        number = whole(value)
        return number if number and lowest <= number <= highest else None

    number_in_range.__doc__ = f"A whole number from {lowest:,} to {highest:,}; any other is not known."
    return number_in_range


a_year = whole_in(FIRST_YEAR, YEARS[-1])


def year_of_cinema(value: Any) -> Any:
    """A year from 1870; any other is not known."""
    return year(a_year(value))


def genre_names(value: Any) -> tuple[str, ...] | None:
    """Names between commas; a text too long to be some has none."""
    return names_in(",")(value) if isinstance(value, str) and len(value) <= LONGEST_GENRES else None


COMMON = (
    Field("primaryTitle", "title", text),
    Field("originalTitle", "original_title", known(text)),
    Field("isAdult", "is_adult", flag),
    Field("startYear", "release", year_of_cinema),
    Field("endYear", "metadata.end_year", a_year),
    Field("genres", "genres", genre_names),
    Field("titleType", "media_class", class_named(MEDIA_CLASSES)),
    Field("titleType", "metadata.title_type", text),
    Field("numVotes", "popularity", votes),
)
MOVING = (
    *COMMON,
    Field("runtimeMinutes", "details.runtime_minutes", whole_in(1, MOST_MINUTES)),
    Field("averageRating", "details.avg_rating", rating),
    Field("numVotes", "details.num_votes", votes),
)
KINDS: tuple[MediaType, ...] = ("film", "tv", "game", "audio")
SHAPES = {kind: Shape(kind, kind, MOVING if kind in {"film", "tv"} else COMMON) for kind in KINDS}


def shape_of(external_id: str, payload: Any) -> Shape:
    kind = MEDIA_TYPES.get(payload.get("titleType"), "")
    shape = next((shape for shape in SHAPES.values() if shape.media_type == kind), None)
    if shape is None:
        raise Unusable("title-type-unknown", "This titleType is not one of IMDb's.")
    return shape


IMDB_LINES = FileLines(
    (*titles.FIELDS, *ratings.FIELDS),
    SourceMapping("imdb", MAPPING_VERSION, tuple(SHAPES.values()), shape_of, key_of, address_of),
)
