"""Covers made anew: what is no picture or too large is refused, and nothing of the file that came is kept."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from adapters.pictures.darkroom import PillowDarkroom, developed
from adapters.pictures.files import CoversOnDisk
from domain.catalog.covers import CoverMissed, Picture


def picture(
    width: int = 600, height: int = 900, kind: str = "JPEG", mode: str = "RGB", **more: object
) -> bytes:
    out = BytesIO()
    Image.effect_mandelbrot((width, height), (-2, -1, 1, 1), 30).convert(mode).save(out, kind, **more)
    return out.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as image:
        assert image.format == "WEBP"
        return image.size


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("GIF", "P"), ("WEBP", "RGB")],
)
def test_covers_of_every_kind_become_two_small_pictures(kind: str, mode: str) -> None:
    made = developed(picture(kind=kind, mode=mode))
    assert [size_of(made.files[width]) for width in (240, 480)] == [(240, 360), (480, 720)]


def test_a_small_cover_is_not_blown_up() -> None:
    assert size_of(developed(picture(100, 150)).files[480]) == (100, 150)


def test_a_cover_lying_on_its_side_is_turned_upright_and_says_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "at home"
    made = developed(picture(900, 600, exif=exif))
    assert size_of(made.files[480]) == (480, 720)
    assert b"at home" not in made.files[480]


def test_the_same_picture_has_the_same_name() -> None:
    assert developed(picture()).name == developed(picture()).name
    assert developed(picture()).name != developed(picture(500, 900)).name


def huge_png() -> bytes:
    """A few hundred bytes that say they are 20,000 by 20,000."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("received", "problem"),
    [
        (b"", "not-a-picture"),
        (b"<html>not found</html>", "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='600' height='900'/>", "not-a-picture"),
        (picture()[:2_000], "not-a-picture"),
        (picture(kind="TIFF"), "not-a-picture"),
        (picture(1, 1, "GIF", "P"), "picture-too-small"),
        (huge_png(), "picture-too-large"),
    ],
)
def test_what_is_no_cover_is_missed_with_a_reason(received: bytes, problem: str) -> None:
    with pytest.raises(CoverMissed) as missed:
        developed(received)
    assert missed.value.problem == problem


def files_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.rglob("*") if path.is_file())


async def test_files_are_read_back_and_names_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    files = CoversOnDisk(tmp_path / "covers")
    made = await PillowDarkroom()(picture())
    await files.keep(made)
    await files.keep(made)
    assert await files.read(f"{made.name}-240.webp") == made.files[240]
    for name in (f"{made.name}-100.webp", f"{'0' * 32}-240.webp", "../secret", "..", "", "%2e%2e%2fsecret"):
        assert await files.read(name) is None
    assert files_in(tmp_path / "covers") == [f"{made.name}-240.webp", f"{made.name}-480.webp"]


async def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "aa").mkdir()
    (tmp_path / "aa" / f"{'a' * 32}-240.webp").mkdir()  # a folder stands in its place
    with pytest.raises(OSError, match="irectory"):
        await CoversOnDisk(tmp_path).keep(Picture("a" * 32, {240: b"x"}))
    assert files_in(tmp_path) == []
