"""Splits a file into lines in bounded memory, from any place that was reached before."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from adapters.sources.files.opening import Opened, failures_named, opened
from domain.ingestion.files.entries import Content, Entry, Position, Refused, Skipped
from domain.ingestion.records import LARGEST_RECORD
from domain.kernel import Problem

CHUNK = 1 << 17
LONGEST_LINE = LARGEST_RECORD + (64 << 10)
BOM = b"\xef\xbb\xbf"

TOO_LONG = Problem("", "line-too-long", "The line is longer than any record may be.")
BLANK = Skipped("blank")
CUT = Problem("", "file-cut", "The file ends in the middle of this line.")


class Line(Struct, frozen=True):
    """`data` is without its end, None when it was too long to be read; `cut` says that it has no end."""

    number: int
    data: bytes | None
    end: Position
    bytes_read: int
    cut: bool = False

    def refused(self, external_id: str | None, *problems: Problem) -> Refused:
        """The line cannot be taken; that it is cut is said too."""
        return Refused(external_id, (*problems, CUT) if self.cut else problems)


def lines(path: Path, after: Position, longest: int = LONGEST_LINE) -> Iterator[Line]:
    """All lines behind the position. Raises FileUnreadable, also in the middle."""
    with opened(path) as file, failures_named(path):
        if after.offset:
            file.stream.seek(after.offset)
        yield from _lines(file, after, longest)


def entries_of(path: Path, after: Position, read: Callable[[Line, bytes], Content]) -> Iterator[Entry]:
    """An entry for each line behind the position; `read` is given those that say something."""
    for line in lines(path, after):
        yield Entry(line.number, _content(line, read), line.end, line.bytes_read)


def _content(line: Line, read: Callable[[Line, bytes], Content]) -> Content:
    if line.data is None:
        return line.refused(None, TOO_LONG)
    return read(line, line.data) if line.data.strip() else BLANK


def first_line(path: Path) -> bytes:
    """The first line that is not blank; empty for a file without one, or one too long."""
    for line in lines(path, Position()):
        if line.data is None or line.data.strip():
            return line.data or b""
    return b""


def _lines(file: Opened, after: Position, longest: int) -> Iterator[Line]:
    """Of a line too long the beginning is let go; `dropped` counts its bytes."""
    number, offset = after.line, after.offset
    rest, dropped = b"", 0
    while chunk := _chunk(file):
        *whole, rest = (rest + chunk).split(b"\n")
        for data in whole:
            number, offset = number + 1, offset + dropped + len(data) + 1
            readable = not dropped and len(data) <= longest
            tidy = _tidy(number, data) if readable else None
            yield Line(number, tidy, Position(number, offset), file.raw.tell())
            dropped = 0
        if len(rest) > longest:
            rest, dropped = b"", dropped + len(rest)
    if rest or dropped:
        end = Position(number + 1, offset + dropped + len(rest))
        yield Line(number + 1, None if dropped else _tidy(number + 1, rest), end, file.raw.tell(), cut=True)


def _chunk(file: Opened) -> bytes:
    """What is there, at most so much: a damaged file then gives all that comes before the damage."""
    return file.stream.read1(CHUNK)  # type: ignore[attr-defined, no-any-return]


def _tidy(number: int, data: bytes) -> bytes:
    return (data.removeprefix(BOM) if number == 1 else data).removesuffix(b"\r")
