"""IMDb: one JSON object with the columns of title.basics and title.ratings."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import address_of
from domain.ingestion.canonical import MediaType
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.dates import year
from domain.ingestion.transformations.numbers import count, flag, rating, votes
from domain.ingestion.transformations.structure import as_it_is
from domain.ingestion.transformations.texts import genres, long_text, names_in, text

TCONST = re.compile(r"tt[0-9]{7,}")
KINDS: Mapping[str, MediaType] = {
    "movie": "film",
    "short": "film",
    "tvmovie": "film",
    "tvshort": "film",
    "tvspecial": "film",
    "video": "film",
    "musicvideo": "film",
    "tvseries": "tv",
    "tvminiseries": "tv",
    "tvepisode": "tv",
    "tvpilot": "tv",
    "videogame": "game",
}
"""Title types without blanks and case: `tvMiniSeries` in files is `TV Mini Series` in exports."""


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
    Field("titleType", "metadata.title_type", known(text)),
    Field("plot", "description", known(long_text)),
    Field("numVotes", "popularity", known(votes)),
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
}


def media_type_of(title_type: str) -> MediaType | None:
    """The kind of work behind a title type, as files or as exports write it."""
    return KINDS.get(re.sub(r"[\s_-]", "", title_type).lower())


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    title_type = payload.get("titleType")
    kind = media_type_of(title_type) if isinstance(title_type, str) else None
    if kind is None:
        raise Unusable("title-type-unknown", "This titleType is not one of IMDb's.")
    return SHAPES[kind]


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    if not TCONST.fullmatch(external_id):
        raise Unusable("external-id-invalid", "IMDb's ids are tt and at least seven digits.")
    if payload.get("tconst", external_id) != external_id:
        raise Unusable("external-id-differs", "The tconst is not the external_id.")
    return external_id


IMDB = SourceMapping("imdb", 1, tuple(SHAPES.values()), shape_of, key_of, address_of)
