"""Every page, in a real browser, in both colour schemes: axe-core finds nothing, nothing overflows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.web.browser import CHROMIUM, chromium, serving, skip_or_fail
from tests.web.preview import pages, write

AXE = Path(__file__).parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
MISSING = [str(path) for path in (CHROMIUM, AXE) if not path.exists()]
NAMES = [page.name for page in pages()]
NARROWEST = 320


@pytest.fixture(scope="module")
def browser_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a browser that has the sample pages as its site."""
    if MISSING:
        skip_or_fail(f"not installed: {', '.join(MISSING)}")
    folder = tmp_path_factory.mktemp("pages") / "site"
    write(folder)
    with serving(folder) as origin, sync_playwright() as play, chromium(play) as browser:
        yield browser.new_context(base_url=origin, reduced_motion="reduce", bypass_csp=True).new_page()


@pytest.mark.parametrize("name", NAMES)
def test_no_page_keeps_anybody_out(browser_page: Page, name: str) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 720})
    browser_page.goto(f"/{name}.{'pl' if name.startswith('studio') else 'en'}.html")
    browser_page.add_script_tag(path=str(AXE))
    assert violations(browser_page, "light", ALL_RULES) == []
    assert violations(browser_page, "dark", COLOURS) == []


def violations(page: Page, scheme: Literal["light", "dark"], rules: dict[str, Any]) -> list[tuple[str, str]]:
    page.emulate_media(color_scheme=scheme)
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", rules)
    assert found["passes"], "axe looked at nothing"
    return [(each["id"], each["nodes"][0]["html"][:160]) for each in found["violations"]]


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_the_narrowest_screen(browser_page: Page, name: str) -> None:
    browser_page.set_viewport_size({"width": NARROWEST, "height": 640})
    browser_page.goto(f"/{name}.pl.html")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
