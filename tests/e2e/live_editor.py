"""What a curator does in the editor where scripts run: in place, and kept by itself."""

from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.e2e.curator import Curator


class LiveEditor:
    """The steps that differ from the page without scripts, in the curator's language."""

    def __init__(self, curator: "Curator") -> None:
        self._curator = curator
        self._page = curator.page
        self._say = curator.say

    def add_course(self, title: str, intent: str) -> None:
        self._page.locator("#add-course").click()
        field = self._page.locator(".heading textarea").last
        expect(field).to_be_focused()
        field.fill(title)
        field.press("Enter")
        field = self._page.locator(".intent textarea").last
        field.fill(intent)
        field.press("Escape")

    def annotate(self, title: str, note: str) -> None:
        self._page.get_by_label(self._phrase("Your note on {title}", title=title), exact=True).fill(note)

    def move_up(self, title: str) -> None:
        self._choose(title, "Move up")

    def move_down(self, title: str) -> None:
        self._choose(title, "Move down")

    def move_to(self, title: str, course: str) -> None:
        self._choose(title, "Move to…")
        courses = self._page.locator("#move-course")
        number = courses.locator("option", has_text=course).get_attribute("value")
        courses.select_option(value=number)
        self._curator.button("Move").click()

    def write_pairing(self, first: str, relationship: str, second: str, narrative: str) -> None:
        self._curator.button("Pair two works", inside="#pairings").click()
        asked = "dialog[open]"
        self._curator.field("One work", asked).select_option(label=first)
        self._curator.field("Relationship", asked).fill(relationship)
        self._curator.field("The other", asked).select_option(label=second)
        self._curator.field("What happens between them", asked).fill(narrative)

    def pair(self) -> None:
        self._curator.button("Add pairing", inside="dialog[open]").click()

    def share_with(self, label: str) -> str:
        panel = self.room("Share the draft")
        panel.get_by_label(self._say("For whom"), exact=True).fill(label)
        panel.get_by_role("button", name=self._say("Make a link"), exact=True).click()
        link = panel.locator("#new-link")
        expect(link).to_be_visible()
        panel.get_by_text(self._say("Show it as a QR code"), exact=True).click()
        expect(panel.locator("details img")).to_be_visible()
        return link.input_value()

    def room(self, name: str) -> Locator:
        """The panel beside the desk, open at this room, when all is saved that it speaks of."""
        self.saved()
        panel = self._page.locator("dialog[open]")
        if not panel.count():
            self._page.locator(".bar").get_by_role("button").last.click()
        panel.get_by_role("tab", name=self._say(name), exact=True).click()
        return panel

    def leave_room(self) -> None:
        self._page.locator("dialog[open]").get_by_role("button", name=self._say("Close"), exact=True).click()

    def saved(self) -> None:
        expect(self._page.locator(".bar .state")).to_have_attribute("data-state", "saved", timeout=15_000)

    def _choose(self, about: str, entry: str) -> None:
        more = self._phrase("More for {title}", title=about)
        self._page.get_by_role("button", name=more, exact=True).click()
        self._page.get_by_role("menuitem", name=self._say(entry), exact=True).click()

    def _phrase(self, words: str, **given: str) -> str:
        return self._say(words).format(**given)
