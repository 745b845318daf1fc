"""Puts adapters behind the load of IMDb's files; apart from other services, which take a second to import."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from uuid_utils.compat import uuid7

from adapters.postgres.ingestion.imdb_load import PgImdbStagings
from adapters.postgres.ingestion.imdb_under_way import PgOpenRuns
from adapters.sources.imdb_files import ImdbFile
from domain.catalog.titles import title_keys
from domain.ingestion.imdb_files.loading import LoadImdbFiles
from domain.ingestion.imdb_files.order import CrewFiles, LoadOrder


def imdb_loading(url: str) -> LoadImdbFiles:
    """The load of IMDb's files into the database at `url`, of the worker role."""
    return LoadImdbFiles(PgImdbStagings(url), PgOpenRuns(url), title_keys, lambda: datetime.now(UTC), uuid7)


def imdb_order(
    basics: Path,
    ratings: Path,
    akas: Path | None = None,
    crew: Path | None = None,
    names: Path | None = None,
    **options: Any,
) -> LoadOrder:
    """What to load, from files on disk; `options` are the other fields of the order."""
    return LoadOrder(
        basics=ImdbFile(basics),
        ratings=ImdbFile(ratings),
        akas=ImdbFile(akas) if akas else None,
        crew=CrewFiles(ImdbFile(crew), ImdbFile(names)) if crew and names else None,
        **options,
    )
