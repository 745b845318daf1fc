"""Loads IMDb's files into the catalogue: read, normalise and stage both, then merge them at one go."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.errors import WrongFile
from domain.ingestion.imdb_files.account import Account, Fates, FileName, LoadReport, Remark, close
from domain.ingestion.imdb_files.beginning import check_beginning
from domain.ingestion.imdb_files.lines import Block, LineReader, Remarking
from domain.ingestion.imdb_files.ratings import RatingLines
from domain.ingestion.imdb_files.seen import SeenTitles
from domain.ingestion.imdb_files.title_types import wanted_types
from domain.ingestion.imdb_files.titles import TitleKeys, TitleLines
from domain.ingestion.progress import Progress, Watch
from domain.kernel import Clock, NewId

REMARKS_SHOWN = 1_000


class LineSource(Protocol):
    """A file of lines."""

    @property
    def size(self) -> int: ...
    def blocks(self) -> Iterator[Block]:
        """All lines in order. Both raise FileUnreadable."""


class FileRun(Struct, frozen=True):
    """The run of one file, to be kept with its remarks."""

    id: UUID
    account: Account
    started_at: datetime
    finished_at: datetime


CloseRuns = Callable[[Mapping[FileName, Fates]], tuple[FileRun, ...]]


class Staging(Protocol):
    """A session that holds normalised lines until they are merged; leaving it forgets them."""

    async def accept_licence(self, at: datetime) -> None:
        """Remember that the terms of use were accepted."""

    async def check_licence(self) -> None:
        """Raises LicenceNotAccepted."""

    async def stage(self, file: FileName, normalised: AsyncIterator[bytes]) -> None:
        """Take the normalised lines of a file."""

    def remark(self, remark: Remark) -> None:
        """Keep a remark for the run of its file."""

    async def compare(self) -> Mapping[FileName, Fates]:
        """What a merge would do with the staged lines."""

    async def merge(self, ids: UUID, close_runs: CloseRuns, watch: Watch) -> tuple[FileRun, ...]:
        """Bring the catalogue up to date and keep the runs, all of it or nothing.

        New works get the ids that follow `ids`. One merge of a source waits for another.
        """


OpenStaging = Callable[[], AbstractAsyncContextManager[Staging]]


class LoadOrder(Struct, frozen=True):
    """Which files to load, and how. `types` are title types in either form."""

    basics: LineSource
    ratings: LineSource
    types: tuple[str, ...] = ("movie",)
    accept_licence: bool = False
    dry_run: bool = False


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
            remark = _keeping_first(shown, staging.remark)
            seen = SeenTitles()
            titles = TitleLines(wanted, seen, began.year, self._keys, remark)
            ratings = RatingLines(seen, remark)
            await staging.stage(titles.file, _normalised(order.basics, titles, watch))
            await staging.stage(ratings.file, _normalised(order.ratings, ratings, watch))
            if order.dry_run:
                runs = self._closed((titles, ratings), began, await staging.compare())
            else:
                close = partial(self._closed, (titles, ratings), began)
                runs = await staging.merge(self._new_id(), close, watch)
        return LoadReport(order.dry_run, tuple(run.account for run in runs), tuple(shown), _ids(order, runs))

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
