"""The classes of works: a tree of dotted paths below the kinds, one for sources, readers and the database."""

from collections.abc import Iterable, Mapping
from typing import Final

TREE: Final[Mapping[str, str]] = {
    "film": "feature short tv-movie tv-special video music-video concert",
    "tv": (
        "series series.documentary series.reality series.talk-show series.news"
        " miniseries episode pilot special"
    ),
    "book": (
        "novel novella short-stories poetry play comic comic.manga comic.graphic-novel picture-book"
        " nonfiction nonfiction.biography nonfiction.essays nonfiction.reference nonfiction.textbook"
        " nonfiction.cookbook anthology"
    ),
    "magazine": "issue journal newspaper zine",
    "game": (
        "main main.remake main.remaster main.expanded main.port main.fork dlc dlc.pack"
        " expansion expansion.standalone bundle mod episode season update tabletop"
    ),
    "music": (
        "album album.live album.compilation album.soundtrack album.remix album.dj-mix album.mixtape"
        " album.demo album.field-recording album.spoken-word single ep broadcast"
    ),
    "audio": "audiobook podcast podcast.episode radio-drama lecture",
    "event": "concert festival exhibition performance screening talk",
}  # fmt: skip
"""Below each kind. A migration puts the same paths into `catalog.media_classes`."""

CLASSES: Final[tuple[str, ...]] = tuple(
    path for kind, below in TREE.items() for path in (kind, *(f"{kind}.{each}" for each in below.split()))
)
"""Every path, parents first. A work of which no more than its kind is known has that as its class."""

KNOWN: Final = frozenset(CLASSES)


def is_within(path: str, above: str) -> bool:
    """Whether `path` is `above` or one of the classes below it."""
    return path == above or path.startswith(f"{above}.")


def narrowed(paths: Iterable[str]) -> str | None:
    """The first of the paths, made more specific by those that lie below it; None when there is none."""
    narrowest = None
    for path in paths:
        if narrowest is None or is_within(path, narrowest):
            narrowest = path
    return narrowest
