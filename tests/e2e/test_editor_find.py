"""The pane to find works in: search, works by hand, other services, pasted lists, and dragging out of it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser import ALL_RULES, COLOURS, violations
from tests.e2e.conftest import Windows
from tests.e2e.table import PHONE, Table, hover, laid_table, middle

PARIS, SOLARIS, BLUE = "Paris, Texas", "Solaris", "Kind of Blue"
COURSES = {"Opening": 0, "Something sweet": 0}


class Pane:
    """What a curator sees and does beside the menu."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.curator = table.curator
        self.page = table.page
        self.box = self.page.get_by_role("combobox", name="Search the catalogue")
        self.results = self.page.locator("#find-results")
        self.into = self.page.locator("#find-into")

    def type(self, words: str) -> None:
        """Over what stands there, which is selected."""
        self.page.keyboard.press("/")
        expect(self.box).to_be_focused()
        self.page.keyboard.type(words)

    def option(self, title: str) -> Locator:
        return self.results.get_by_role("option", name=title)

    def press(self, name: str, inside: str = "#find") -> None:
        self.page.locator(inside).get_by_role("button", name=name, exact=True).click()

    def field(self, label: str) -> Locator:
        return self.page.locator("#find").get_by_label(label, exact=True)

    def paste(self, text: str) -> Locator:
        self.press("Paste a list")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("One work on each line").fill(text)
        return dialog

    def drag(self, work: Locator, onto: Locator, *, falls: bool = True) -> None:
        """Lets go near the upper edge of what is there, when the line shows where the work would fall."""
        mouse = self.page.mouse
        x, y = middle(work)
        mouse.move(x, y)
        mouse.down()
        mouse.move(x - 8, y, steps=4)
        expect(self.page.locator(".airborne")).to_be_visible()
        if falls:
            hover(onto, 0.1)
        else:
            mouse.move(*middle(onto), steps=10)
            expect(self.page.locator("ol.items .landing")).to_have_count(0)
        mouse.up()
        expect(self.page.locator(".airborne")).to_have_count(0)

    @property
    def target(self) -> str:
        return str(self.into.evaluate("select => select.selectedOptions[0].text"))


@pytest.fixture
def pane(windows: Windows, request: pytest.FixtureRequest) -> Pane:
    name = request.node.name.removeprefix("test_").replace("_", "-")[:30]
    return Pane(laid_table(windows, name, COURSES))


def test_keys_find_add_and_go_on(pane: Pane) -> None:
    pane.type("paris")
    expect(pane.option(PARIS)).to_have_attribute("aria-selected", "true")
    pane.page.keyboard.press("Enter")
    pane.table.hears(f"Added {PARIS} to II. Something sweet")
    expect(pane.box).to_be_focused()
    expect(pane.option(PARIS)).to_contain_text("On the menu: II. Something sweet")
    pane.page.keyboard.type("solar")
    expect(pane.box).to_have_value("solar")
    expect(pane.option(SOLARIS).first).to_be_visible()
    pane.page.keyboard.press("Enter")
    expect(pane.table.card(SOLARIS)).to_be_visible()
    assert pane.table.courses == [[], [PARIS, SOLARIS]]


