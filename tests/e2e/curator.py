"""What a curator does in the browser, step by step, by what the pages call things."""

from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.live_editor import LiveEditor
from tests.e2e.window import Window


class Curator(Window):
    """Whoever composes menus; `menu` is the path of the editor that was opened last."""

    def __init__(self, name: str, browser: Browser, origin: str, **wishes: Any) -> None:
        super().__init__(browser, origin, **wishes)
        self.name = name
        self.password = "a sentence is best"
        self.menu = ""
        self.live = LiveEditor(self)
        self._program = httpx.Client(base_url=origin, headers={"origin": origin}, verify=False)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def register(self) -> None:
        self.open("/register")
        self.field("E-mail").fill(f"{self.name}@example.org")
        self.field("Username").fill(self.name)
        self.field("Name under your menus").fill(self.name.capitalize())
        self.field("Password").fill(self.password)
        self.press("Make an account")

    def come_in(self) -> None:
        """Has an account and is signed in, without the pages for that: where a test begins behind them."""
        wish = {"username": self.name, "email": f"{self.name}@example.org", "password": self.password}
        self._ask("POST", "/api/v1/accounts", wish | {"display_name": self.name.capitalize()})
        self._ask("POST", "/api/v1/session", {"login": self.name, "password": self.password})
        self.context.add_cookies(
            [
                {"name": each.name, "value": each.value or "", "url": self.origin}
                for each in self._program.cookies.jar
            ]
        )

    def sign_in(self) -> None:
        self.open("/login")
        self.enter()

    def enter(self) -> None:
        """Signs in on the login page, wherever that leads."""
        self.field("E-mail or username").fill(self.name)
        self.field("Password").fill(self.password)
        self.press("Sign in")

    def begin_menu(self, title: str, description: str) -> None:
        self.open("/studio")
        self.page.locator("form.begin input[name=title]").fill(title)
        self.press("Begin")
        self.menu = self.path
        if not description:
            return
        self.field("For whom, and when").fill(description)
        if self.scripts:
            self.live.saved()
        else:
            self.press("Save title and description")

    def add_course(self, title: str, intent: str) -> None:
        if self.scripts:
            return self.live.add_course(title, intent)
        self.field("Title", "#new-course").fill(title)
        self.field("Intent", "#new-course").fill(intent)
        return self.press("Add course")

    def serve(self, typed: str, title: str, course: str) -> None:
        """Finds a work, and adds it to a course: by keyboard alone where suggestions come."""
        if self.scripts:
            self._choose_suggestion(typed, title, course)
        else:
            self._search_and_add(typed, title, course)
        expect(self.page.locator("section.course", has_text=title)).to_have_count(1)

    def _choose_suggestion(self, typed: str, title: str, course: str) -> None:
        self.page.get_by_label(self.say("Adding to"), exact=True).select_option(label=course)
        box = self.page.get_by_role("combobox", name=self.say("Search the catalogue"))
        box.fill("")
        box.press_sequentially(typed)
        wanted = self.page.get_by_role("listbox").get_by_role("option", name=title).first
        expect(wanted).to_be_visible()
        for _ in range(10):
            if wanted.get_attribute("aria-selected") == "true":
                break
            box.press("ArrowDown")
        box.press("Enter")
        expect(box).to_be_focused()

    def _search_and_add(self, typed: str, title: str, course: str) -> None:
        self.field("Search the catalogue").fill(typed)
        self.press("Search")
        self.page.locator("#serve-course").select_option(label=course)
        self.press("Add", title)

    def annotate(self, title: str, note: str) -> None:
        if self.scripts:
            return self.live.annotate(title, note)
        self.field("Your note on %(title)s", title=title).fill(note)
        return self.press("Save note", title)

    def move_up(self, title: str) -> None:
        """A work or a course."""
        return self.live.move_up(title) if self.scripts else self.press("Move up: %(title)s", title=title)

    def move_down(self, title: str) -> None:
        return self.live.move_down(title) if self.scripts else self.press("Move down: %(title)s", title=title)

    def move_to(self, title: str, course: str) -> None:
        if self.scripts:
            return self.live.move_to(title, course)
        item = self.page.locator("li.item", has=self.page.get_by_role("heading", name=title, exact=True))
        item.locator("summary").click()
        item.get_by_label(self.say("Move to"), exact=True).select_option(label=course)
        return self.press("Move", title)

    def pair(self, first: str, relationship: str, second: str, narrative: str) -> None:
        self.write_pairing(first, relationship, second, narrative)
        return self.live.pair() if self.scripts else self.press("Add pairing")

    def write_pairing(self, first: str, relationship: str, second: str, narrative: str) -> None:
        """Fills the form, and does not send it."""
        if self.scripts:
            return self.live.write_pairing(first, relationship, second, narrative)
        new = "#pairings .adding"
        if not self.page.locator(f"{new}[open]").count():
            self.page.locator(f"{new} > summary").click()
        self.field("One work", new).select_option(label=first)
        self.field("Relationship", new).fill(relationship)
        self.field("The other", new).select_option(label=second)
        return self.field("What happens between them", new).fill(narrative)

    def works(self) -> list[str]:
        """The titles on the menu, in order."""
        return self.page.locator("li.item h3").all_inner_texts()

    def share_with(self, label: str) -> str:
        """The address of a new private link."""
        if self.scripts:
            return self.live.share_with(label)
        self.field("For whom", "#share").fill(label)
        self.press("Make a link")
        return self.field("The new link. It is shown this once: copy it now.").input_value()

    def room(self, name: str) -> Locator:
        """Where the menu is published (publish) or shared (share), as it is now."""
        if self.scripts:
            return self.live.room({"publish": "Publish", "share": "Share the draft"}[name])
        return self.page.locator(f"#{name}")

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The API in the session of the window, for what would take many forms."""
        self._program.cookies = {each["name"]: each["value"] for each in self.context.cookies()}
        seal = self._ask("GET", "/api/v1/session")["csrf_token"]
        return self._ask(method, path, body, {"x-csrf-token": seal, "if-match": "*"})

    def _ask(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Any:
        answer = self._program.request(method, path, json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    def change_password(self, new: str) -> None:
        self.open("/settings/security")
        self.field("Current password").fill(self.password)
        self.field("New password").fill(new)
        self.press("Change password")
        self.password = new
