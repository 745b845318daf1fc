"""What is edited is kept, whatever happens to the connection, the session, the tab or the menu."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request, expect

from tests.browser import ALL_RULES, violations
from tests.e2e.conftest import Windows
from tests.e2e.curator import Curator
from tests.e2e.live_editor import LiveEditor
from tests.e2e.table import Table, laid_table, new_id

DELETE = """async (menu) => {
  const { csrf_token } = await (await fetch("/api/v1/session")).json();
  const headers = { "if-match": "*", "x-csrf-token": csrf_token };
  await fetch(`/api/v1${menu}`, { method: "DELETE", headers });
}"""

PLAIN_HTTP = """() => {
  Object.defineProperty(crypto, "randomUUID", { value: undefined });
  Object.defineProperty(navigator, "clipboard", { value: undefined });
}"""
"""What browsers withhold there."""

NO_ROOM = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""

LOOKS = ("GET", "HEAD")
FAILED_ON_PURPOSE = ("Failed to load resource",)


def kept(curator: Curator) -> Any:
    """The menu as the service has it."""
    return curator.call("GET", f"/api/v1{curator.menu.removeprefix('/studio')}")


def is_said(page: Page, state: str) -> None:
    expect(page.locator(".state")).to_have_attribute("data-state", state, timeout=30_000)


def title_of(page: Page) -> Any:
    return page.get_by_label("Title", exact=True).first


def note_on(page: Page, title: str) -> Any:
    return page.get_by_label(f"Your note on {title}", exact=True)


def heard(place: Page | Locator) -> Locator:
    """What a screen reader was told last, there: all but a dialog that is open is shut to it."""
    return place.locator("p.unseen[role=status]")


def write(page: Page, text: str) -> None:
    """In the place of the menu's title."""
    title_of(page).fill(text)


def test_one_move_among_two_hundred_works_is_sent_in_two_kilobytes(windows: Windows) -> None:
    table = laid_table(windows, "thrifty", {"One": 1})
    curator, page = table.curator, table.page
    work = kept(curator)["courses"][0]["items"][0]["media_item_id"]
    courses: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "title": f"Course {number}",
            "items": [{"id": new_id(), "media_item_id": work} for _ in range(40)],
        }
        for number in range(5)
    ]
    curator.call("PUT", f"/api/v1{curator.menu.removeprefix('/studio')}/content", {"courses": courses})
    page.reload()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method not in LOOKS else None)
    page.locator(f"#grip-{courses[0]['items'][0]['id']}").focus()
    page.keyboard.press("Control+ArrowDown")
    is_said(page, "saved")
    assert [request.method for request in sent] == ["PATCH"]
    size = len(sent[0].post_data or "") + sum(
        len(f"{name}: {said}") for name, said in sent[0].all_headers().items()
    )
    assert size <= 2048
    assert [len(course["items"]) for course in kept(curator)["courses"]] == [39, 41, 40, 40, 40]


def test_what_was_written_offline_outlives_the_tab(windows: Windows) -> None:
    table = laid_table(windows, "offline", {"One": 2})
    curator, page = table.curator, table.page
    curator.forgives = FAILED_ON_PURPOSE
    page.context.set_offline(True)
    write(page, "Written on the train")
    is_said(page, "offline")
    page.close()
    page.context.set_offline(False)
    page = curator.page = page.context.new_page()
    curator.open(curator.menu)
    expect(title_of(page)).to_have_value("Written on the train")
    is_said(page, "saved")
    expect(heard(page)).to_have_text("Brought back what was not saved the last time")
    assert kept(curator)["title"] == "Written on the train"
    publishes_when_the_connection_is_back(curator, page)


def publishes_when_the_connection_is_back(curator: Curator, page: Page) -> None:
    """Without leaving the panel, which says meanwhile why it cannot."""
    live = LiveEditor(curator)
    panel = live.room("Publish")
    live.leave_room()
    page.evaluate(NO_ROOM)
    page.context.set_offline(True)
    write(page, "Written in the tunnel")
    is_said(page, "offline")
    expect(page.locator(".state")).to_have_text("Not saved")
    page.get_by_role("button", name="Publish…").click()
    expect(panel.get_by_role("alert")).to_have_text(
        "The service does not answer. Nothing was lost; try again in a moment."
    )
    page.context.set_offline(False)
    expect(panel.get_by_role("alert")).to_have_count(0)
    panel.get_by_role("button", name="Publish", exact=True).click()
    expect(panel.locator("#standing")).to_contain_text("Edition 1")


