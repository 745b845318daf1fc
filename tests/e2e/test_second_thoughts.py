"""Two tabs on one menu, a session that ended, a page left too early: nobody loses words without a warning."""

from playwright.sync_api import expect

from tests.browser import COLOURS, violations
from tests.e2e.conftest import Windows

MINE, THEIRS = "What I typed in the old tab", "What was saved meanwhile"


def test_a_late_edit_shows_what_was_typed_beside_what_stands_there(windows: Windows) -> None:
    curator = windows.curator("ida")
    curator.register()
    curator.begin_menu("Two tabs", "")
    curator.add_course("Only one", "")
    other = curator.context.new_page()
    other.goto(curator.page.url)
    other.get_by_label("Intent of course I", exact=True).fill(THEIRS)
    with other.expect_navigation():
        other.get_by_role("button", name="Save course").click()
    curator.field("Intent of course I").fill(MINE)
    curator.press("Save course")
    expect(curator.page.get_by_role("heading", level=1)).to_have_text("Changed elsewhere")
    expect(curator.page.locator(".present", has_text=THEIRS)).to_be_visible()
    expect(curator.field("Intent: what you typed")).to_have_value(MINE)
    assert violations(curator.page, "dark", COLOURS) == []
    curator.press("Keep mine")
    expect(curator.field("Intent of course I")).to_have_value(MINE)


def test_an_edit_after_signing_out_leads_to_the_login_and_back(windows: Windows) -> None:
    curator = windows.curator("edda")
    curator.register()
    curator.begin_menu("Gone for tea", "")
    other = curator.context.new_page()
    other.goto("/")
    with other.expect_navigation():
        other.get_by_role("button", name="Sign out").click()
    curator.field("Title", "#new-course").fill("Too late")
    curator.press("Add course")
    expect(curator.page.get_by_text("Your session has ended, and nothing is saved yet.")).to_be_visible()
    curator.enter()
    expect(curator.page.get_by_role("heading", name="Send it again?")).to_be_visible()
    expect(curator.page.get_by_label("Title")).to_have_value("Too late")
    curator.press("Send it")
    assert curator.path == curator.menu
    expect(curator.page.get_by_role("heading", name="Too late")).to_be_visible()


def test_leaving_with_unsaved_words_asks_first(windows: Windows) -> None:
    curator = windows.curator("runa")
    curator.register()
    curator.begin_menu("Unsaved", "")
    asked: list[str] = []
    curator.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    curator.field("For whom, and when").press_sequentially("For nobody yet")
    curator.page.get_by_role("link", name="Your menus").click()
    curator.page.wait_for_url("**/studio")
    assert asked == ["beforeunload"]
