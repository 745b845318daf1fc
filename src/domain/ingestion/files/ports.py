"""What the run of a file asks of the world: one transaction after another, and what they remember."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.files.account import Tally
from domain.ingestion.files.entries import FileIdentity, Named, Position
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.ports import Delivery
from domain.ingestion.records import Received
from domain.ingestion.runs import Run
from domain.ingestion.views import Outcome, RunStatus
from domain.kernel import MediaItemId


class Progress(Struct, frozen=True):
    """How far the run of a file is. `named_until` is the last record that names were looked up for."""

    run: Run
    position: Position = Position()
    tally: Tally = Tally()
    named_until: str = ""


class FileBook(Protocol):
    """What is remembered of a run beside its records; part of a transaction."""

    async def first_seen(self, run_id: UUID, taken: Sequence[str], refused: Sequence[str]) -> frozenset[str]:
        """Mark ids as met in this file; gives those of `taken` that no line taken before has had."""

    async def keep_names(self, names: Sequence[Named]) -> Sequence[Outcome]:
        """Remember names; gives what became of each."""

    async def advance(self, before: Progress, after: Progress) -> None:
        """Keep how far the run is. Raises FileRunActive when it is not where `before` says."""

    async def nameless(self, mapping: SourceMapping, after: str, most: int) -> Sequence["Stored"]:
        """Stored records whose works have no makers, by id, behind the one given."""

    async def mark_missing(self, progress: Progress, kinds: Sequence[str], at: datetime) -> int:
        """Mark as missing what this run has not met, of those kinds that it has met some of; gives how many
        records are missing now. Raises MarksLost.
        """

    async def forget(self, run_id: UUID) -> None:
        """Drop the marks of the run."""

    async def reopen(self, run_id: UUID, at: datetime, statuses: Sequence[RunStatus]) -> None:
        """Let the run go on, if it is in one of these statuses."""


class Stored(Struct, frozen=True):
    """A record as it is stored, and its work."""

    record: Received
    media_item_id: MediaItemId


class FileWork(Protocol):
    """One transaction of the run of a file."""

    @property
    def delivery(self) -> Delivery: ...
    @property
    def book(self) -> FileBook: ...


class FileSession(Protocol):
    """The run of one file, which nobody else can run meanwhile."""

    def begin(self) -> AbstractAsyncContextManager[FileWork]:
        """A transaction. Leaving commits; raising rolls back. Raises Busy (LostRace is one) or Unstorable."""

    async def unfinished(self) -> Progress | None:
        """The run of the same file that broke off, if there is one. Raises MarksLost."""

    async def abandon_others(self, at: datetime) -> None:
        """End runs of this file, and of others with its name, that broke off; their marks are forgotten."""

    async def same(self, mapping: SourceMapping, records: Sequence[Received]) -> frozenset[str]:
        """Ids of those that are stored with these bytes, of this date or later, and are not missing."""

    async def names(self, keys: Collection[str]) -> Mapping[str, str]:
        """Names that are known, by key."""


class OpenSession(Protocol):
    """Opens the session of a file of a source. A dry one remembers until it is left, and no longer.

    Raises FileRunActive.
    """

    def __call__(
        self, source_name: str, identity: FileIdentity, dry_run: bool
    ) -> AbstractAsyncContextManager[FileSession]: ...


class Credits(Protocol):
    """Where records of a source give keys of makers in place of names."""

    def keys(self, payload: Mapping[str, Any]) -> tuple[str, ...]: ...
    def named(self, payload: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
        """The payload with the names that are known beside their keys."""
