"""A run is shown as it goes on, without anybody asking, and nothing is taken from under a hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import browser_needed, chromium
from tests.web.preview import write
from tests.web.site import serving

PAGE = "admin-run-live.en.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the site serves; a test changes it under the eyes of the reader."""
    write(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def page(folder: Path) -> Iterator[Page]:
    browser_needed()
    with serving(folder) as origin, sync_playwright() as play, chromium(play) as browser:
        page = browser.new_context(base_url=origin).new_page()
        page.goto(f"/{PAGE}")
        yield page


def change(folder: Path, pattern: str, replacement: str) -> None:
    file = folder / PAGE
    changed = re.sub(pattern, replacement, file.read_text("utf-8"))
    assert changed != file.read_text("utf-8")
    file.write_text(changed, "utf-8")


def test_counts_follow_the_run_until_it_ends(page: Page, folder: Path) -> None:
    change(folder, "812,400", "900,001")
    expect(page.get_by_text("900,001 created")).to_be_visible(timeout=6_000)
    change(folder, "900,001", "900,002")
    expect(page.get_by_text("900,002 created")).to_be_visible(timeout=6_000)
    change(folder, ' data-live="2"', "")
    change(folder, "Records of that kind", "All that there are")
    expect(page.get_by_text("All that there are")).to_be_visible(timeout=6_000)


def test_a_button_that_has_the_focus_stays_where_it_is(page: Page, folder: Path) -> None:
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    change(folder, "812,400", "900,001")
    page.wait_for_timeout(3_000)
    expect(stop).to_be_focused()
    expect(page.get_by_text("812,400 created")).to_be_visible()
    page.get_by_role("link", name="All of them").focus()
    expect(page.get_by_text("900,001 created")).to_be_visible(timeout=6_000)
