"""Opens a file as plain bytes, whatever it is packed in, and tells whether it is the same file again."""

import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from msgspec import Struct

from domain.ingestion.errors import FileUnreadable
from domain.ingestion.files.entries import FileIdentity

ENDS = 1 << 16
"""Bytes at both ends that tell files apart; at its end, a gzip file has the checksum of all it holds."""

LONGEST_MAGIC = 6
PACKED: Mapping[bytes, Callable[[BufferedReader], IO[bytes]]] = {
    b"\x1f\x8b": lambda raw: cast("IO[bytes]", gzip.GzipFile(fileobj=raw)),
    b"\xfd7zXZ\x00": lambda raw: cast("IO[bytes]", lzma.LZMAFile(raw)),  # noqa: SIM115
}
"""How a file is packed is told by its first bytes, not by its name."""

TAR = slice(257, 262)
"""Where a tar archive says that it is one."""

INSIDE = "mbdump/"
"""MusicBrainz packs the lines as the one file of this directory."""


class Opened(Struct, frozen=True):
    """The bytes inside, and the file on disk that they come from."""

    stream: IO[bytes]
    raw: BufferedReader


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises FileUnreadable, also in the middle when a packed file ends early."""
    with failures_named(path), path.open("rb") as raw:
        yield Opened(_unpacked(path, raw), raw)


def identity(path: Path, read_how: bytes = b"") -> FileIdentity:
    """Raises FileUnreadable. `read_how` is whatever else decides what comes out of the file."""
    with failures_named(path), path.open("rb") as raw:
        known = path.stat()
        head = raw.read(ENDS)
        raw.seek(max(known.st_size - ENDS, 0))
        facts = f"{known.st_size} {known.st_mtime_ns} ".encode()
        digest = sha256(facts + sha256(head).digest() + sha256(raw.read(ENDS)).digest() + read_how)
    return FileIdentity(path.name, known.st_size, digest.digest())


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """What can go wrong with a file, in words."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, tarfile.TarError) as error:
        raise FileUnreadable(f"{path} is damaged or was not downloaded whole: {error}.") from error
    except OSError as error:
        raise FileUnreadable(f"{path}: {error.strerror or error}.") from error


def _unpacked(path: Path, raw: BufferedReader) -> IO[bytes]:
    first = raw.peek(LONGEST_MAGIC)
    for magic, unpack in PACKED.items():
        if first.startswith(magic):
            is_archive = unpack(raw).read(TAR.stop)[TAR] == b"ustar"
            raw.seek(0)
            return _inside(path, unpack(raw)) if is_archive else unpack(raw)
    return raw


def _inside(path: Path, packed: IO[bytes]) -> IO[bytes]:
    """The lines in the archive."""
    archive = tarfile.open(fileobj=packed, mode="r|")  # noqa: SIM115 - lives as long as the file does
    for member in archive:
        lines = archive.extractfile(member) if member.name.startswith(INSIDE) else None
        if lines is not None:
            return lines
    raise FileUnreadable(f"{path} is an archive without a file in {INSIDE}.")
