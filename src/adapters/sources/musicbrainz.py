"""MusicBrainz web service 2: release groups and releases.

Both kinds have the same form of id, so keys are `release-group/<mbid>` and `release/<mbid>`.
"""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import Pairs, address_of, key_in
from domain.ingestion.canonical import Title
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.dates import partial_date
from domain.ingestion.transformations.numbers import count, whole
from domain.ingestion.transformations.structure import objects
from domain.ingestion.transformations.texts import country, genres, language, name, names, text
from domain.ingestion.transformations.works import class_named, titled, titles_from

COVERS = "https://coverartarchive.org"
MBID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY = re.compile(rf"(?:(release-group|release)/)?({MBID})")
ISO_639_1 = {
    "eng": "en",
    "pol": "pl",
    "deu": "de",
    "fra": "fr",
    "spa": "es",
    "ita": "it",
    "jpn": "ja",
    "por": "pt",
}


PRIMARY = {"Album": "music.album", "Single": "music.single", "EP": "music.ep", "Broadcast": "music.broadcast"}
SECONDARY = {
    "Live": "music.album.live",
    "Compilation": "music.album.compilation",
    "Soundtrack": "music.album.soundtrack",
    "Remix": "music.album.remix",
    "DJ-mix": "music.album.dj-mix",
    "Mixtape/Street": "music.album.mixtape",
    "Demo": "music.album.demo",
    "Field recording": "music.album.field-recording",
    "Spokenword": "music.album.spoken-word",
    "Interview": "music.album.spoken-word",
    "Audiobook": "music.album.spoken-word",
    "Audio drama": "music.album.spoken-word",
}


def credited(value: Any) -> tuple[str, ...] | None:
    """Each credited artist by name."""
    return names(value) if isinstance(value, list) else None


def display_credit(value: Any) -> str | None:
    """The credit as it is printed: names and the words that join them."""
    parts = (f"{each.get('name') or ''}{each.get('joinphrase') or ''}" for each in objects(value))
    return text("".join(parts))


def counted_genres(value: Any) -> tuple[str, ...] | None:
    """Genres that somebody voted for."""
    return genres([each for each in objects(value) if each.get("count") != 0])


def release_type(value: Any) -> str | None:
    """`Album` as album."""
    given = text(value)
    return given and given.lower()


def label(value: Any) -> str | None:
    """The first label; releases without one have null in its place."""
    labels = (name(each["label"]) for each in objects(value) if each.get("label"))
    return next((found for found in labels if found), None)


def tracks(value: Any) -> int | None:
    """Tracks on all media."""
    return count(sum(whole(each.get("track-count")) or 0 for each in objects(value)))


def duration(value: Any) -> int | None:
    """Minutes of all tracks, when every one has a length."""
    of_tracks = [track for each in objects(value) for track in objects(each.get("tracks") or [])]
    lengths = [whole(track.get("length")) for track in of_tracks]
    known = [length for length in lengths if length]
    return count(round(sum(known) / 60_000)) if known and len(known) == len(lengths) else None


def iso_language(value: Any) -> str | None:
    """ISO 639-3 as ISO 639-1 where there is one; `mul` for several is unknown."""
    given = text(value)
    return None if given in {None, "mul"} else language(ISO_639_1.get(str(given), given))


def keyed(kind: str) -> Transformation:
    """A key of this kind."""

    def link(value: Any) -> Pairs | None:
        mbid = text(value)
        key = mbid and key_in("musicbrainz", f"{kind}/{mbid}")
        return (("musicbrainz", key),) if key else None

    link.__name__ = f"musicbrainz_{kind.replace('-', '_')}"
    link.__doc__ = f"A key of MusicBrainz, as {kind}/<mbid>."
    return link


def front_of(kind: str) -> Transformation:
    """The address of its front cover in the Cover Art Archive, which has one of most."""

    def cover(value: Any) -> str | None:
        mbid = text(value)
        key = mbid and key_in("musicbrainz", f"{kind}/{mbid}")
        return f"{COVERS}/{key}/front-500" if key else None

    cover.__name__ = f"cover_of_{kind.replace('-', '_')}"
    cover.__doc__ = f"The address of the front cover of the {kind} in the Cover Art Archive."
    return cover


def alias(each: Mapping[str, Any]) -> Title | None:
    language, _, region = (text(each.get("locale")) or "").partition("_")
    return titled(each.get("name"), language, region)


aliases = titles_from(alias, "Names with their locale, such as `pt_BR`.")

EVERY_RECORD = (
    Field("aliases", "titles", aliases),
    Field("title", "title", text),
    Field("artist-credit", "details.artists", credited),
    Field("artist-credit", "metadata.artist_credit", display_credit),
    Field("genres", "genres", counted_genres),
    Field("disambiguation", "metadata.disambiguation", text),
)
RELEASE_GROUP = Shape(
    "release-group",
    "music",
    (
        *EVERY_RECORD,
        Field("id", "links", keyed("release-group")),
        Field("id", "cover_url", front_of("release-group")),
        Field("first-release-date", "release", partial_date),
        Field("primary-type", "media_class", class_named(PRIMARY)),
        Field("secondary-types", "media_class", class_named(SECONDARY)),
        Field("primary-type", "details.release_type", release_type),
        Field("secondary-types", "metadata.secondary_types", names),
        Field("tags"),
        Field("releases"),
    ),
)
RELEASE = Shape(
    "release",
    "music",
    (
        *EVERY_RECORD,
        Field("id", "links", keyed("release")),
        Field("release-group.id", "links", keyed("release-group")),
        Field("release-group.id", "cover_url", front_of("release-group")),
        Field("id", "cover_url", front_of("release")),
        Field("release-group.first-release-date", "release", partial_date),
        Field("date", "release", partial_date),
        Field("release-group.primary-type", "media_class", class_named(PRIMARY)),
        Field("release-group.secondary-types", "media_class", class_named(SECONDARY)),
        Field("release-group.primary-type", "details.release_type", release_type),
        Field("label-info", "details.label", label),
        Field("media", "details.track_count", tracks),
        Field("media", "details.duration_minutes", duration),
        Field("country", "country_of_origin", country),
        Field("text-representation.language", "language", iso_language),
        Field("barcode", "metadata.barcode", text),
        Field("asin", "metadata.asin", text),
        Field("status", "metadata.status", text),
        Field("cover-art-archive"),
    ),
)


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    """By the kind in the id, else by a field that only release groups have."""
    named = KEY.fullmatch(external_id)
    if named and named[1]:
        return RELEASE_GROUP if named[1] == "release-group" else RELEASE
    return RELEASE_GROUP if "first-release-date" in payload or "primary-type" in payload else RELEASE


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    """An id that was merged away keeps its key; the payload's own is linked beside it."""
    named = KEY.fullmatch(external_id)
    if named is None:
        raise Unusable("external-id-invalid", "MusicBrainz's ids are UUIDs in lower case.")
    return f"{shape_of(external_id, payload).name}/{named[2]}"


MUSICBRAINZ = SourceMapping("musicbrainz", 3, (RELEASE_GROUP, RELEASE), shape_of, key_of, address_of)
