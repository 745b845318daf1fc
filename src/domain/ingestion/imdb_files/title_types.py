"""IMDb's types of titles, and which kind of work each is for us."""

from collections.abc import Iterable, Mapping

from domain.kernel import Invalid, Problem

MEDIA_TYPES: Mapping[str, str] = {
    "movie": "film",
    "short": "film",
    "tvMovie": "film",
    "tvShort": "film",
    "tvSpecial": "film",
    "video": "film",
    "musicVideo": "film",
    "tvSeries": "tv",
    "tvMiniSeries": "tv",
    "tvEpisode": "tv",
    "tvPilot": "tv",
    "videoGame": "game",
    "podcastSeries": "audio",
    "podcastEpisode": "audio",
}

_BY_PLAIN_NAME = {name.lower(): name for name in MEDIA_TYPES}


class TitleTypeUnknown(Invalid):
    """No title of IMDb has this type."""

    code = "title-type-unknown"


def type_named(name: str) -> str | None:
    """The type as the files write it, from that or the display form: `tvMiniSeries`, `TV Mini Series`."""
    return _BY_PLAIN_NAME.get("".join(name.split()).lower())


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
