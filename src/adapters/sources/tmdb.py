"""TMDB v3: the answers of /movie/{id} and /tv/{id}, with external_ids and credits where they were asked for.

The same number is a film in one namespace and a series in another, so keys are `movie/603` and `tv/1396`.
"""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import address_of, linked_as
from domain.ingestion.canonical import Title
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations.dates import partial_date
from domain.ingestion.transformations.numbers import count, flag, rating, votes
from domain.ingestion.transformations.structure import as_it_is, first, objects
from domain.ingestion.transformations.texts import country, genres, language, long_text, name, names, text
from domain.ingestion.transformations.works import class_named, names_where, titled, titles_from

CAST_KEPT = 10
LONGEST_SHORT = 40
"""Minutes, credits included, that the Academy of Motion Picture Arts and Sciences allows a short film."""

KEY = re.compile(r"(?:(movie|tv)[/-])?([1-9][0-9]{0,9})")
TV_CLASSES = {
    "Scripted": "tv.series",
    "Miniseries": "tv.miniseries",
    "Documentary": "tv.series.documentary",
    "Reality": "tv.series.reality",
    "Talk Show": "tv.series.talk-show",
    "News": "tv.series.news",
    "Video": "tv.series",
}
POSTERS = "https://image.tmdb.org/t/p/w500"


def poster(value: Any) -> str | None:
    """The address of a poster, from its path."""
    path = text(value)
    return f"{POSTERS}{path}" if path and path.startswith("/") else None


def class_by_length(value: Any) -> str | None:
    """film.short up to 40 minutes, else film.feature."""
    minutes = count(value)
    if minutes is None:
        return None
    return "film.short" if minutes <= LONGEST_SHORT else "film.feature"


def class_of_video(value: Any) -> str | None:
    """film.video for what came out on video alone."""
    return "film.video" if flag(value) else None


def top_of_cast(value: Any) -> tuple[str, ...] | None:
    """The first ten names, by `order`."""
    cast = [each for each in objects(value) if type(each.get("order", 0)) is int]
    found = names(sorted(cast, key=lambda each: each.get("order", 0)))
    return found and found[:CAST_KEPT]


def translation(each: Mapping[str, Any]) -> Title | None:
    data = each.get("data")
    facts = data if isinstance(data, dict) else {}
    return titled(facts.get("title") or facts.get("name"), each.get("iso_639_1"), each.get("iso_3166_1"))


def alternative(each: Mapping[str, Any]) -> Title | None:
    return titled(each.get("title"), None, each.get("iso_3166_1"))


translated_titles = titles_from(translation, "Titles of translations, with language and country.")
alternative_titles = titles_from(alternative, "Titles with the country where they are used.")

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
    Field("credits.cast", "credits.actor", top_of_cast),
    Field("credits.crew", "credits.writer", names_where("job", ("Screenplay", "Writer", "Teleplay"))),
    Field("credits.crew", "credits.composer", names_where("job", ("Original Music Composer",))),
    Field("credits.crew", "credits.cinematographer", names_where("job", ("Director of Photography",))),
    Field("credits.crew", "credits.editor", names_where("job", ("Editor",))),
    Field("credits.crew", "credits.producer", names_where("job", ("Producer",))),
    Field("translations.translations", "titles", translated_titles),
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
        Field("genres", "media_class", class_named({"TV Movie": "film.tv-movie"})),
        Field("video", "media_class", class_of_video),
        Field("runtime", "media_class", class_by_length),
        Field("credits.crew", "details.directors", names_where("job", ("Director",))),
        Field("alternative_titles.titles", "titles", alternative_titles),
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
        Field("type", "media_class", class_named(TV_CLASSES)),
        Field("alternative_titles.results", "titles", alternative_titles),
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


TMDB = SourceMapping("tmdb", 2, (MOVIE, TV), shape_of, key_of, address_of)