def test_whoever_was_signed_out_signs_in_in_place_and_goes_on(windows: Windows) -> None:
    table = laid_table(windows, "sleepy", {"One": 2})
    curator, page, (_, second) = table.curator, table.page, table.first[0]
    curator.forgives = FAILED_ON_PURPOSE
    page.context.clear_cookies()
    note_on(page, second).fill("Written after midnight")
    is_said(page, "signed-out")
    expect(note_on(page, second)).to_be_focused()
    page.get_by_role("button", name="Sign in again").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    assert [violations(page, scheme, ALL_RULES) for scheme in ("light", "dark")] == [[], []]
    expect(dialog.get_by_label("Username")).to_have_value(curator.name)
    dialog.get_by_label("Password").fill("not this one")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("The login or the password is wrong.")
    dialog.get_by_label("Password").fill(curator.password)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    is_said(page, "saved")
    expect(note_on(page, second)).to_be_focused()
    page.reload()
    expect(note_on(page, second)).to_have_value("Written after midnight")
    table.grip(second).press("Control+z")
    table.hears(f"Undone: Changed the note on {second}")
    expect(note_on(page, second)).to_have_value("")
    table.grip(second).press("Control+Shift+z")
    is_said(page, "saved")
    signs_in_above_another_dialog(curator, page)


def signs_in_above_another_dialog(curator: Curator, page: Page) -> None:
    """Where nothing was edited, it is the wish for a link that finds the session ended."""
    panel = curator.live.room("Share the draft")
    days, make = panel.get_by_label("Days"), panel.get_by_role("button", name="Make a link")
    days.fill("")
    make.click()
    expect(days).to_have_accessible_description("A share link lives from one to 31 days.")
    expect(days).to_be_focused()
    days.fill("2")
    panel.get_by_role("tab", name="Publish").click()
    panel.get_by_label("Note on this edition").fill("With more salt")
    panel.get_by_role("tab", name="Share the draft").click()
    expect(days).to_have_value("2")
    page.context.clear_cookies()
    make.click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(curator.password)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    is_said(page, "saved")
    expect(make).to_be_focused()
    expect(panel.get_by_role("alert")).to_be_hidden()
    page.evaluate(PLAIN_HTTP)
    page.keyboard.press("Enter")
    expect(panel.locator("#new-link")).to_be_focused()
    panel.get_by_role("button", name="Copy").click()
    expect(panel.get_by_role("button", name="Copied")).to_be_focused()
    panel.get_by_role("tab", name="Publish").click()
    expect(panel.get_by_label("Note on this edition")).to_have_value("With more salt")


def two_devices(windows: Windows, name: str) -> tuple[Table, Curator]:
    table = laid_table(windows, name, {"One": 2})
    other = windows.curator(name)
    other.sign_in()
    other.open(table.curator.menu)
    other.menu = table.curator.menu
    expect(other.page.locator(".editor")).to_be_visible()
    for each in (table.curator, other):
        each.forgives = FAILED_ON_PURPOSE
    return table, other


def test_of_two_versions_the_curator_chooses_text_by_text(windows: Windows) -> None:
    table, other = two_devices(windows, "torn")
    page, (first, _) = table.page, table.first[0]
    write(other.page, "The other title")
    is_said(other.page, "saved")
    note_on(other.page, first).fill("The other note")
    note_on(other.page, first).blur()
    is_said(other.page, "saved")
    page.context.set_offline(True)
    write(page, "My title")
    note_on(page, first).fill("My note")
    is_said(page, "offline")
    page.context.set_offline(False)
    is_said(page, "conflict")
    expect(note_on(page, first)).to_be_focused()
    page.get_by_role("button", name="Look at both versions").click()
    assert [violations(page, scheme, ALL_RULES) for scheme in ("light", "dark")] == [[], []]
    page.get_by_role("group", name="The title of the menu").get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Go on with these").click()
    is_said(page, "saved")
    expect(title_of(page)).to_have_value("The other title")
    expect(note_on(page, first)).to_have_value("My note")
    menu = kept(table.curator)
    assert (menu["title"], menu["courses"][0]["items"][0]["annotation"]) == ("The other title", "My note")
    expect(note_on(page, first)).to_be_focused()


def test_a_menu_that_was_deleted_elsewhere_can_be_taken_along(windows: Windows) -> None:
    table, other = two_devices(windows, "bereft")
    page = table.page
    other.open("/studio")
    with other.page.expect_response("**/api/v1/menus/*"):
        other.page.evaluate(DELETE, other.menu.removeprefix("/studio"))
    write(page, "Too late")
    is_said(page, "gone")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as text").click()
    text = saved.value.path().read_text("utf-8")
    assert text.startswith("# Too late\n\n## One\n\n### ")
    assert all(title in text for title in table.first[0])


