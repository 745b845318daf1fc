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
from domain.ingestion.troubles import Trouble


def imdb_loading(url: str) -> LoadImdbFiles:
    """The load of IMDb's files into the database at `url`, of the worker role."""
    return LoadImdbFiles(PgImdbStagings(url), PgOpenRuns(url), title_keys, now, uuid7, LateErrorLog(url))


class LateErrorLog:
    """The port ErrorLog, for a command that has no pool: it is made when there is something to note."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def note(self, trouble: Trouble) -> None:
        from adapters.postgres.engine import make_engine  # noqa: PLC0415 - takes two seconds
        from adapters.postgres.ingestion.troubles import PgErrorLog  # noqa: PLC0415

        engine = make_engine(self._url, pool_size=1)
        await PgErrorLog(engine, uuid7, now).note(trouble)
        await engine.dispose()


def now() -> datetime:
    return datetime.now(UTC)


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