def test_arrows_choose_among_the_results_and_escape_lets_go(pane: Pane) -> None:
    pane.type("the")
    options = pane.results.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    pane.page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(pane.box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    pane.page.keyboard.press("ArrowUp")
    pane.page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    pane.page.keyboard.press("Escape")
    expect(pane.box).to_have_attribute("aria-expanded", "false")
    expect(pane.box).to_have_value("the")
    pane.page.keyboard.press("Escape")
    expect(pane.box).to_have_value("")
    expect(pane.box).to_be_focused()


def test_adding_once_more_is_done_and_said_and_can_be_undone(pane: Pane) -> None:
    pane.type("paris")
    expect(pane.option(PARIS)).to_be_visible()
    pane.page.keyboard.press("Enter")
    expect(pane.table.card(PARIS)).to_have_count(1)
    pane.into.select_option(label="I. Opening")
    pane.option(PARIS).click()
    pane.table.hears(
        f"Added {PARIS} to I. Opening once more: it is on the menu already (II. Something sweet)"
    )
    expect(pane.table.card(PARIS)).to_have_count(2)
    pane.press("Undo")
    expect(pane.table.card(PARIS)).to_have_count(1)
    expect(pane.box).to_be_focused()
    assert pane.table.courses == [[], [PARIS]]


def test_works_go_to_the_course_that_was_touched_last(pane: Pane) -> None:
    assert pane.target == "II. Something sweet"
    pane.curator.button("Add works", "Opening").click()
    expect(pane.box).to_be_focused()
    assert pane.target == "I. Opening"


def test_the_first_work_lays_the_first_course(windows: Windows) -> None:
    pane = Pane(laid_table(windows, "find-bare", {}))
    pane.type("paris")
    expect(pane.option(PARIS)).to_be_visible()
    pane.page.keyboard.press("Enter")
    expect(pane.table.card(PARIS)).to_be_visible()
    assert pane.target == "I. First course"


def test_a_kind_narrows_what_is_found(pane: Pane) -> None:
    pane.press("Records")
    expect(pane.results.get_by_role("option").first).to_contain_text("record")
    pane.type("blue")
    expect(pane.option(BLUE)).to_be_visible()
    facts = pane.results.locator(".facts").all_inner_texts()
    assert all(each.startswith("record") for each in facts), facts
    pane.box.fill("solaris")
    pane.table.hears("The catalogue has nothing for “solaris” under “Records”.")
    pane.press("Look among all kinds")
    expect(pane.box).to_be_focused()
    expect(pane.option(SOLARIS).first).to_be_visible()
    pane.press("Records")
    pane.box.fill("blue")
    pane.press("Show all results for “blue”")
    expect(pane.box).to_be_focused()
    expect(pane.option(BLUE)).to_be_visible()


def test_a_search_that_fails_keeps_the_words_and_goes_on(pane: Pane) -> None:
    pane.curator.forgives = ("Failed to load resource",)
    pane.page.context.set_offline(True)
    pane.type("paris")
    expect(pane.page.locator("#find").get_by_role("alert")).to_contain_text("You are offline.")
    expect(pane.box).to_have_value("paris")
    pane.page.context.set_offline(False)
    expect(pane.option(PARIS)).to_be_visible()


def test_a_work_by_hand_is_refused_at_its_field_and_then_added(pane: Pane) -> None:
    pane.curator.will_be_refused("/api/v1/media")
    pane.type("Kitchen table")
    pane.press("Add it by hand")
    expect(pane.field("Title")).to_be_focused()
    expect(pane.field("Title")).to_have_value("Kitchen table")
    pane.field("Made by").fill("Ada, Grace")
    pane.field("Year").fill("soon")
    pane.press("Add this work")
    year = pane.field("Year")
    expect(year).to_be_focused()
    expect(year).to_have_accessible_description("This is not a number.")
    expect(pane.field("Made by")).to_have_value("Ada, Grace")
    year.fill("1999")
    pane.press("Add this work")
    expect(pane.table.card("Kitchen table")).to_contain_text("film · Ada, Grace · 1999")
    expect(pane.box).to_be_focused()


def test_a_work_by_hand_that_the_catalogue_has_is_offered_first(pane: Pane) -> None:
    pane.press("Add it by hand")
    pane.field("Title").press_sequentially("paris")
    pane.curator.button("Add", PARIS, "#find").click()
    expect(pane.table.card(PARIS)).to_be_visible()
    expect(pane.box).to_be_focused()


def test_a_pasted_list_is_reviewed_and_added_in_one_step(pane: Pane) -> None:
    unknown = "Nobody ever made this one"
    dialog = pane.paste(f"Paris, Texas (1984)\n\n{BLUE} - Miles Davis\nThe Odyssey\n{unknown}\n  Stalker\n")
    dialog.get_by_role("button", name="Close").click()
    pane.press("Paste a list")
    wide = pane.page.viewport_size or {}
    pane.page.set_viewport_size({"width": 768, "height": 1024})
    expect(dialog.get_by_role("button", name="Look for 5 works")).to_be_visible()
    pane.page.set_viewport_size({"width": wide["width"], "height": wide["height"]})
    dialog.get_by_role("button", name="Look for 5 works").click()
    expect(dialog.get_by_role("heading", name="5 lines, as they were understood")).to_be_focused()
    expect(dialog.locator("li.not-found")).to_contain_text(unknown)
    for question in dialog.locator("li.unsure").all():
        question.get_by_role("radio").first.check()
    dialog.get_by_label("Adding to").select_option(label="I. Opening")
    assert violations(pane.page, "light", ALL_RULES) == []
    assert violations(pane.page, "dark", COLOURS) == []
    dialog.get_by_role("button", name="Add 4 works").click()
    expect(dialog).not_to_be_visible()
    pane.table.hears("Added 4 works to I. Opening")
    assert pane.table.courses == [[PARIS, BLUE, "The Odyssey", "Stalker"], []]
    pane.press("Back to the list: 1 line left")
    pane.curator.button("Add it by hand", unknown, "dialog").click()
    expect(pane.field("Title")).to_have_value(unknown)
    pane.press("Add this work")
    expect(pane.table.card(unknown)).to_be_visible()
    expect(pane.page.get_by_role("button", name="Paste a list")).to_be_visible()


def test_a_pasted_list_outlives_a_reload(pane: Pane) -> None:
    dialog = pane.paste("Half a list")
    pane.page.reload()
    pane.press("Paste a list")
    expect(dialog.get_by_label("One work on each line")).to_have_value("Half a list")


def test_a_result_is_dragged_into_the_second_course(windows: Windows) -> None:
    tall = {"viewport": {"width": 1280, "height": 1400}}
    pane = Pane(laid_table(windows, "find-drag", {"One": 1, "Two": 2}, **tall))
    (a,), (b, c) = pane.table.first
    pane.type("kind of")
    expect(pane.option(BLUE)).to_be_visible()
    before = pane.results.get_by_role("option").all_inner_texts()
    pane.drag(pane.option(BLUE), pane.table.card(c))
    expect(pane.table.card(BLUE)).to_be_visible()
    assert pane.table.courses == [[a], [b, BLUE, c]]
    pane.table.hears(f"Added {BLUE} to II. Two")
    expect(pane.results.get_by_role("option")).to_have_count(len(before))
    assert pane.target == "II. Two"
    pane.drag(pane.option(BLUE), pane.page.locator(".bar"), falls=False)
    assert pane.table.courses == [[a], [b, BLUE, c]]


SOURCE = {
    "source_name": "openlibrary",
    "title": "Open Library",
    "media_types": ["book"],
    "url": "https://openlibrary.org/",
    "attribution": "Data from Open Library, a project of the Internet Archive.",
    "is_ready": True,
    "needs": [],
}


def test_a_work_of_another_service_is_fetched_and_added(windows: Windows) -> None:
    """The service itself is not asked: the browser gets what our API would answer."""
    pane = Pane(laid_table(windows, "find-elsewhere", COURSES))
    work = pane.curator.call("GET", "/api/v1/media?media_type=book&limit=1")["items"][0]
    preview = {"external_id": "OL1W", "media_type": "book", "title": work["title"], "year": 1972}
    preview |= {"creators": work["creators"], "canonical_url": None, "cover_url": None, "media_item_id": None}
    answers: dict[str, Any] = {
        "sources": {"items": [SOURCE], "next_cursor": None},
        "search": {"items": [preview], "next_cursor": None},
        "imports": work,
    }

    def answer(route: Route) -> None:
        last = route.request.url.partition("?")[0].rpartition("/")[2]
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answers[last]))

    pane.page.route("**/api/v1/upstream/**", answer)
    pane.type("qqqq")
    expect(pane.page.locator("#find")).to_contain_text("The catalogue has nothing")
    pane.press("Search Open Library")
    expect(pane.page.get_by_role("textbox", name="Search Open Library")).to_be_focused()
    pane.page.keyboard.press("Enter")
    pane.curator.button("Add", work["title"], "#find").click()
    expect(pane.table.card(work["title"])).to_be_visible()
    expect(pane.page.locator("#find")).to_contain_text(SOURCE["attribution"])
    assert violations(pane.page, "light", ALL_RULES) == []


