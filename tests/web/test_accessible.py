"""Every page, in a real browser, in both colour schemes: axe-core finds nothing, nothing overflows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser import ALL_RULES, COLOURS, browser_needed, chromium, violations
from tests.web.preview import pages, write
from tests.web.site import serving

NAMES = [page.name for page in pages()]
NARROWEST = 320


@pytest.fixture(scope="module")
def browser_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a browser that has the sample pages as its site."""
    browser_needed(axe=True)
    folder = tmp_path_factory.mktemp("pages") / "site"
    write(folder)
    with serving(folder) as origin, sync_playwright() as play, chromium(play) as browser:
        yield browser.new_context(base_url=origin, reduced_motion="reduce").new_page()


@pytest.mark.parametrize("name", NAMES)
def test_no_page_keeps_anybody_out(browser_page: Page, name: str) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 720})
    browser_page.goto(f"/{name}.{'pl' if name.startswith('studio') else 'en'}.html")
    assert violations(browser_page, "light", ALL_RULES) == []
    assert violations(browser_page, "dark", COLOURS) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_the_narrowest_screen(browser_page: Page, name: str) -> None:
    browser_page.set_viewport_size({"width": NARROWEST, "height": 640})
    browser_page.goto(f"/{name}.pl.html")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
