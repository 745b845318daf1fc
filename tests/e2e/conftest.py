"""The real service with the demo in it, as `media-menu demo` starts it, and browsers that use it."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import browser_needed, chromium
from tests.e2e.curator import Curator
from tests.e2e.house import House
from tests.e2e.window import Window
from tests.ops.running import Service


@pytest.fixture(scope="package")
def house() -> Iterator[House]:
    """One service for all of them: each test makes an account of its own.

    Its data lies not below pytest's directory: another start of pytest shuts that one to the server's user.
    """
    browser_needed(axe=True)
    with (
        TemporaryDirectory(prefix="media-menu-e2e-") as directory,
        Service(Path(directory) / "data", "demo", LOG_LEVEL="warning", STYLEGUIDE="1") as service,
    ):
        service.start_until("Ctrl-C")
        yield House(f"http://127.0.0.1:{service.port}", tuple(re.findall(r"/m/(\S+)", service.output)))


@pytest.fixture(scope="package")
def chrome(house: House) -> Iterator[Browser]:
    with sync_playwright() as play, chromium(play) as browser:
        yield browser


W = TypeVar("W", bound=Window)


class Windows:
    """Opens private windows, and holds all of them to what no page may do."""

    def __init__(self, browser: Browser, house: House) -> None:
        self._browser = browser
        self._house = house
        self._open: list[Window] = []

    def reader(self, **wishes: Any) -> Window:
        return self._keep(Window(self._browser, self._house.origin, **wishes))

    def curator(self, name: str, **wishes: Any) -> Curator:
        return self._keep(Curator(name, self._browser, self._house.origin, **wishes))

    def demo_curator(self, **wishes: Any) -> Curator:
        """Signed in, with the demo menus in the studio."""
        curator = self.curator("demo", **wishes)
        curator.password = "a table for two"
        curator.sign_in()
        return curator

    def close(self) -> list[str]:
        """Everything that went wrong in any of them, unasked."""
        for window in self._open:
            window.context.close()
        return [fault for window in self._open for fault in window.faults]

    def _keep(self, window: W) -> W:
        self._open.append(window)
        return window


@pytest.fixture
def windows(chrome: Browser, house: House) -> Iterator[Windows]:
    windows = Windows(chrome, house)
    yield windows
    assert windows.close() == []
