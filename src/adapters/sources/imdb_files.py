"""Reads IMDb's files from disk, gzip or plain, in blocks of whole lines and in bounded memory."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from adapters.sources.files.opening import identity
from domain.ingestion.errors import FileUnreadable
from domain.ingestion.imdb_files.lines import Block, Line, Unreadable, is_plain

CHUNK = 1 << 15
"""Small, so that what comes of a chunk goes to the server at once, which works on it during the next."""
LONGEST_LINE = 1 << 16
"""Bytes; the longest lines of the real files are the crews of soap operas, with a thousand people."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


class ImdbFile:
    """A file of lines; whether it is compressed is told by its first bytes, not by its name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def size(self) -> int:
        """Bytes on disk. Raises FileUnreadable."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise FileUnreadable(f"{self.path}: {error.strerror}.") from error

    @property
    def digest(self) -> bytes:
        """Raises FileUnreadable."""
        return identity(self.path).digest

    def blocks(self) -> Iterator[Block]:
        """All lines in order. Raises FileUnreadable, also in the middle when a compressed file ends early."""
        try:
            with self.path.open("rb") as raw:
                yield from _blocks(raw)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            words = "is damaged or was not downloaded whole, so nothing of it was loaded"
            raise FileUnreadable(f"{self.path} {words}: {error}") from error
        except OSError as error:
            raise FileUnreadable(f"{self.path}: {error.strerror or error}.") from error


def _blocks(raw: BufferedReader) -> Iterator[Block]:
    number = 1
    for data, cut in _whole_lines(_opened(raw)):
        lines, plain = _decoded(data)
        yield Block(number, lines, raw.tell(), plain, cut)
        number += len(lines)


def _opened(raw: BufferedReader) -> IO[bytes]:
    if raw.peek(len(_GZIP))[: len(_GZIP)] == _GZIP:
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    return raw


def _whole_lines(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Bytes up to a line end, without it; the flag says that there is none. Lines too long are cut."""
    rest = b""
    for chunk in _chunks(stream):
        whole, end, begun = chunk.rpartition(b"\n")
        if end:
            yield rest + whole, False
            rest = b""
        rest = (rest + begun)[: LONGEST_LINE + 1]
    if rest:
        yield rest, True


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    chunk = stream.read(CHUNK).removeprefix(_BOM)
    while chunk:
        yield chunk
        chunk = stream.read(CHUNK)


def _decoded(data: bytes) -> tuple[list[Line], bool]:
    """The lines as text, and whether they are plain; mostly they are, all at once."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = ""
    lines = text.split("\n")
    if not text or "\r" in text or max(map(len, lines)) > LONGEST_LINE:
        return [_line(line) for line in data.split(b"\n")], False
    return cast("list[Line]", lines), is_plain(text)


def _line(line: bytes) -> Line:
    if len(line) > LONGEST_LINE:
        return Unreadable.TOO_LONG
    try:
        return line.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        return Unreadable.NOT_UTF8
