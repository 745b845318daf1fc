"""IGDB v4: games, with references expanded into objects or left as numbers, under new field names or old."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import Pairs, address_of, key_in
from domain.ingestion.canonical import Title
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.dates import unix_seconds
from domain.ingestion.transformations.numbers import votes, whole
from domain.ingestion.transformations.structure import as_it_is, first, objects
from domain.ingestion.transformations.texts import genres, long_text, name, names, text, web_address
from domain.ingestion.transformations.works import titled, titles_from

KEY = re.compile(r"[1-9][0-9]{0,11}")
STEAM = 1
CLASSES = (
    ("Main Game", "game.main"),
    ("DLC", "game.dlc"),
    ("Expansion", "game.expansion"),
    ("Bundle", "game.bundle"),
    ("Standalone Expansion", "game.expansion.standalone"),
    ("Mod", "game.mod"),
    ("Episode", "game.episode"),
    ("Season", "game.season"),
    ("Remake", "game.main.remake"),
    ("Remaster", "game.main.remaster"),
    ("Expanded Game", "game.main.expanded"),
    ("Port", "game.main.port"),
    ("Fork", "game.main.fork"),
    ("Pack / Addon", "game.dlc.pack"),
    ("Update", "game.update"),
)
"""IGDB's game types in the order of their numbers, from 0."""

LANGUAGES = {
    "Chinese": "zh", "Czech": "cs", "French": "fr", "German": "de", "Italian": "it", "Japanese": "ja",
    "Korean": "ko", "Polish": "pl", "Portuguese": "pt", "Russian": "ru", "Spanish": "es", "Ukrainian": "uk",
}  # fmt: skip
COVERS = "https://images.igdb.com/igdb/image/upload/t_cover_big/{}.jpg"


def expanded_names(value: Any) -> tuple[str, ...] | None:
    """Names of references that were expanded; bare numbers say nothing."""
    return names(objects(value))


def expanded_genres(value: Any) -> tuple[str, ...] | None:
    """Genres that were expanded."""
    return genres(objects(value))


def companies(role: str) -> Transformation:
    """Names of the companies in a role."""

    def named(value: Any) -> tuple[str, ...] | None:
        involved = (each for each in objects(value) if each.get(role) is True)
        return names([each["company"] for each in involved if isinstance(each.get("company"), dict)])

    named.__name__ = f"{role}_names"
    named.__doc__ = f"Names of involved companies that are {role}."
    return named


def class_of_type(value: Any) -> str | None:
    """The class of a game type, which is a number or an object with one or with its name."""
    given = value.get("id", value.get("type")) if isinstance(value, dict) else value
    if isinstance(given, str):
        return dict(CLASSES).get(given)
    number = whole(given)
    return CLASSES[number][1] if number is not None and 0 <= number < len(CLASSES) else None


def alternative(each: Mapping[str, Any]) -> Title | None:
    comment = str(each.get("comment")).removesuffix(" title")
    return titled(each.get("name"), LANGUAGES.get(comment))


def localised(each: Mapping[str, Any]) -> Title | None:
    region = each.get("region")
    code = text(region.get("identifier")) if isinstance(region, dict) else None
    language, _, country = (code or "").replace("_", "-").rpartition("-")
    return titled(each.get("name"), language, country)


def cover(value: Any) -> str | None:
    """The address of a cover, from its image id or its small address."""
    if not isinstance(value, dict):
        return None
    image = text(value.get("image_id"))
    return COVERS.format(image) if image else web_address(value.get("url"))


def store_links(value: Any) -> Pairs | None:
    """The game's key at Steam; the source is `external_game_source` or, formerly, `category`."""
    pairs = []
    for each in objects(value):
        source = each.get("external_game_source", each.get("category"))
        number = source.get("id") if isinstance(source, dict) else source
        key = key_in("steam", each.get("uid")) if number == STEAM else None
        pairs.extend([("steam", key)] if key else [])
    return tuple(pairs) or None


alternative_names = titles_from(
    alternative, "Names that were expanded; a comment such as `Polish title` tells the language."
)
localisations = titles_from(localised, "Names that were expanded, with their region, such as `ja-JP`.")

GAME = Shape(
    "game",
    "game",
    (
        Field("name", "title", text),
        Field("summary", "description", long_text),
        Field("storyline", "metadata.storyline", long_text),
        Field("first_release_date", "release", unix_seconds),
        Field("genres", "genres", expanded_genres),
        Field("cover", "cover_url", cover),
        Field("url", "canonical_url", web_address),
        Field("total_rating_count", "popularity", votes),
        Field("total_rating", "metadata.total_rating", as_it_is),
        Field("involved_companies", "details.developers", companies("developer")),
        Field("involved_companies", "details.publishers", companies("publisher")),
        Field("platforms", "details.platforms", expanded_names),
        Field("game_engines", "details.engine", first(name)),
        Field("external_games", "links", store_links),
        Field("game_localizations", "titles", localisations),
        Field("alternative_names", "titles", alternative_names),
        Field("game_type", "media_class", class_of_type),
        Field("category", "media_class", class_of_type),
        Field("slug", "metadata.slug", text),
        Field("game_type", "metadata.game_type", as_it_is),
        Field("category", "metadata.game_type", as_it_is),
        Field("game_status", "metadata.game_status", as_it_is),
        Field("status", "metadata.game_status", as_it_is),
        Field("parent_game", "metadata.parent_game", as_it_is),
        Field("version_parent", "metadata.version_parent", as_it_is),
        Field("checksum"),
        Field("updated_at"),
    ),
)


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    return GAME


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    if not KEY.fullmatch(external_id):
        raise Unusable("external-id-invalid", "IGDB's ids are numbers.")
    if payload.get("id") not in (None, int(external_id)):
        raise Unusable("external-id-differs", "The id in the payload is not the external_id.")
    return external_id


IGDB = SourceMapping("igdb", 2, (GAME,), shape_of, key_of, address_of)
