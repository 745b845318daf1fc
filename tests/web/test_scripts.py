"""The few scripts of plain pages, in a real browser: suggestions while typing, copying a link."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import msgspec
import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect, sync_playwright

from tests.browser import browser_needed, chromium
from tests.web import samples
from tests.web.preview import write
from tests.web.site import serving


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The plain page of a menu, with a catalogue that suggests the same works to everybody."""
    browser_needed()
    folder = tmp_path_factory.mktemp("pages") / "site"
    write(folder)
    with serving(folder) as origin, sync_playwright() as play, chromium(play) as browser:
        page = browser.new_context(
            base_url=origin, permissions=["clipboard-write", "clipboard-read"]
        ).new_page()
        body = json.dumps({"items": msgspec.to_builtins(samples.FOUND)})
        page.route("**/api/v1/media/autocomplete?*", lambda route: route.fulfill(body=body))
        page.route("**/studio/menus/**", lambda route: route.fulfill(status=204))
        page.route("**/m/*/mine*", lambda route: route.fulfill(status=204))
        yield page


@pytest.fixture
def search(editor: Page) -> Page:
    editor.goto("/studio-menu-plain.pl.html")
    editor.get_by_role("combobox", name="Szukaj w katalogu").fill("paris")
    expect(suggestions(editor)).to_have_count(len(samples.FOUND))
    return editor


def suggestions(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Szukaj w katalogu").get_by_role("option")


def test_suggestions_are_told_to_assistive_technology(search: Page) -> None:
    box = search.get_by_role("combobox", name="Szukaj w katalogu")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    first = suggestions(search).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(first).to_contain_text("film · Wim Wenders · 1984")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(search: Page) -> None:
    box = search.get_by_role("combobox", name="Szukaj w katalogu")
    box.press("Escape")
    expect(suggestions(search)).to_have_count(0)
    expect(box).to_have_value("paris")


def test_enter_adds_the_chosen_work_to_the_chosen_course(search: Page) -> None:
    box = search.get_by_role("combobox", name="Szukaj w katalogu")
    box.press("ArrowDown")
    box.press("ArrowDown")
    with search.expect_request("**/items") as sent:
        box.press("Enter")
    form = fields(sent.value)
    assert form["media_item_id"] == [str(samples.FOUND[1].id)]
    assert form["course_id"] == [str(samples.MENU.courses[-1].id)]
    assert form["version"] == [str(samples.MENU.version)]


def fields(request: Request) -> dict[str, list[str]]:
    return parse_qs(request.post_data or "", keep_blank_values=True)


def test_a_new_link_is_copied_with_one_press(editor: Page) -> None:
    editor.goto("/studio-menu-plain.en.html")
    editor.get_by_role("button", name="Copy").click()
    expect(editor.get_by_role("button", name="Copied")).to_be_visible()
    assert editor.evaluate("navigator.clipboard.readText()").startswith("https://menus.example/s/mms_")


def test_the_list_of_a_card_closes_by_escape_and_when_one_goes_on(editor: Page) -> None:
    editor.goto("/studio.en.html")
    opener = editor.locator(".more > summary").first
    duplicate = editor.locator(".popover button").first
    opener.press("Enter")
    editor.keyboard.press("Tab")
    expect(duplicate).to_be_focused()
    editor.keyboard.press("Escape")
    expect(duplicate).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(duplicate).to_be_visible()
    editor.keyboard.press("Shift+Tab")
    expect(duplicate).to_be_hidden()
    opener.click()
    expect(duplicate).to_be_visible()
    editor.get_by_role("heading", level=1).click()
    expect(duplicate).to_be_hidden()


def test_who_sent_what_was_refused_goes_on_where_it_is_wrong(editor: Page) -> None:
    editor.goto("/settings-refused.en.html#profile")
    name = editor.get_by_label("Name under your menus")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("1 to 80 characters on one line.")


SOLARIS = {"item_id": str(samples.FAR.items[0].id), "media_item_id": "x", "anchor": "none"}
HEARD = 'document.addEventListener("mine", () => { document.documentElement.dataset.heard = "yes"; });'


def test_a_story_is_turned_by_keys_and_tells_what_waited_once_its_work_is_finished(editor: Page) -> None:
    reader = editor.context.new_page()
    reader.add_init_script(HEARD)
    reader.route("**/m/*/story/*", answering("turned"))
    told = reader.locator(".narrative")
    for status, can_finish, is_told in (
        ("completed", True, True),
        (None, False, True),
        ("paused", True, False),
    ):
        mine = {"works": [{**SOLARIS, "status": status, "can_finish": can_finish}], "csrf_token": "t"}
        reader.route("**/m/*/mine*", answering(json.dumps(mine)))
        reader.goto("/story-waiting.en.html")
        expect(reader.locator("html[data-heard]")).to_be_attached()
        expect(told).to_be_visible(visible=is_told)
    reader.get_by_text("Read why they belong together").click()
    expect(told).to_be_visible()
    for key, page in (("ArrowRight", "4"), ("ArrowLeft", "2")):
        reader.goto("/story-pairing.en.html")
        reader.keyboard.press(key)
        reader.wait_for_url(f"**/story/{page}")
    reader.close()


def answering(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body)


def test_no_page_breaks_the_content_security_policy(editor: Page) -> None:
    complaints: list[str] = []
    editor.on("console", lambda message: complaints.append(message.text))
    for name in ("menu", "story-waiting", "studio-menu", "studio-menu-plain", "settings", "home"):
        editor.goto(f"/{name}.en.html")
    assert [each for each in complaints if "Content Security Policy" in each] == []
