"""The pictures of the documentation, taken from the running service: `make screenshots` renews docs/images.

Without MEDIA_MENU_SCREENSHOTS=folder they go to a directory of the test, so that each run shows that they
can be made.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.e2e.conftest import Windows
from tests.e2e.curator import Curator
from tests.e2e.house import House

LARGEST = 250_000
DESKTOP = {"viewport": {"width": 1200, "height": 800}, "device_scale_factor": 1.5}
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2, "color_scheme": "dark"}
SHOWN_LINK = "http://127.0.0.1:8000/s/…"
MARGIN = 14
ABOVE_COURSE_TWO = "document.querySelector('#course-2 .numeral').getBoundingClientRect().top - 48"


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("MEDIA_MENU_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_pictures_of_what_readers_see(windows: Windows, house: House, album: Path) -> None:
    reader = windows.reader(**DESKTOP)
    reader.open("/")
    take(reader.page, album / "home.png")
    reader.open("/catalog")
    take(reader.page, album / "catalogue.png")
    reader.page.set_viewport_size({"width": 1200, "height": 1640})
    reader.open(f"/m/{house.slugs[0]}")
    take(reader.page, album / "menu.png")
    phone = windows.reader(**PHONE)
    phone.open(f"/m/{house.slugs[0]}")
    phone.page.evaluate(f"scrollTo(0, {ABOVE_COURSE_TWO})")
    take(phone.page, album / "menu-phone-dark.png")


def test_pictures_of_what_curators_see(windows: Windows, album: Path) -> None:
    curator = windows.curator("ada", **DESKTOP)
    curator.come_in()
    compose(curator)
    box = curator.page.get_by_role("combobox", name="Search the catalogue")
    box.fill("")
    box.press_sequentially("the")
    expect(curator.page.locator("#find [role=option]").first).to_be_visible()
    curator.page.evaluate("scrollTo(0, 0)")
    take(curator.page, album / "editor.png")
    curator.live.saved()
    curator.open(curator.menu)
    curator.write_pairing("Paris, Texas", "contrast", "The Odyssey", "One of them is known at the door.")
    take(curator.page.locator("dialog[open]"), album / "pairing.png")
    curator.open(curator.menu)
    curator.share_with("Marta")
    curator.page.locator("#new-link").evaluate("(field, shown) => (field.value = shown)", SHOWN_LINK)
    take(curator.page.locator("dialog[open]"), album / "share.png")
    curator.room("publish").locator(".advice summary").click()
    take(curator.page.locator("dialog[open]"), album / "publish.png")


def compose(curator: Curator) -> None:
    """A small menu with something in every place."""
    curator.begin_menu("The Long Way Home", "For anyone who stayed away too long.")
    curator.add_course("Leaving is the easy part", "Something quiet, so that the ear is clean.")
    curator.add_course("The road itself", "The heavy plate. Take two weeks.")
    curator.serve("kind of", "Kind of Blue", "I. Leaving is the easy part")
    curator.serve("paris t", "Paris, Texas", "I. Leaving is the easy part")
    curator.serve("odyss", "The Odyssey", "II. The road itself")
    curator.annotate("Kind of Blue", "Leave it on, low, through the next course.")
    curator.annotate("Paris, Texas", "Watch the walk home from school: two pavements, one family.")
    curator.pair("Kind of Blue", "echo", "Paris, Texas", "Both leave out the note that you wait for.")


def take(what: Page | Locator, file: Path) -> None:
    """A picture of 256 colours, which is all that a page of text needs, and so a small file."""
    page = what if isinstance(what, Page) else what.page
    page.evaluate("document.fonts.ready")
    shot = page.screenshot() if what is page else page.screenshot(clip=around(what))
    Image.open(BytesIO(shot)).convert("RGB").quantize(256).save(file, optimize=True)
    assert file.stat().st_size < LARGEST


def around(part: Locator) -> FloatRect:
    """Its place on the screen, with some paper on each side."""
    box = part.bounding_box()
    assert box is not None
    return {
        "x": max(0, box["x"] - MARGIN),
        "y": max(0, box["y"] - MARGIN),
        "width": box["width"] + 2 * MARGIN,
        "height": box["height"] + 2 * MARGIN,
    }
