"""The port of a load: a session of the database that takes normalised lines, compares and merges them."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.imdb_files.account import Account, Fates, FileName, Remark
from domain.ingestion.imdb_files.title_rows import ReceivedTitle
from domain.ingestion.progress import Watch


class FileRun(Struct, frozen=True):
    """The run of one file at its end."""

    id: UUID
    account: Account
    finished_at: datetime


CloseRuns = Callable[[Mapping[FileName, Fates]], tuple[FileRun, ...]]


class Merge(Struct, frozen=True):
    """What a merge needs beside the lines: `runs` of the files; new works get the ids that follow `ids`.
    title.basics has so many `lines`.

    `close` makes the accounts of all that became of the lines, also before the load broke off.
    """

    runs: Mapping[FileName, UUID]
    lines: int
    ids: UUID
    at: datetime
    close: CloseRuns
    watch: Watch


IsThere = Callable[[str], bool]
Again = Callable[[Sequence[ReceivedTitle]], bytes]
"""Normalises titles that were staged in brief."""


class Staging(Protocol):
    """A session that holds normalised lines until they are merged; leaving it forgets them."""

    async def accept_licence(self, at: datetime) -> None:
        """Remember that the terms of use were accepted."""

    async def check_licence(self) -> None:
        """Raises LicenceNotAccepted."""

    async def stage(self, file: FileName, normalised: AsyncIterator[bytes]) -> None:
        """Take the normalised lines of a file."""

    async def was_loaded(self) -> bool:
        """Whether these files came before, and their lines meant what they mean now: most are known then."""

    async def stage_in_brief(self, titles: AsyncIterator[bytes]) -> None:
        """Take lines of title.basics that are likely to be known; stage_news is needed before they count."""

    async def stage_news(self, again: Again) -> None:
        """Of titles in brief, take the normalised lines of those that differ from what is stored.

        From then on nobody else changes records of this source until the session ends.
        """

    def remark(self, remark: Remark) -> None:
        """Keep a remark for the run of its file."""

    def unnamed(self) -> AsyncIterator[tuple[int, str, str]]:
        """Number and id of staged crews that name people without a name, and the ids of these."""

    async def absent(self, types: tuple[str, ...], is_there: IsThere) -> int:
        """How many titles of these types the catalogue has from IMDb that are neither staged nor `is_there`.

        A merge marks them as missing.
        """

    async def compare(self) -> Mapping[FileName, Fates]:
        """What a merge would do with the staged lines."""

    async def merge(self, merge: Merge) -> tuple[FileRun, ...]:
        """Bring the catalogue up to date and finish the runs, which remember on the way how far that is.

        What these runs have merged before is not looked at again. One merge of a source waits for another.
        Raises LoadOvertaken, or LoadStopped.
        """


OpenStaging = Callable[[], AbstractAsyncContextManager[Staging]]
