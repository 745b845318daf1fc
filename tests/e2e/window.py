"""A private window that notes what no page may do: errors, broken policy, requests to anybody else."""

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response

from app.web.languages import language


class Window:
    """One page in a context of its own."""

    def __init__(
        self, browser: Browser, origin: str, *, scripts: bool = True, lang: str = "en", **wishes: Any
    ) -> None:
        self.origin = origin
        self.scripts = scripts
        self._faults: list[str] = []
        self._errors: list[ConsoleMessage] = []
        self._refused: set[str] = set()
        self.forgives: tuple[str, ...] = ()
        """Beginnings of complaints that the test itself brings about."""
        self._language = language(lang)
        wishes = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | wishes
        self.context = browser.new_context(
            base_url=origin, java_script_enabled=scripts, locale={"pl": "pl-PL"}.get(lang, "en-GB"), **wishes
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._hear_request)
        self.context.on("response", self._hear_response)
        self.context.on("console", self._hear_console)
        self.context.on("weberror", lambda error: self._faults.append(str(error.error)))
        self.page = self.context.new_page()

    def _hear_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self._faults.append(f"asked a stranger: {request.url}")

    def _hear_response(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status >= 400:
            self._refused.add(response.url.partition("#")[0])

    def will_be_refused(self, path: str) -> None:
        """What a script asks there is refused on purpose."""
        self._refused.add(f"{self.origin}{path}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._errors.append(message)

    @property
    def faults(self) -> list[str]:
        """What went wrong, but for the browser's own complaint about a page that was refused on purpose."""
        unasked = [
            message.text
            for message in self._errors
            if not message.text.startswith(self.forgives)
            and not (message.text.startswith("Failed to load") and self._is_refusal(message.location["url"]))
        ]
        return self._faults + unasked

    def _is_refusal(self, url: str) -> bool:
        page = url.partition("#")[0]
        return page in self._refused or page.partition("?")[0] in self._refused

    def say(self, words: str, **given: object) -> str:
        """The words in the language of the window."""
        said = self._language.gettext(words)
        return said % given if given else said

    def say_many(self, one: str, many: str, n: int) -> str:
        return self._language.ngettext(one, many, n) % {"n": n}

    def open(self, path: str) -> int:
        """Goes there as the address bar does; gives the status."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def field(self, label: str, inside: str = "body", **given: object) -> Locator:
        return self.page.locator(inside).get_by_label(self.say(label, **given), exact=True)

    def button(self, label: str, about: str = "", inside: str = "body", **given: object) -> Locator:
        """By what it says; `about` is the title that those who cannot see the page hear behind it."""
        words = self.say(label, **given)
        name = re.compile(rf"^{re.escape(words)}\s*:\s*{re.escape(about)}$") if about else words
        return self.page.locator(inside).get_by_role("button", name=name, exact=True)

    def press(self, label: str, about: str = "", inside: str = "body", **given: object) -> None:
        """Sends a form, and waits for the page that it leads to."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.button(label, about, inside, **given).click()

    @property
    def text(self) -> str:
        """What the page says, with single spaces."""
        return " ".join(self.page.locator("body").inner_text().split())
