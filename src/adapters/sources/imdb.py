"""IMDb: one JSON object with the columns of title.basics and title.ratings."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import address_of
from domain.ingestion.errors import Unusable
from domain.ingestion.imdb_files.title_types import MEDIA_CLASSES, MEDIA_TYPES, type_named
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.dates import year
from domain.ingestion.transformations.numbers import count, flag, rating, votes
from domain.ingestion.transformations.structure import as_it_is
from domain.ingestion.transformations.texts import genres, long_text, names_in, text
from domain.ingestion.transformations.works import class_named

TCONST = re.compile(r"tt[0-9]{7,}")


def known(using: Transformation) -> Transformation:
    """The same, with IMDb's `\\N` for unknown."""

    def known_value(value: Any) -> Any:
        return None if value == "\\N" else using(value)

    known_value.__name__ = using.__name__
    known_value.__doc__ = using.__doc__
    return known_value


def genres_in_text(value: Any) -> tuple[str, ...] | None:
    """Genres parted by commas, or a list of them."""
    found = names_in(",")(value)
    return found and genres(list(found))


COMMON = (
    Field("primaryTitle", "title", known(text)),
    Field("originalTitle", "original_title", known(text)),
    Field("isAdult", "is_adult", known(flag)),
    Field("startYear", "release", known(year)),
    Field("endYear", "metadata.end_year", known(count)),
    Field("genres", "genres", known(genres_in_text)),
    Field("titleType", "media_class", known(class_named(MEDIA_CLASSES))),
    Field("titleType", "metadata.title_type", known(text)),
    Field("plot", "description", known(long_text)),
    Field("numVotes", "popularity", known(votes)),
    Field("writers", "credits.writer", known(names_in(","))),
)
MOVING = (
    *COMMON,
    Field("runtimeMinutes", "details.runtime_minutes", known(count)),
    Field("directors", "details.directors", known(names_in(","))),
    Field("averageRating", "details.avg_rating", known(rating)),
    Field("numVotes", "details.num_votes", known(votes)),
)
PLAYED = (
    *COMMON,
    Field("averageRating", "metadata.average_rating", known(rating)),
    Field("runtimeMinutes", "metadata.runtime_minutes", known(as_it_is)),
)
SHAPES = {
    "film": Shape("film", "film", MOVING),
    "tv": Shape("tv", "tv", MOVING),
    "game": Shape("game", "game", PLAYED),
    "audio": Shape("audio", "audio", PLAYED),
}


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    """By the type, as files or as exports write it: `tvMiniSeries`, `TV Mini Series`."""
    given = payload.get("titleType")
    title_type = type_named(given) if isinstance(given, str) else None
    if title_type is None:
        raise Unusable("title-type-unknown", "This titleType is not one of IMDb's.")
    return SHAPES[MEDIA_TYPES[title_type]]


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    if not TCONST.fullmatch(external_id):
        raise Unusable("external-id-invalid", "IMDb's ids are tt and at least seven digits.")
    if payload.get("tconst", external_id) != external_id:
        raise Unusable("external-id-differs", "The tconst is not the external_id.")
    return external_id


IMDB = SourceMapping("imdb", 2, tuple(SHAPES.values()), shape_of, key_of, address_of)
