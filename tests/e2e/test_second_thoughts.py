"""Two tabs on one menu, a session that ended, a page left too early: nobody loses words."""

from playwright.sync_api import expect

from tests.e2e.conftest import Windows

MINE, THEIRS = "What I typed in the old tab", "What was saved meanwhile"


def test_a_late_edit_shows_what_was_typed_beside_what_stands_there(windows: Windows) -> None:
    curator = windows.curator("ida", scripts=False)
    curator.come_in()
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
    curator.press("Keep mine")
    expect(curator.field("Intent of course I")).to_have_value(MINE)


def test_an_edit_after_signing_out_is_carried_through_the_login(windows: Windows) -> None:
    curator = windows.curator("edda", scripts=False)
    curator.come_in()
    curator.begin_menu("Gone for tea", "")
    other = curator.context.new_page()
    other.goto("/")
    with other.expect_navigation():
        other.get_by_role("button", name="Sign out").click()
    curator.field("Title", "#new-course").fill("Too late")
    curator.press("Add course")
    curator.enter()
    expect(curator.page.get_by_role("heading", level=1)).to_have_text("Send it again?")
    curator.press("Send it")
    assert curator.path == curator.menu
    expect(curator.field("Title of course I")).to_have_value("Too late")


def test_leaving_right_after_the_last_letter_loses_nothing(windows: Windows) -> None:
    curator = windows.curator("runa")
    curator.come_in()
    curator.begin_menu("Unsaved", "")
    curator.field("For whom, and when").press_sequentially("For nobody yet")
    curator.page.get_by_role("link", name="Your menus").click()
    curator.page.wait_for_url("**/studio")
    curator.open(curator.menu)
    expect(curator.field("For whom, and when")).to_have_value("For nobody yet")
