"""Cards of menus: of one size, whatever the words are, and letters of every script in their order."""

from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image, ImageChops, ImageDraw, features

from adapters.pictures.cards import EDGE, PAPER, PillowCards
from adapters.pictures.lettering import Lettering, is_rtl
from app.web.static_files import VENDOR
from domain.menus.cards import CARD_SIZE, Card, CardCover

NOWHERE = Path("/nonexistent")
LONG = "Kto jeszcze nie śpi, niech zgasi światło: źdźbła, gęślą jaźń, zażółć wieczór bez końca"
TITLES = [
    "",
    "Noir",
    LONG,
    "W" * 200,
    "לילה לבן 1948",
    "موسم الهجرة إلى الشمال",
    "東京物語",
    "💣",
    "\u202e\u0301 x",
]


def a_card(title: str = "Noir", covers: tuple[CardCover, ...] = ()) -> Card:
    return Card("A menu in two courses", title, "composed by Ewa", "menus.example", covers)


def a_cover(media_type: str = "film", title: str = "Solaris", file: str | None = None) -> CardCover:
    return CardCover(UUID(int=5), media_type, title, "Andrei Tarkovsky", file)


def drawn(card: Card, vendor: Path = VENDOR, covers: Path = NOWHERE) -> Image.Image:
    image = Image.open(BytesIO(PillowCards(vendor, covers)(card)))
    image.load()
    return image


def letters_needed() -> None:
    if not list(VENDOR.glob("letters/*")):
        pytest.skip("the letters are not vendored here: run ui/vendor.py")


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("vendor", [VENDOR, NOWHERE], ids=["fonts", "no fonts"])
def test_any_title_gives_a_card_with_nothing_in_its_margin(title: str, vendor: Path) -> None:
    image = drawn(a_card(title, (a_cover(title=title),)), vendor)
    assert (image.format, image.size) == ("PNG", CARD_SIZE)
    margin = image.crop((32, 100, EDGE - 12, 500))
    assert margin.getcolors() == [(margin.width * margin.height, tuple(bytes.fromhex(PAPER[1:])))]


@pytest.mark.parametrize(
    "kinds", [["film"], ["tv", "book"], ["game", "music", "audio"], ["event", "magazine", "x"]]
)
def test_works_of_every_kind_have_covers(kinds: list[str]) -> None:
    bare, covered = drawn(a_card()), drawn(a_card(covers=tuple(map(a_cover, kinds))))
    left, _, right, _ = ImageChops.difference(bare, covered).getbbox() or (0, 0, 0, 0)
    assert EDGE < left < right <= CARD_SIZE[0] - 32


def test_a_cover_of_our_own_is_shown(tmp_path: Path) -> None:
    file = f"{'ab' * 16}-480.webp"
    (tmp_path / "ab").mkdir()
    Image.new("RGB", (480, 720), "#00ff00").save(tmp_path / "ab" / file)
    image = drawn(a_card(covers=(a_cover(file=file),)), covers=tmp_path)
    red, green, blue = image.convert("RGB").getpixel((CARD_SIZE[0] - EDGE - 100, CARD_SIZE[1] // 2))  # type: ignore[misc]
    assert (red < 30, green > 220, blue < 30) == (True, True, True)


@pytest.mark.parametrize("file", [f"{'ab' * 16}-480.webp", "../../etc/passwd", "x"])
def test_a_cover_that_is_not_there_is_set_in_type(tmp_path: Path, file: str) -> None:
    assert drawn(a_card(covers=(a_cover(file=file),)), covers=tmp_path).size == CARD_SIZE


def test_polish_letters_come_from_the_same_family_and_are_not_put_together() -> None:
    letters_needed()
    display = Lettering(VENDOR, "display", 60, 340)
    assert display.can_set(LONG)
    fonts = {run.font.getname()[0] for run in display._runs(LONG)}
    assert fonts == {"Fraunces"}
    assert len({run.font for run in display._runs("ś")} & {run.font for run in display._runs("s")}) == 0


def test_what_there_are_no_letters_for_is_not_set() -> None:
    assert not Lettering(VENDOR, "display", 60, 340).can_set("東京物語")


@pytest.mark.skipif(not features.check("raqm"), reason="no FriBiDi here")
def test_lines_from_right_to_left_stand_in_their_order() -> None:
    letters_needed()
    display = Lettering(VENDOR, "display", 60, 340)
    runs = [(run.text.strip(), run.is_rtl) for run in display._runs("שלום 1948 עולם")]
    assert [text for text, _ in runs if text] == ["עולם", "1948", "שלום"]
    assert is_rtl("שלום Noir")
    assert not is_rtl("Noir שלום")
    assert not is_rtl("1948")


def test_lines_keep_every_word_and_fit_into_the_room() -> None:
    display = Lettering(VENDOR, "display", 40, 340)
    lines = display.lines(LONG, 600, 8)
    assert lines is not None
    assert " ".join(lines) == LONG
    assert max(map(display.width, lines)) <= 600
    assert display.lines(LONG, 600, 1) is None
    (clipped,) = display.clipped(LONG, 300, 1)
    assert clipped.endswith("…")
    assert display.width(clipped) <= 300


def test_drawing_begins_where_it_is_told_to() -> None:
    image = Image.new("L", (400, 100))
    Lettering(VENDOR, "display", 40, 340).draw(ImageDraw.Draw(image), (100, 60), "Noir", "white")
    left, *_ = image.getbbox() or (0,)
    assert 98 <= left <= 106
