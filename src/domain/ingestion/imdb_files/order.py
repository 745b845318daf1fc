"""What to load of IMDb's files."""

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Protocol

from msgspec import Struct

from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.imdb_files.lines import Block


class LineSource(Protocol):
    """A file of lines."""

    @property
    def size(self) -> int: ...
    @property
    def digest(self) -> bytes:
        """By which the same file is known again."""

    def blocks(self) -> Iterator[Block]:
        """All lines in order. All three raise FileUnreadable."""


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

    @property
    def files(self) -> Mapping[FileName, LineSource]:
        """In the order in which they are read."""
        akas: Mapping[FileName, LineSource] = {"title.akas": self.akas} if self.akas else {}
        crew: Mapping[FileName, LineSource] = (
            {"title.crew": self.crew.crew, "name.basics": self.crew.names} if self.crew else {}
        )
        return {"title.basics": self.basics, "title.ratings": self.ratings, **akas, **crew}

    def digest(self, wanted: Collection[str]) -> bytes:
        """SHA-256 of whatever decides what comes of the load: its files, and titles of which types it takes.

        Raises FileUnreadable.
        """
        known = [(name, file.digest) for name, file in self.files.items()]
        return sha256(repr((known, sorted(wanted), sorted(self.regions), self.is_full)).encode()).digest()
