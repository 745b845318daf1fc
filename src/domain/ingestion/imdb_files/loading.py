"""Loads IMDb's files into the catalogue: read, normalise and stage all of them, then merge them."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from typing import Any

from domain.ingestion.imdb_files.account import Fates, FileName, LoadReport, Remark, close
from domain.ingestion.imdb_files.lines import LineReader, Remarking
from domain.ingestion.imdb_files.order import LoadOrder
from domain.ingestion.imdb_files.reading import Reading, reading_of, stage_all
from domain.ingestion.imdb_files.staging import FileRun, Merge, OpenStaging, Staging
from domain.ingestion.imdb_files.title_rows import TitleKeys
from domain.ingestion.imdb_files.title_types import wanted_types
from domain.ingestion.imdb_files.under_way import LoadsUnderWay, Opened, OpenRuns, UnderWay
from domain.ingestion.progress import Progress, Watch
from domain.ingestion.troubles import ErrorLog
from domain.kernel import Clock, NewId

REMARKS_SHOWN = 1_000


class LoadImdbFiles:
    """The use case; `keys` says how titles are written for finding."""

    def __init__(
        self,
        staging: OpenStaging,
        runs: OpenRuns,
        keys: TitleKeys,
        clock: Clock,
        new_id: NewId,
        errors: ErrorLog,
    ) -> None:
        self._staging = staging
        self._loads = LoadsUnderWay(runs, errors, clock)
        self._keys = keys
        self._clock = clock
        self._new_id = new_id

    async def __call__(self, order: LoadOrder, watch: Watch) -> LoadReport:
        """Raises TitleTypeUnknown, LicenceNotAccepted, FileUnreadable, WrongFile, FileRunActive,
        LoadOvertaken or LoadStopped.

        Nothing is written before all files were read. What was merged before an error stays merged; the same
        order goes on behind it.
        """
        shown = list[Remark]()
        wanted = wanted_types(order.types)
        async with self._staging() as staging:
            if order.accept_licence:
                await staging.accept_licence(self._clock())
            await staging.check_licence()
            async with self._under_way(order, wanted) as load:
                known, this_year = await staging.was_loaded(), self._clock().year
                remark = _keeping_first(shown, staging.remark)
                reading = reading_of(order, wanted, self._keys, this_year, known, remark)
                missing = await stage_all(staging, reading, order, tuple(wanted), load, watch)
                runs = await self._merged(staging, reading, order, load, watch)
        accounts = tuple(run.account for run in runs)
        ids = {} if order.dry_run else load.ids
        return LoadReport(order.dry_run, accounts, tuple(shown), ids, missing, load.behind)

    def _under_way(self, order: LoadOrder, wanted: Collection[str]) -> AbstractAsyncContextManager[UnderWay]:
        runs = {file: self._new_id() for file in order.files}
        if order.dry_run:
            return nullcontext(UnderWay(Opened(runs, 0), self._clock()))
        return self._loads(order.digest(wanted), runs)

    async def _merged(
        self, staging: Staging, reading: Reading, order: LoadOrder, load: UnderWay, watch: Watch
    ) -> tuple[FileRun, ...]:
        if reading.news:
            watch(Progress("comparing"))
            await staging.stage_news(reading.news)
        close = partial(self._closed, [reader for _, reader in reading.readers], load)
        if order.dry_run:
            return close(await staging.compare())
        merge = Merge(load.ids, reading.titles.lines, self._new_id(), load.began, close, watch)
        return await staging.merge(merge)

    def _closed(
        self, readers: Sequence[LineReader[Any]], load: UnderWay, fates: Mapping[FileName, Fates]
    ) -> tuple[FileRun, ...]:
        return tuple(
            FileRun(
                load.ids[reader.file],
                close(reader.file, reader.lines, reader.tally, fates[reader.file]),
                self._clock(),
            )
            for reader in readers
        )


def _keeping_first(shown: list[Remark], keep: Remarking) -> Remarking:
    def remark(given: Remark) -> None:
        if len(shown) < REMARKS_SHOWN:
            shown.append(given)
        keep(given)

    return remark
