"""IMDb's types of titles, and which kind and class of work each is for us."""

import re
from collections.abc import Iterable, Mapping

from domain.kernel import Invalid, Problem

MEDIA_CLASSES: Mapping[str, str] = {
    "movie": "film.feature",
    "short": "film.short",
    "tvMovie": "film.tv-movie",
    "tvShort": "film.short",
    "tvSpecial": "film.tv-special",
    "video": "film.video",
    "musicVideo": "film.music-video",
    "tvSeries": "tv.series",
    "tvMiniSeries": "tv.miniseries",
    "tvEpisode": "tv.episode",
    "tvPilot": "tv.pilot",
    "videoGame": "game",
    "podcastSeries": "audio.podcast",
    "podcastEpisode": "audio.podcast.episode",
}
MEDIA_TYPES: Mapping[str, str] = {name: path.partition(".")[0] for name, path in MEDIA_CLASSES.items()}

_BY_PLAIN_NAME = {name.lower(): name for name in MEDIA_CLASSES}


class TitleTypeUnknown(Invalid):
    """No title of IMDb has this type."""

    code = "title-type-unknown"


def type_named(name: str) -> str | None:
    """The type as the files write it, from that or the display form: `tvMiniSeries`, `TV Mini Series`."""
    return _BY_PLAIN_NAME.get(re.sub(r"[\s_-]", "", name).lower())


def wanted_types(names: Iterable[str]) -> dict[str, str]:
    """From each named type to its kind of work. Raises TitleTypeUnknown."""
    wanted = {}
    for name in names:
        known = type_named(name)
        if known is None:
            raise TitleTypeUnknown(
                f"There is no title type {name!r}; there are {', '.join(MEDIA_TYPES)}.",
                Problem("/types", TitleTypeUnknown.code, f"Not a title type: {name}"),
            )
        wanted[known] = MEDIA_TYPES[known]
    return wanted
