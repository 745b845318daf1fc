"""Covers set in type, for works without a picture: the shape tells the medium, the hue stays with the work.

They are what `static/css/base.css` draws on pages.
"""

import math
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from adapters.pictures.lettering import Lettering, is_rtl
from domain.menus.cards import CardCover

HUES: Final = 24
TEXT: Final = "#fff9f0"
SQUARE: Final = frozenset({"music", "audio"})
LOW: Final = frozenset({"game", "magazine"})
SHARP: Final = 3
"""Shapes are drawn so many times as large, and made small again."""

Colour = tuple[int, int, int]


def printed_cover(vendor: Path, cover: CardCover, wide: int) -> Image.Image:
    """The cover of a work, so many pixels wide."""
    high = wide if cover.media_type in SQUARE else wide * 4 // 3 if cover.media_type in LOW else wide * 3 // 2
    hue = 20 + 15 * (cover.work_id.int % HUES)
    deep, tone = oklch(0.31, 0.06, hue + 24), oklch(0.47, 0.085, hue)
    image = _gradient((wide, high), tone, deep)
    shapes = Image.new("L", (wide * SHARP, high * SHARP), 0)
    _shape(ImageDraw.Draw(shapes), cover.media_type, wide * SHARP, high * SHARP)
    pale = Image.new("RGB", image.size, oklch(0.72, 0.08, hue - 18))
    image.paste(pale, (0, 0), shapes.resize(image.size, Image.Resampling.LANCZOS))
    _put_title(ImageDraw.Draw(image), vendor, cover, image.size)
    return image


def _gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), ramp)


def _shape(canvas: ImageDraw.ImageDraw, media_type: str, wide: int, high: int) -> None:
    """Brighter means more of the pale colour."""
    SHAPES.get(media_type, _ticket)(canvas, wide, high, wide / 100)


def _sun(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    canvas.ellipse(_around(66 * unit, 0.3 * high, 26 * unit), 150)
    canvas.rectangle((0, 0.46 * high, wide, high), 0)


def _bars(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    for index, shade in enumerate((190, 160, 130, 100, 75, 50, 25)):
        canvas.rectangle((index * wide / 7, 0, (index + 1) * wide / 7, 0.4 * high), shade)


def _frame(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    for inset, shade in ((8, 180), (12, 100)):
        around = ((inset + 5) * unit, inset * unit, wide - inset * unit, high - inset * unit)
        canvas.rectangle(around, outline=shade, width=round(unit))
    canvas.rectangle((5 * unit, 0, 6.5 * unit, high), 60)


def _disc(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    for radius in range(46, 13, -4):
        canvas.ellipse(_around(82 * unit, 18 * unit, radius * unit), outline=70, width=round(unit / 2))
    canvas.ellipse(_around(82 * unit, 18 * unit, 13 * unit), 200)
    canvas.ellipse(_around(82 * unit, 18 * unit, 2.5 * unit), 0)


def _pad(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    for x, y in ((66, 37), (82, 27)):
        canvas.ellipse(_around(x * unit, y * unit, 6.5 * unit), 150)
    canvas.rectangle((20 * unit, 18 * unit, 29 * unit, 47 * unit), 150)
    canvas.rectangle((10 * unit, 28 * unit, 39 * unit, 37 * unit), 150)


def _wave(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    for index in range(11):
        tall = 18 * unit * abs(math.sin(index * 1.3 + 0.6))
        x = (10 + 7.5 * index) * unit
        canvas.rectangle((x, 28 * unit - tall, x + 3 * unit, 28 * unit + tall), 140)


def _columns(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    canvas.rectangle((44 * unit, 66 * unit, 90 * unit, 110 * unit), 110)
    for row in range(9):
        y = (67 + 5 * row) * unit
        canvas.line((10 * unit, y, 38 * unit, y), 120, round(unit))


def _ticket(canvas: ImageDraw.ImageDraw, wide: int, high: int, unit: float) -> None:
    for x in range(0, 100, 8):
        canvas.rectangle((x * unit, 0.42 * high, (x + 4) * unit, 0.42 * high + unit), 150)


SHAPES: Final = {
    "film": _sun,
    "tv": _bars,
    "book": _frame,
    "music": _disc,
    "game": _pad,
    "audio": _wave,
    "magazine": _columns,
}


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def _put_title(canvas: ImageDraw.ImageDraw, vendor: Path, cover: CardCover, size: tuple[int, int]) -> None:
    wide, high = size
    pad = round(wide * (0.2 if cover.media_type == "book" else 0.1))
    title = Lettering(vendor, "display", round(wide * 0.125), 480)
    maker = Lettering(vendor, "text", round(wide * 0.078), 500)
    lines = [(title, line) for line in _set(title, cover.title, wide - 2 * pad, 4)]
    lines += [(maker, line) for line in _set(maker, cover.maker, wide - 2 * pad, 1)]
    top = cover.media_type in {"book", "magazine"}
    y = pad * 1.2 if top else float(high - pad - _depth(lines))
    for letters, line in lines:
        y += letters.size * (1.1 if letters is title else 1.7)
        x = wide - pad - letters.width(line) if is_rtl(line) else float(pad)
        letters.draw(canvas, (x, y), line, TEXT)


def _set(letters: Lettering, text: str, room: float, most: int) -> list[str]:
    return letters.clipped(text, room, most) if text and letters.can_set(text) else []


def _depth(lines: list[tuple[Lettering, str]]) -> float:
    titles = [letters.size for letters, _ in lines]
    largest = max(titles, default=0)
    return sum(size * (1.1 if size == largest else 1.7) for size in titles)


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """The sRGB colour of what CSS writes as `oklch(L C H)`; Björn Ottosson's matrices.

    >>> oklch(1, 0, 0)
    (255, 255, 255)
    """
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    cones = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    red, green, blue = (
        sum(weight * cone for weight, cone in zip(row, cones, strict=True))
        for row in (
            (4.0767416621, -3.3077115913, 0.2309699292),
            (-1.2684380046, 2.6097574011, -0.3413193965),
            (-0.0041960863, -0.7034186147, 1.7076147010),
        )
    )
    return _encoded(red), _encoded(green), _encoded(blue)


def _encoded(light: float) -> int:
    held = min(max(light, 0.0), 1.0)
    return round(255 * (12.92 * held if held <= 0.0031308 else 1.055 * held ** (1 / 2.4) - 0.055))
