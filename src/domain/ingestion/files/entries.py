"""What stands in a file of records: one entry after another, each with its place."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from domain.ingestion.deciding import Candidate
from domain.ingestion.records import Received
from domain.kernel import Problem


class Position(Struct, frozen=True, order=True):
    """How far a file was read: the number of the last line, and the bytes before the next one.

    Bytes are those of the decompressed file.
    """

    line: int = 0
    offset: int = 0


class Heading(Struct, frozen=True):
    """A line that names the columns."""


class Named(Struct, frozen=True):
    """Somebody's name, for the records that give only the key."""

    key: str
    name: str


class Same(Struct, frozen=True):
    """A record that is stored just so: nothing of it has to be looked at."""

    external_id: str


class Skipped(Struct, frozen=True):
    """A line that is of no interest, with the kind of thing it speaks of."""

    kind: str


class Refused(Struct, frozen=True):
    """A line that cannot be taken."""

    external_id: str | None
    problems: tuple[Problem, ...]


Content = Received | Candidate | Same | Named | Skipped | Refused | Heading
"""Files give records as they were received; once looked at they are the same, candidates or refused."""


class Entry(Struct, frozen=True):
    """One line, or one row of several lines; `line` is the number of its first, from 1.

    `end` is where the next entry begins; `bytes_read` how much of the file on disk was read by then.
    """

    line: int
    content: Content
    end: Position
    bytes_read: int


class FileIdentity(Struct, frozen=True):
    """What a file is known by when it comes again. `digest` covers how it is read, too."""

    name: str
    size: int
    digest: bytes


class RecordFile(Protocol):
    """A file of records on disk."""

    def identity(self) -> FileIdentity:
        """Raises FileUnreadable."""

    def entries(self, after: Position, now: datetime) -> Iterator[Entry]:
        """What follows the position. Raises FileUnreadable, also in the middle, or WrongFile at the start."""