def test_what_is_refused_says_so_at_its_field_and_the_rest_is_saved(windows: Windows) -> None:
    table = laid_table(windows, "picky", {"One": 2, "Two": 0})
    curator, page, (first, second) = table.curator, table.page, table.first[0]
    curator.forgives = FAILED_ON_PURPOSE
    pair_two(curator)
    word = page.get_by_label("Relationship", exact=True)
    word.fill("")
    write(page, "")
    note_on(page, first).fill("This is good.")
    note_on(page, first).blur()
    page.get_by_label("Title of course I", exact=True).fill("A long name, " * 20)
    page.get_by_label("Title of course I", exact=True).blur()
    is_said(page, "refused")
    expect(page.get_by_label("Title of course I", exact=True)).to_have_accessible_description(
        "At most 200 characters fit here."
    )
    page.get_by_label("Title of course I", exact=True).fill("One")
    expect(title_of(page)).to_have_attribute("aria-invalid", "true")
    expect(title_of(page)).to_have_accessible_description("Something has to stand here.")
    expect(word).to_have_attribute("aria-invalid", "true")
    expect(word).to_have_accessible_description("Something has to stand here.")
    menu = kept(curator)
    assert (menu["title"], menu["courses"][0]["items"][0]["annotation"]) == ("A laid table", "This is good.")
    assert menu["pairings"][0]["relationship"] == "echo"
    write(page, "Another table")
    word.fill("contrast")
    is_said(page, "saved")
    expect(word).to_have_accessible_description("")
    menu = kept(curator)
    assert (menu["title"], menu["pairings"][0]["relationship"]) == ("Another table", "contrast")
    for words, place in (
        (f"belong together. {first} · {second}", f"Narrative of {first} with {second}"),
        ("This course has no works yet. Two", "+ Add works: Two"),
        ("invite people in", "For whom, and when"),
        (f"Say why this work is here. {second}", f"Your note on {second}"),
    ):
        goes_where_it_is_mended(table, words, place)


def goes_where_it_is_mended(table: Table, words: str, place: str) -> None:
    """From what the panel of publishing finds, with the panel closed."""
    room = table.curator.live.room("Publish")
    found = room.get_by_role("button", name=words)
    if not found.is_visible():
        room.locator(".advice summary").click()
    found.click()
    expect(room).to_be_hidden()
    assert table.focus == place


def pair_two(curator: Curator) -> None:
    """The first two works, as the page shows them next."""
    one, other = kept(curator)["courses"][0]["items"][:2]
    two = {"first_item_id": one["id"], "second_item_id": other["id"]}
    pairing = {"id": new_id(), **two, "relationship": "echo", "narrative": ""}
    curator.call("POST", f"/api/v1{curator.menu.removeprefix('/studio')}/pairings", pairing)
    curator.page.reload()


def test_two_tabs_follow_each_other_back_to_an_earlier_day_too(windows: Windows) -> None:
    table = laid_table(windows, "doubled", {"One": 2})
    page, (first, second) = table.page, table.first[0]
    menu = f"/api/v1{table.curator.menu.removeprefix('/studio')}"
    table.curator.call("POST", f"{menu}/publish", {"visibility": "unlisted"})
    page.reload()
    other = page.context.new_page()
    other.goto(urlsplit(page.url).path)
    expect(other.locator(".editor")).to_be_visible()
    note_on(page, first).fill("Written here.")
    table.grip(second).focus()
    page.keyboard.press("ArrowUp")
    expect(other.locator("li.item h3").first).to_have_text(second)
    expect(note_on(other, first)).to_have_value("Written here.")
    other.get_by_role("button", name=f"Move {second}", exact=True).focus()
    table.grip(second).press("Delete")
    expect(other.get_by_role("button", name=f"Move {first}", exact=True)).to_be_focused()
    page.keyboard.press("Control+z")
    panel = LiveEditor(table.curator).room("History")
    panel.get_by_role("link", name="What changed since").last.click()
    expect(panel.locator("#differences")).to_be_focused()
    expect(panel.locator("#differences ins").last).to_contain_text("Written here.")
    panel.get_by_role("button", name="Go back to it").last.click()
    expect(heard(panel)).to_contain_text("as it did then")
    expect(note_on(page, first)).to_have_value("")
    expect(note_on(other, first)).to_have_value("")
    expect(other.locator("li.item h3").first).to_have_text(first)
    LiveEditor(table.curator).leave_room()
    table.grip(first).press("Control+z")
    expect(heard(page.locator(".editor"))).to_have_text("Undone: Went back to an earlier version")
    expect(note_on(page, first)).to_have_value("Written here.")
    panel = table.curator.live.room("Publish")
    panel.get_by_text("Take it back", exact=True).first.click()
    panel.get_by_role("button", name="Take it back").click()
    expect(panel.locator("#standing")).to_be_focused()
    expect(panel.locator("#standing")).to_contain_text("Publishing freezes")
