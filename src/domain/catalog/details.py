"""The typed facts that only one kind of work has."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from domain.catalog.errors import WorkInvalid
from domain.catalog.pasted import KeyWritten
from domain.catalog.views import MediaType

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Name = Annotated[str, Meta(min_length=1, max_length=300)]
Names = Annotated[tuple[Name, ...], Meta(max_length=100)]
Isbn = Annotated[str, Meta(pattern=r"^97[89][0-9]{10}$")]
Hours = Annotated[float, Meta(ge=0.1, le=99_999)]


class MovieDetails(Struct, frozen=True, forbid_unknown_fields=True):
    """Of films and series; `runtime_minutes` of one episode for a series."""

    runtime_minutes: Count | None = None
    directors: Names = ()
    seasons: Count | None = None
    episodes: Count | None = None


class BookDetails(Struct, frozen=True, forbid_unknown_fields=True):
    authors: Names = ()
    isbn13: Isbn | None = None
    publisher: Name | None = None
    page_count: Count | None = None
    edition: Name | None = None


class GameDetails(Struct, frozen=True, forbid_unknown_fields=True):
    developers: Names = ()
    publishers: Names = ()
    platforms: Names = ()
    engine: Name | None = None
    playtime_hours: Hours | None = None


class MusicDetails(Struct, frozen=True, forbid_unknown_fields=True):
    artists: Names = ()
    label: Name | None = None
    track_count: Count | None = None
    duration_minutes: Count | None = None
    release_type: Name | None = None


class NoDetails(Struct, frozen=True, forbid_unknown_fields=True):
    """Events and spoken audio have no facts of their own yet."""


Details = MovieDetails | BookDetails | GameDetails | MusicDetails | NoDetails

KINDS: Mapping[MediaType, type[Details]] = {
    "film": MovieDetails,
    "tv": MovieDetails,
    "book": BookDetails,
    "magazine": BookDetails,
    "game": GameDetails,
    "music": MusicDetails,
    "audio": NoDetails,
    "event": NoDetails,
}


def details_of(media_type: MediaType, facts: Mapping[str, Any]) -> Details:
    """The facts as the details of that kind. Raises WorkInvalid that points below `/details`."""
    try:
        return msgspec.convert(facts, KINDS[media_type])
    except msgspec.ValidationError as error:
        raise WorkInvalid("/details", "details-invalid", str(error)[:200]) from error


def with_kept_isbn(facts: Mapping[str, Any], key_written: KeyWritten) -> dict[str, Any]:
    """The facts with the number of the book as it is kept, however somebody wrote it. Raises WorkInvalid."""
    if facts.get("isbn13") is None:
        return dict(facts)
    key = key_written("isbn", facts["isbn13"])
    if key is None:
        raise WorkInvalid("/details/isbn13", "isbn-invalid", "This is not an ISBN.")
    return {**facts, "isbn13": key[1]}
