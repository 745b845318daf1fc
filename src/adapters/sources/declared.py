"""Every source whose records can be pushed."""

from collections.abc import Mapping

from adapters.sources.igdb import IGDB
from adapters.sources.imdb import IMDB
from adapters.sources.media_menu import MEDIA_MENU
from adapters.sources.musicbrainz import MUSICBRAINZ
from adapters.sources.openlibrary import OPENLIBRARY
from adapters.sources.tmdb import TMDB
from domain.ingestion.declaring import declared
from domain.ingestion.mapping import SourceMapping

MAPPINGS: Mapping[str, SourceMapping] = declared((IGDB, IMDB, MEDIA_MENU, MUSICBRAINZ, OPENLIBRARY, TMDB))