def test_a_finger_finds_and_adds_on_a_narrow_screen(windows: Windows) -> None:
    pane = Pane(laid_table(windows, "find-finger", COURSES, **PHONE))
    pane.curator.button("Add works", "Opening").tap()
    expect(pane.box).to_be_focused()
    pane.page.keyboard.type("paris")
    pane.option(PARIS).tap()
    expect(pane.option(PARIS)).to_contain_text("On the menu: I. Opening")
    assert violations(pane.page, "light", ALL_RULES) == []
    assert violations(pane.page, "dark", COLOURS) == []
    assert pane.page.evaluate("document.documentElement.scrollWidth") <= 390
    signs_in_over_the_pane(pane)
    pane.press("Close")
    expect(pane.table.card(PARIS)).to_have_count(2)


def signs_in_over_the_pane(pane: Pane) -> None:
    """And goes on typing where the dialog came up."""
    pane.curator.forgives = ("Failed to load resource",)
    pane.page.context.clear_cookies()
    pane.option(PARIS).tap()
    pane.page.get_by_role("dialog", name="Sign in again").get_by_label("Password").fill(pane.curator.password)
    pane.page.keyboard.press("Enter")
    pane.curator.live.saved()
    expect(pane.box).to_be_focused()
    pane.page.keyboard.type(", texas")
    expect(pane.box).to_have_value("paris, texas")


def test_everybody_can_see_and_read_the_pane(pane: Pane) -> None:
    """Empty, with results, with nothing found, with the form."""
    for words, seen in (("", "Type a few letters"), ("the", "Show all results"), ("zzzz", "has nothing for")):
        if words:
            pane.type(words)
        expect(pane.page.locator("#find")).to_contain_text(seen)
        assert violations(pane.page, "light", ALL_RULES) == []
        assert violations(pane.page, "dark", COLOURS) == []
    pane.press("Add it by hand")
    assert violations(pane.page, "light", ALL_RULES) == []
    assert violations(pane.page, "dark", COLOURS) == []
