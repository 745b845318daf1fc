"""Loads IMDb's files into the catalogue: read, normalise and stage them, then merge them at one go."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.errors import WrongFile
from domain.ingestion.imdb_files.account import Fates, FileName, LoadReport, Remark, close
from domain.ingestion.imdb_files.akas import AkaLines
from domain.ingestion.imdb_files.beginning import check_beginning
from domain.ingestion.imdb_files.crew import CrewLines, NameLines
from domain.ingestion.imdb_files.lines import Block, LineReader, Remarking
from domain.ingestion.imdb_files.ratings import RatingLines
from domain.ingestion.imdb_files.seen import SeenIds
from domain.ingestion.imdb_files.staging import Again, FileRun, OpenStaging, Staging
from domain.ingestion.imdb_files.title_rows import TitleKeys, TitleRows
from domain.ingestion.imdb_files.title_types import wanted_types
from domain.ingestion.imdb_files.titles import TitleLines
from domain.ingestion.progress import Progress, Watch
from domain.kernel import Clock, NewId

REMARKS_SHOWN = 1_000


class LineSource(Protocol):
    """A file of lines."""

    @property
    def size(self) -> int: ...
    def blocks(self) -> Iterator[Block]:
        """All lines in order. Both raise FileUnreadable."""


class CrewFiles(Struct, frozen=True):
    """Who made what, and what they are called: one is of no use without the other."""

    crew: LineSource
    names: LineSource


class LoadOrder(Struct, frozen=True, kw_only=True):
    """Which files to load, and how. `types` are title types in either form.

    `is_full` says that title.basics has all titles there are. Without `regions`, titles of all of them are
    taken. What no file was given for stays as it is.
    """

    basics: LineSource
    ratings: LineSource
    akas: LineSource | None = None
    crew: CrewFiles | None = None
    types: tuple[str, ...] = ("movie",)
    regions: frozenset[str] = frozenset()
    is_full: bool = True
    accept_licence: bool = False
    dry_run: bool = False


class Reading(Struct, frozen=True):
    """The readers of one load, each with its file, in the order in which they have to read.

    `news` is there where most lines are known: titles are staged in brief then, and whole if they are news.
    """

    titles: TitleLines
    news: Again | None
    crew: CrewLines | None
    readers: tuple[tuple[LineSource, LineReader[Any]], ...]


class LoadImdbFiles:
    """The use case; `keys` says how titles are written for finding."""

    def __init__(self, staging: OpenStaging, keys: TitleKeys, clock: Clock, new_id: NewId) -> None:
        self._staging = staging
        self._keys = keys
        self._clock = clock
        self._new_id = new_id

    async def __call__(self, order: LoadOrder, watch: Watch) -> LoadReport:
        """Raises TitleTypeUnknown, LicenceNotAccepted, FileUnreadable or WrongFile; then nothing was kept."""
        began, shown = self._clock(), list[Remark]()
        wanted = wanted_types(order.types)
        async with self._staging() as staging:
            if order.accept_licence:
                await staging.accept_licence(began)
            await staging.check_licence()
            rows = TitleRows(self._keys, began.year)
            news = rows.again if await staging.was_loaded() else None
            reading = self._reading(order, wanted, rows, news, _keeping_first(shown, staging.remark))
            missing = await _staged(staging, reading, order, tuple(wanted), watch)
            if reading.news:
                watch(Progress("comparing"))
                await staging.stage_news(reading.news)
            close = partial(self._closed, [reader for _, reader in reading.readers], began)
            if order.dry_run:
                runs = close(await staging.compare())
            else:
                runs = await staging.merge(self._new_id(), close, watch)
        accounts = tuple(run.account for run in runs)
        return LoadReport(order.dry_run, accounts, tuple(shown), _ids(order, runs), missing)

    def _reading(
        self,
        order: LoadOrder,
        wanted: Collection[str],
        rows: TitleRows,
        news: Again | None,
        remark: Remarking,
    ) -> Reading:
        seen, crew = SeenIds(), None
        titles = TitleLines(wanted, seen, rows.brief if news else rows.whole, remark)
        readers: list[tuple[LineSource, LineReader[Any]]] = [
            (order.basics, titles),
            (order.ratings, RatingLines(seen, remark)),
        ]
        if order.akas:
            readers.append((order.akas, AkaLines(seen, order.regions, self._keys, remark)))
        if order.crew:
            people = SeenIds()
            crew = CrewLines(seen, people, remark)
            readers.append((order.crew.crew, crew))
            readers.append((order.crew.names, NameLines(people, self._keys, remark)))
        return Reading(titles, news, crew, tuple(readers))

    def _closed(
        self, readers: Sequence[LineReader[Any]], began: datetime, fates: Mapping[FileName, Fates]
    ) -> tuple[FileRun, ...]:
        return tuple(
            FileRun(
                self._new_id(),
                close(reader.file, reader.lines, reader.tally, fates[reader.file]),
                began,
                self._clock(),
            )
            for reader in readers
        )


async def _staged(
    staging: Staging, reading: Reading, order: LoadOrder, types: tuple[str, ...], watch: Watch
) -> int | None:
    """Stages every file; the number of missing titles, where it can be told."""
    for source, reader in reading.readers:
        lines = _normalised(source, reader, watch)
        if reader is reading.titles and reading.news:
            await staging.stage_in_brief(lines)
        else:
            await staging.stage(reader.file, lines)
    if reading.crew:
        async for number, tconst, nconsts in staging.unnamed():
            reading.crew.note_unnamed(number, tconst, nconsts)
    if not order.is_full or reading.titles.is_cut:
        return None
    watch(Progress("missing"))
    return await staging.absent(types, reading.titles.is_there)


def _ids(order: LoadOrder, runs: Sequence[FileRun]) -> dict[FileName, UUID]:
    return {} if order.dry_run else {run.account.file: run.id for run in runs}


def _keeping_first(shown: list[Remark], keep: Remarking) -> Remarking:
    def remark(given: Remark) -> None:
        if len(shown) < REMARKS_SHOWN:
            shown.append(given)
        keep(given)

    return remark


async def _normalised(source: LineSource, reader: LineReader[Any], watch: Watch) -> AsyncIterator[bytes]:
    total = source.size
    for block in source.blocks():
        if block.first == 1:
            check_beginning(reader.file, block.lines[0])
        yield reader.normalised(block)
        watch(Progress(reader.file, reader.lines, block.bytes_read, total))
    if not reader.lines:
        raise WrongFile(f"The file given as {reader.file} is empty.")
