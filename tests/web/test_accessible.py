"""Every page, in a real browser, in both colour schemes: axe-core finds nothing, nothing overflows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser import ALL_RULES, COLOURS, browser_needed, chromium, violations
from tests.web.preview import pages, write
from tests.web.site import FRAMES, serving

NAMES = [page.name for page in pages()]
NARROWEST = 320
WIDTHS = """async ({names, narrowest}) => {
    const widths = {};
    for (const name of names) {
        const frame = document.createElement("iframe");
        frame.style = `width: ${narrowest}px; height: 640px; border: 0`;
        frame.src = `/${name}.pl.html`;
        const loaded = new Promise(resolve => frame.addEventListener("load", resolve));
        document.body.append(frame);
        await loaded;
        await frame.contentDocument.fonts.ready;
        if (frame.contentDocument.querySelector("main, body > *"))
            widths[name] = frame.contentDocument.documentElement.scrollWidth;
        frame.remove();
    }
    return widths;
}"""


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


def test_no_page_is_wider_than_the_narrowest_screen(browser_page: Page) -> None:
    """Each in a frame as narrow as that: media queries and units see nothing else of the window."""
    browser_page.goto(f"/{FRAMES}")
    widths: dict[str, int] = browser_page.evaluate(WIDTHS, {"names": NAMES, "narrowest": NARROWEST})
    assert sorted(widths) == sorted(NAMES)
    assert {name: width for name, width in widths.items() if width > NARROWEST} == {}
