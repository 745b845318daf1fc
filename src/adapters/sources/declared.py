"""Every source whose records can be pushed."""

from collections.abc import Mapping

from adapters.sources.igdb import IGDB
from adapters.sources.imdb import IMDB
from adapters.sources.imdb_lines import IMDB_LINES
from adapters.sources.media_menu import MEDIA_MENU
from adapters.sources.musicbrainz import MUSICBRAINZ
from adapters.sources.openlibrary import OPENLIBRARY
from adapters.sources.tmdb import TMDB
from domain.ingestion.declaring import declared
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.rereading import FileLines, rereadings

MAPPINGS: Mapping[str, SourceMapping] = declared((IGDB, IMDB, MEDIA_MENU, MUSICBRAINZ, OPENLIBRARY, TMDB))

LINES: Mapping[str, FileLines] = {"imdb": IMDB_LINES}
"""Sources whose files are kept as lines."""

declared(lines.mapping for lines in LINES.values())

REREADINGS = rereadings(MAPPINGS, LINES)
"""How to read again what is stored of each source."""
