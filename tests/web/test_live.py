"""A run is shown as it goes on, without anybody asking, and nothing is taken from under a hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.browser import browser_needed, chromium
from tests.web.preview import write
from tests.web.site import BREAKS_OFF, serving

PAGE = "admin-run-live.en.html"
PATIENCE = 60_000  # milliseconds: what is promised comes, however busy the machine is


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "site"
    write(folder)
    return folder


@pytest.fixture
def folder(site: Path) -> Iterator[Path]:
    """What the site serves; a test changes it under the eyes of the reader."""
    before = (site / PAGE).read_bytes()
    yield site
    (site / PAGE).write_bytes(before)


@pytest.fixture(scope="module")
def browser(site: Path) -> Iterator[tuple[Browser, str]]:
    """One for all of these tests, and where it finds the site."""
    browser_needed()
    with serving(site) as origin, sync_playwright() as play, chromium(play) as started:
        yield started, origin


@pytest.fixture
def page(folder: Path, browser: tuple[Browser, str]) -> Iterator[Page]:
    """The run's page, whose clock stands still until a test lets it go on."""
    started, origin = browser
    with started.new_context(base_url=origin) as context:
        page = context.new_page()
        page.clock.install(time=0)
        page.clock.pause_at(1)
        page.goto(f"/{PAGE}")
        yield page


def change(folder: Path, pattern: str, replacement: str) -> None:
    """All at once: no reader gets half a page."""
    file, draft = folder / PAGE, folder / "draft"
    changed = re.sub(pattern, replacement, file.read_text("utf-8"))
    assert changed != file.read_text("utf-8")
    draft.write_text(changed, "utf-8")
    draft.replace(file)


def appears(page: Page, words: str) -> None:
    expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE)


def test_counts_follow_the_run_until_it_ends(page: Page, folder: Path) -> None:
    change(folder, "812,400", "900,001")
    page.clock.run_for(2_000)
    appears(page, "900,001 created")
    change(folder, "900,001", "900,002")
    page.clock.run_for(2_000)
    appears(page, "900,002 created")
    change(folder, "Records of that kind", "All that there are")
    change(folder, ' data-live="2"', "")
    page.clock.run_for(2_000)
    appears(page, "All that there are")


def test_a_button_that_has_the_focus_stays_where_it_is(page: Page, folder: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if each.resource_type == "fetch" else None)
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    change(folder, "812,400", "900,001")
    page.clock.run_for(10_000)
    page.evaluate("fetch('/home.en.html')")
    assert [url.rpartition("/")[2] for url in asked] == ["home.en.html"]
    expect(stop).to_be_focused()
    page.get_by_role("link", name="All of them").focus()
    page.clock.run_for(2_000)
    appears(page, "900,001 created")


def test_a_hand_that_comes_while_the_answer_is_on_its_way_is_not_disturbed(page: Page, folder: Path) -> None:
    stop = page.get_by_role("button", name="Stop")

    def late(route: Route) -> None:
        stop.focus()
        route.continue_()

    page.route(f"**/{PAGE}", late, times=1)
    change(folder, "812,400", "900,001")
    with page.expect_event("requestfinished"):
        page.clock.run_for(2_000)
    page.evaluate("fetch('/home.en.html').then((answer) => answer.text())")
    expect(stop).to_be_focused()
    expect(page.get_by_text("812,400 created")).to_be_visible()
    stop.blur()
    page.clock.resume()
    appears(page, "900,001 created")


def test_an_answer_that_breaks_off_is_asked_for_again(page: Page, folder: Path) -> None:
    page.route(f"**/{PAGE}", lambda route: route.continue_(url=page.url.replace(PAGE, BREAKS_OFF)), times=1)
    with page.expect_event("requestfailed"):
        page.clock.run_for(2_000)
    change(folder, "812,400", "900,001")
    page.clock.resume()
    appears(page, "900,001 created")
