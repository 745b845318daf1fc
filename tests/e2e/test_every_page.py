"""Every page with the demo in it, in both schemes: nobody is kept out, and nothing overflows."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import ALL_RULES, COLOURS, violations
from tests.e2e.conftest import Windows
from tests.e2e.curator import Curator
from tests.e2e.house import House
from tests.e2e.window import Window

WIDTHS = (1280, 390, 320)


def check(window: Window) -> None:
    """What axe-core knows, light and dark; and no page may be wider than the screen."""
    window.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert violations(window.page, "light", ALL_RULES) == []
    assert violations(window.page, "dark", COLOURS) == []
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 800})
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "path", ["/", "/login", "/register", "/catalog", "/catalog?q=odyssey", "/catalog?q=zzzz"]
)
def test_pages_for_anybody(windows: Windows, path: str) -> None:
    anybody = windows.reader()
    assert anybody.open(path) == 200
    check(anybody)


def test_menus_and_their_works(windows: Windows, house: House) -> None:
    anybody = windows.reader(lang="pl")
    for slug in house.slugs:
        assert anybody.open(f"/m/{slug}") == 200
        check(anybody)
    work = anybody.page.locator(".work h3 a").first.get_attribute("href")
    assert anybody.open(f"{work}?sources=1") == 200
    check(anybody)


def test_what_else_readers_open_asks_nobody_but_us(windows: Windows, house: House) -> None:
    """Samples of these pages are looked at elsewhere; here it is whom they ask, and what they complain of."""
    reader = windows.reader()
    menu = f"/m/{house.slugs[0]}"
    reader.open(menu)
    curator = reader.page.locator(".byline a").first.get_attribute("href")
    for path in ("/story", "/story/1", "/story/3", "/editions", "/embed", "/report"):
        assert reader.open(menu + path) == 200
    assert curator is not None
    assert reader.open(curator) == 200
    assert reader.open(f"/?q={house.slugs[0][:4]}&sort=forked") == 200


def test_what_is_not_there(windows: Windows) -> None:
    anybody = windows.reader()
    assert anybody.open("/m/nothing-here") == 404
    check(anybody)


def test_the_studio_and_the_settings(windows: Windows) -> None:
    curator = windows.demo_curator()
    check(curator)
    open_a_menu(curator, "?q=night")
    check(curator)
    curator.open(f"{urlsplit(curator.page.url).path}/history")
    check(curator)
    for room in ("/settings", "/settings/security", "/settings/api-keys"):
        curator.open(room)
        check(curator)
    makes_one_key_however_often_its_page_is_loaded_again(curator)


def makes_one_key_however_often_its_page_is_loaded_again(curator: Curator) -> None:
    curator.field("What is it for?").fill("Backup script")
    curator.press("Make a key")
    expect(curator.page.locator("#new-key")).to_be_visible()
    curator.page.reload()
    expect(curator.page.locator("#new-key")).to_have_count(0)
    expect(curator.page.locator("li.line")).to_have_count(1)


def test_forms_that_were_refused(windows: Windows) -> None:
    anybody = windows.curator("nobody")
    anybody.sign_in()
    assert anybody.page.get_by_role("alert").count() == 1
    check(anybody)


def test_the_description_of_the_api_asks_nobody_else(windows: Windows) -> None:
    anybody = windows.reader()
    assert anybody.open("/docs") == 200
    anybody.page.get_by_text("/api/v1/menus", exact=True).first.wait_for()


def open_a_menu(curator: Curator, query: str = "") -> None:
    """The first of the studio in its editor."""
    path = curator.page.locator(".bill h2 a").first.get_attribute("href")
    assert curator.open(f"{path}{query}") == 200
