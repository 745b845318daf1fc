"""The shape for everything that has no mapping of its own; docs/reference/media-menu-records.md has it."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import address_of, external_ids, isbn13, linked_as
from domain.ingestion.canonical import MediaType
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations.dates import partial_date, year
from domain.ingestion.transformations.numbers import count, flag, hours, popularity
from domain.ingestion.transformations.structure import whole_object
from domain.ingestion.transformations.texts import (
    country,
    genres,
    language,
    long_text,
    lower_name,
    name,
    names,
    text,
    web_address,
)
from domain.ingestion.transformations.works import class_within, credits, titles

KEY = re.compile(r"[^\s\x00-\x1f]{1,200}")

EVERY_WORK = (
    Field("title", "title", text),
    Field("original_title", "original_title", text),
    Field("release_date", "release", partial_date),
    Field("release_year", "release", year),
    Field("language", "language", language),
    Field("country_of_origin", "country_of_origin", country),
    Field("creators", "creators", names),
    Field("credits", "credits", credits),
    Field("titles", "titles", titles),
    Field("genres", "genres", genres),
    Field("description", "description", long_text),
    Field("popularity", "popularity", popularity),
    Field("is_adult", "is_adult", flag),
    Field("cover_url", "cover_url", web_address),
    Field("canonical_url", "canonical_url", web_address),
    Field("external_ids", "links", external_ids),
    Field("metadata", "metadata", whole_object),
    Field("media_type"),
    Field("details"),
)
FILM = (
    Field("details.runtime_minutes", "details.runtime_minutes", count),
    Field("details.directors", "details.directors", names),
)
TV = (
    *FILM,
    Field("details.seasons", "details.seasons", count),
    Field("details.episodes", "details.episodes", count),
)
BOOK = (
    Field("details.authors", "details.authors", names),
    Field("details.isbn13", "details.isbn13", isbn13),
    Field("details.isbn13", "links", linked_as("isbn")),
    Field("details.publisher", "details.publisher", name),
    Field("details.page_count", "details.page_count", count),
    Field("details.edition", "details.edition", name),
)
GAME = (
    Field("details.developers", "details.developers", names),
    Field("details.publishers", "details.publishers", names),
    Field("details.platforms", "details.platforms", names),
    Field("details.engine", "details.engine", name),
    Field("details.playtime_hours", "details.playtime_hours", hours),
)
MUSIC = (
    Field("details.artists", "details.artists", names),
    Field("details.label", "details.label", name),
    Field("details.track_count", "details.track_count", count),
    Field("details.duration_minutes", "details.duration_minutes", count),
    Field("details.release_type", "details.release_type", lower_name),
)
FACTS: Mapping[MediaType, tuple[Field, ...]] = {
    "film": FILM,
    "tv": TV,
    "book": BOOK,
    "magazine": BOOK,
    "game": GAME,
    "music": MUSIC,
    "audio": (),
    "event": (),
}
SHAPES = {
    kind: Shape(kind, kind, (Field("media_class", "media_class", class_within(kind)), *EVERY_WORK, *facts))
    for kind, facts in FACTS.items()
}


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    kind = payload.get("media_type")
    shape = next((each for each in SHAPES.values() if each.name == kind), None)
    if shape is None:
        raise Unusable("media-type-unknown", f"media_type is one of {', '.join(SHAPES)}.")
    return shape


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    if not KEY.fullmatch(external_id):
        raise Unusable("external-id-invalid", "An external_id has no blanks.")
    return external_id


MEDIA_MENU = SourceMapping("media-menu", 2, tuple(SHAPES.values()), shape_of, key_of, address_of, strict=True)
