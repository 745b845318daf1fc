"""Sets lines of any script in the pages' fonts: a font for each letter, the right order for each direction.

The fonts come in parts, one for each script. A letter is set in the first part that has it; text with a
letter that none has cannot be set, and is not drawn with boxes in it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import bidirectional, combining

from PIL import ImageDraw, ImageFont, features

Font = ImageFont.FreeTypeFont

LETTERS: Final = "letters/noto-*.woff2"
FAMILIES: Final = {"display": "fonts/fraunces-*.woff2", "text": "fonts/instrument-sans-*.woff2"}
RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
LEFT_TO_RIGHT: Final = frozenset({"L", "EN"})
CONTROLS: Final = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
"""Marks of direction and joining: directions are found out here."""
ELLIPSIS: Final = "…"


class Run(NamedTuple):
    """Letters of one font and one direction."""

    text: str
    font: Font
    is_rtl: bool


class Lettering:
    """A family in a size and a weight, with the other scripts' fonts behind it."""

    def __init__(self, vendor: Path, family: str, size: int, weight: int) -> None:
        self.size = size
        self._fonts = _fonts(vendor, family, size, weight)
        self.ascent = max(font.getmetrics()[0] for font in self._fonts[:1])

    def can_set(self, text: str) -> bool:
        """Whether there is a letter for every letter, and a way to join those that join."""
        letters = {each for each in _plain(text) if not each.isspace()}
        if not features.check("raqm") and any(bidirectional(each) in RIGHT_TO_LEFT for each in letters):
            return False
        return all(any(_has(font, each) for font in self._fonts) for each in letters)

    def width(self, text: str) -> float:
        return sum(_length(run) for run in self._runs(_plain(text)))

    def draw(self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: str) -> None:
        """The line with its baseline's left end at `at`."""
        x, y = at
        for run in self._runs(_plain(text)):
            canvas.text((x, y), run.text, fill, run.font, anchor="ls", direction=_direction(run))
            x += _length(run)

    def lines(self, text: str, room: float, most: int) -> list[str] | None:
        """The words in lines, evenly; None when they do not fit into so many."""
        narrowest = self._broken(text, room)
        if len(narrowest) > most or any(self.width(line) > room for line in narrowest):
            return None
        low, high = 0.0, room  # as narrow as the same number of lines allows
        while high - low > self.size / 4:
            middle = (low + high) / 2
            tried = self._broken(text, middle)
            fits = len(tried) <= len(narrowest) and all(self.width(line) <= middle for line in tried)
            low, high = (low, middle) if fits else (middle, high)
        return self._broken(text, high)

    def clipped(self, text: str, room: float, most: int) -> list[str]:
        """As many words as fit, broken within words where nothing else helps, with an ellipsis."""
        if whole := self.lines(text, room, most):
            return whole
        kept = self._broken(" ".join(self._syllables(text, room)), room)
        if len(kept) <= most:
            return kept
        last = " ".join(kept[most - 1 : most + 1])
        while last and self.width(last + ELLIPSIS) > room:
            last = last[:-1].rstrip()
        return [*kept[: most - 1], last + ELLIPSIS]

    def _broken(self, text: str, room: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}") <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def _syllables(self, text: str, room: float) -> Iterator[str]:
        """Words, those that are wider than the room in pieces."""
        for word in text.split():
            piece = ""
            for letter in word:
                if piece and not combining(letter) and self.width(piece + letter) > room:
                    yield piece
                    piece = ""
                piece += letter
            yield piece

    def _runs(self, text: str) -> Iterator[Run]:
        """In the order in which they stand from left to right."""
        base = is_rtl(text)
        spans = [
            ("".join(letter for letter, _ in span), to_left)
            for to_left, span in groupby(_directed(text, to_left=base), key=lambda each: each[1])
        ]
        for span, to_left in reversed(spans) if base else spans:
            runs = [Run("".join(letters), font, to_left) for font, letters in self._by_font(span)]
            yield from reversed(runs) if to_left else runs

    def _by_font(self, text: str) -> Iterator[tuple[Font, list[str]]]:
        font, letters = self._fonts[0], list[str]()
        for letter in text:
            wanted = font if self._stays(font, letter) else self._font_of(letter)
            if wanted is not font and letters:
                yield font, letters
                letters = []
            font = wanted
            letters.append(letter)
        if letters:
            yield font, letters

    def _stays(self, font: Font, letter: str) -> bool:
        """Blanks and marks go with what they follow."""
        return (letter.isspace() or bool(combining(letter))) and _has(font, letter)

    def _font_of(self, letter: str) -> Font:
        return next((font for font in self._fonts if _has(font, letter)), self._fonts[0])


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    strong = (bidirectional(each) for each in text)
    return next((each != "L" for each in strong if each in {"L", "R", "AL"}), False)


def _directed(text: str, *, to_left: bool) -> Iterator[tuple[str, bool]]:
    """Each letter with its direction; what has none has that of both neighbours, or else the line's."""
    known: Sequence[bool | None] = [
        True if kind in RIGHT_TO_LEFT else False if kind in LEFT_TO_RIGHT else None
        for kind in map(bidirectional, text)
    ]
    behind: list[bool] = []
    following = to_left
    for each in reversed(known):
        following = following if each is None else each
        behind.append(following)
    before = to_left
    for letter, each, after in zip(text, known, reversed(behind), strict=True):
        before = before if each is None else each
        neutral = before if before == after else to_left
        yield letter, neutral if each is None else each


def _plain(text: str) -> str:
    return " ".join(text.translate(CONTROLS).split())


def _direction(run: Run) -> str | None:
    if run.font.layout_engine != ImageFont.Layout.RAQM:
        return None
    return "rtl" if run.is_rtl else "ltr"


def _length(run: Run) -> float:
    return run.font.getlength(run.text, direction=_direction(run))


@lru_cache(maxsize=4096)
def _has(font: Font, letter: str) -> bool:
    """What a font has not it draws as what nobody has. Shaping would put letters together from parts."""
    if letter.isspace():
        return True
    bare = _unshaped(font)
    return bytes(bare.getmask(letter)) != bytes(bare.getmask("\U0010ffff"))


@lru_cache(maxsize=64)
def _unshaped(font: Font) -> Font:
    return font.font_variant(size=20, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _fonts(vendor: Path, family: str, size: int, weight: int) -> tuple[Font, ...]:
    """The parts of a family, those of other scripts, and the one that Pillow brings."""
    # The first part is the one that most letters come from: "latin" before "latin-ext".
    own = sorted(vendor.glob(FAMILIES[family]), key=lambda path: len(path.name))
    fonts = [_opened(path, size, weight) for path in (*own, *sorted(vendor.glob(LETTERS)))]
    default = ImageFont.load_default(size)
    return (*fonts, default) if isinstance(default, ImageFont.FreeTypeFont) else tuple(fonts)


def _opened(path: Path, size: int, weight: int) -> Font:
    font = ImageFont.truetype(path, size)
    axis = font.get_variation_axes()[0]
    font.set_variation_by_axes([min(max(weight, axis["minimum"] or 0), axis["maximum"] or weight)])
    return font
