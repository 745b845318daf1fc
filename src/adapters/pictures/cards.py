"""Draws the card of a menu: paper, its title as on the page, and the first works as covers."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from adapters.pictures.lettering import Lettering, is_rtl
from adapters.pictures.printed import printed_cover
from domain.catalog.covers import FILE
from domain.menus.cards import CARD_SIZE, MOST_COVERS, Card, CardCover

PAPER, INK, SOFT, RULE, ACCENT = "#fbf8f2", "#211c16", "#5f574b", "#ddd4c3", "#962d1a"
WIDTH, HEIGHT = CARD_SIZE
EDGE: Final = 72
GAP: Final = 56
GUTTER: Final = 16
COVERS: Final = {1: 264, 2: 206, 3: 164}
"""How wide a cover is, by how many there are."""
TITLE_SIZES: Final = (92, 80, 70, 60, 52, 46, 40)
MOST_LINES: Final = 4
TITLE_WEIGHT: Final = 340


class PillowCards:
    """The port DrawCard. Without fonts of ours it uses the one that Pillow brings."""

    def __init__(self, vendor: Path, covers: Path) -> None:
        self._vendor = vendor
        self._covers = covers

    def __call__(self, card: Card) -> bytes:
        image = Image.new("RGB", CARD_SIZE, PAPER)
        canvas = ImageDraw.Draw(image)
        canvas.rectangle((22, 22, WIDTH - 23, HEIGHT - 23), outline=RULE, width=2)
        canvas.rectangle((29, 29, WIDTH - 30, HEIGHT - 30), outline=RULE, width=1)
        room = self._put_covers(image, card.covers[:MOST_COVERS])
        self._put_words(ImageDraw.Draw(image), card, room)
        out = BytesIO()
        image.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _letters(self, family: str, size: int, weight: int = 400) -> Lettering:
        return Lettering(self._vendor, family, size, weight)

    def _put_covers(self, image: Image.Image, covers: tuple[CardCover, ...]) -> int:
        """The covers at the right, the first in front; gives the width that is left for words."""
        if not covers:
            return WIDTH - 2 * EDGE
        wide = COVERS[len(covers)]
        step = wide + GUTTER
        left = WIDTH - EDGE + GUTTER - step * len(covers)
        for index, cover in enumerate(covers):
            drawn = self._cover(cover, wide)
            lift = 30 * (index - (len(covers) - 1) / 2)
            _lay(image, drawn, (left + index * step, round(HEIGHT / 2 - drawn.height / 2 - lift)))
        return left - GAP - EDGE

    def _cover(self, cover: CardCover, wide: int) -> Image.Image:
        if cover.file is not None and FILE.fullmatch(cover.file):
            try:
                with Image.open(self._covers / cover.file[:2] / cover.file) as picture:
                    found = picture.convert("RGB")
            except OSError:  # a card without its picture is better than none
                return printed_cover(self._vendor, cover, wide)
            return found.resize((wide, min(round(wide * found.height / found.width), wide * 3 // 2)))
        return printed_cover(self._vendor, cover, wide)

    def _put_words(self, canvas: ImageDraw.ImageDraw, card: Card, room: int) -> None:
        heading, small = self._letters("text", 21, 560), self._letters("text", 25, 480)
        title, lines = self._title(card.title, room)
        step = round(title.size * 1.08)
        y = (HEIGHT - (21 + 46 + step * len(lines) + 74 + 30)) / 2 + 21
        _spaced(canvas, heading, (EDGE, y), heading.clipped(card.heading.upper(), room / 1.18, 1)[0])
        y += 40 + title.size * 0.78
        for line in lines:
            title.draw(canvas, (self._start(title, line, card.title, room), y), line, INK)
            y += step
        y += 20 - step * 0.5
        _ornament(canvas, EDGE, y)
        self._put_line(canvas, small, card.byline, (EDGE, y + 58), room, SOFT)
        self._put_line(canvas, self._letters("text", 20, 480), card.footing, (EDGE, HEIGHT - 58), room, SOFT)

    def _start(self, letters: Lettering, line: str, whole: str, room: int) -> float:
        """Lines of a title that runs from right to left end where others begin."""
        return EDGE + (room - letters.width(line) if is_rtl(whole) else 0)

    def _put_line(
        self,
        canvas: ImageDraw.ImageDraw,
        letters: Lettering,
        text: str,
        at: tuple[float, float],
        room: int,
        fill: str,
    ) -> None:
        if letters.can_set(text):
            letters.draw(canvas, at, letters.clipped(text, room, 1)[0], fill)

    def _title(self, title: str, room: int) -> tuple[Lettering, list[str]]:
        """As large as it fits; nothing when there are no letters for it."""
        if not self._letters("display", TITLE_SIZES[0], TITLE_WEIGHT).can_set(title):
            return self._letters("display", TITLE_SIZES[-1], TITLE_WEIGHT), []
        for letters in self._sizes():
            if lines := letters.lines(title, room, 3 if letters.size > 60 else MOST_LINES):
                return letters, lines
        return letters, letters.clipped(title, room, MOST_LINES)

    def _sizes(self) -> Iterator[Lettering]:
        return (self._letters("display", size, TITLE_WEIGHT) for size in TITLE_SIZES)


def _spaced(canvas: ImageDraw.ImageDraw, letters: Lettering, at: tuple[float, float], text: str) -> None:
    """Small capitals stand apart."""
    x, y = at
    for letter in text:
        letters.draw(canvas, (x, y), letter, SOFT)
        x += (letters.width(letter) or letters.size * 0.28) + letters.size * 0.15


def _ornament(canvas: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """The one under the title of every menu: a line, three diamonds, a line."""
    canvas.line((x, y, x + 66, y), ACCENT, 2)
    canvas.line((x + 114, y, x + 180, y), ACCENT, 2)
    for middle, half in ((x + 90, 8), (x + 75, 3), (x + 105, 3)):
        canvas.polygon(
            [(middle, y - half), (middle + half, y), (middle, y + half), (middle - half, y)], ACCENT
        )


def _lay(image: Image.Image, cover: Image.Image, at: tuple[int, int]) -> None:
    """A cover on the paper, with its shadow."""
    blur, x, y = 14, *at
    shadow = Image.new("L", (cover.width + 4 * blur, cover.height + 4 * blur), 0)
    shadow.paste(110, (2 * blur, 2 * blur, 2 * blur + cover.width, 2 * blur + cover.height))
    softened = shadow.filter(ImageFilter.GaussianBlur(blur))
    image.paste(INK, (x - 2 * blur, y - 2 * blur + 10), softened)
    image.paste(cover, at)
