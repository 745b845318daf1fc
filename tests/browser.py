"""Debian's Chromium: which one, how it is started, what it means when there is none, and axe-core in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell shows and runs pages as the others do, and has no windows, profiles and extensions: that is half
of what they take."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
AXE = Path(__file__).parents[1] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "preload": False}
RUN_AXE = """async rules => {
    const {passes, violations} = await axe.run(document, {...rules, resultTypes: ["violations"]});
    const wrong = violations.map(({id, nodes}) => [id, nodes[0].html.slice(0, 160)]);
    return {passes: passes.length, violations: wrong};
}"""
"""Describes what is wrong and nothing else, neither in the browser nor to us: that is most of the work."""
# How long a promise may take to show says how busy a machine is, and nothing of the promise.
expect.set_options(timeout=20_000)


def browser_needed(*, axe: bool = False) -> None:
    """Skips the test where there is no browser (or no axe-core); where one is promised, fails it."""
    missing = "no Chromium here" if CHROMIUM is None else "no axe-core in ui/node_modules" if axe else ""
    if CHROMIUM is not None and (not axe or AXE.exists()):
        return
    if os.environ.get("MEDIA_MENU_REQUIRE_BROWSER") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def chromium(play: Playwright) -> Iterator[Browser]:
    """A browser of our own, silent and alone."""
    browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    try:
        yield browser
    finally:
        browser.close()


def violations(page: Page, scheme: Literal["light", "dark"], rules: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe-core has against the page: its rule, and the first place that breaks it."""
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(RUN_AXE, rules)
    assert found["passes"], "axe looked at nothing"
    return [(rule, place) for rule, place in found["violations"]]
