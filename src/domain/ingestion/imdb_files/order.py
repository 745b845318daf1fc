"""What to load of IMDb's files."""

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from domain.ingestion.imdb_files.lines import Block


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
