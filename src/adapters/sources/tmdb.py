"""TMDB v3: the answers of /movie/{id} and /tv/{id}, with external_ids and credits where they were asked for.

The same number is a film in one namespace and a series in another, so keys are `movie/603` and `tv/1396`.
"""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import address_of, linked_as
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations.dates import partial_date
from domain.ingestion.transformations.numbers import count, flag, rating, votes
from domain.ingestion.transformations.structure import as_it_is, first, objects
from domain.ingestion.transformations.texts import country, genres, language, long_text, name, names, text

KEY = re.compile(r"(?:(movie|tv)[/-])?([1-9][0-9]{0,9})")
POSTERS = "https://image.tmdb.org/t/p/w500"


def poster(value: Any) -> str | None:
    """The address of a poster, from its path."""
    path = text(value)
    return f"{POSTERS}{path}" if path and path.startswith("/") else None


def directors(value: Any) -> tuple[str, ...] | None:
    """Names of the crew whose job is Director."""
    return names([each for each in objects(value) if each.get("job") == "Director"])


EVERY_WORK = (
    Field("adult", "is_adult", flag),
    Field("genres", "genres", genres),
    Field("original_language", "language", language),
    Field("origin_country", "country_of_origin", country),
    Field("overview", "description", long_text),
    Field("poster_path", "cover_url", poster),
    Field("vote_count", "popularity", votes),
    Field("vote_count", "details.num_votes", votes),
    Field("vote_average", "details.avg_rating", rating),
    Field("imdb_id", "links", linked_as("imdb")),
    Field("external_ids.imdb_id", "links", linked_as("imdb")),
    Field("external_ids.wikidata_id", "links", linked_as("wikidata")),
    Field("external_ids.tvdb_id", "links", linked_as("thetvdb")),
    Field("homepage", "metadata.homepage", text),
    Field("tagline", "metadata.tagline", text),
    Field("status", "metadata.status", text),
    Field("production_companies", "metadata.production_companies", names),
    Field("popularity"),
    Field("backdrop_path"),
)
MOVIE = Shape(
    "movie",
    "film",
    (
        Field("title", "title", text),
        Field("original_title", "original_title", text),
        Field("release_date", "release", partial_date),
        Field("runtime", "details.runtime_minutes", count),
        Field("credits.crew", "details.directors", directors),
        Field("belongs_to_collection", "metadata.collection", name),
        Field("budget", "metadata.budget", as_it_is),
        Field("revenue", "metadata.revenue", as_it_is),
        *EVERY_WORK,
    ),
)
TV = Shape(
    "tv",
    "tv",
    (
        Field("name", "title", text),
        Field("original_name", "original_title", text),
        Field("first_air_date", "release", partial_date),
        Field("last_air_date", "metadata.last_air_date", text),
        Field("episode_run_time", "details.runtime_minutes", first(count)),
        Field("number_of_seasons", "details.seasons", count),
        Field("number_of_episodes", "details.episodes", count),
        Field("created_by", "creators", names),
        Field("networks", "metadata.networks", names),
        *EVERY_WORK,
    ),
)


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    """By the namespace in the id, else by the field that holds the title."""
    named = KEY.fullmatch(external_id)
    if named and named[1]:
        return MOVIE if named[1] == "movie" else TV
    if "title" in payload:
        return MOVIE
    if "name" in payload:
        return TV
    raise Unusable("shape-unknown", "This is neither a movie nor a series of TMDB.")


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    named = KEY.fullmatch(external_id)
    if named is None:
        raise Unusable("external-id-invalid", "TMDB's ids are numbers, as movie/603 or tv/1396.")
    if payload.get("id") not in (None, int(named[2])):
        raise Unusable("external-id-differs", "The id in the payload is not the external_id.")
    return f"{shape_of(external_id, payload).name}/{named[2]}"


TMDB = SourceMapping("tmdb", 1, (MOVIE, TV), shape_of, key_of, address_of)
