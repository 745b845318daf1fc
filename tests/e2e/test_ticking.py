"""A reader ticks works off a menu: on the page itself by a script, on a page of forms without one."""

from playwright.sync_api import expect

from tests.browser import ALL_RULES, COLOURS, violations
from tests.e2e.conftest import Windows
from tests.e2e.house import House


def test_a_tick_and_a_follow_stay_and_can_be_taken_back(windows: Windows, house: House) -> None:
    reader = windows.curator("tilda")
    reader.come_in()
    path = f"/m/{house.slugs[0]}"
    reader.open(path)
    ticks = reader.page.get_by_role("button", name="Finished")
    works = reader.page.locator(".work")
    expect(ticks).to_have_count(works.count())
    with reader.page.expect_response(f"**{path}/mine/*") as answer:
        ticks.first.click()
    assert answer.value.status == 204
    follow = reader.page.get_by_role("button", name="Follow this menu")
    with reader.page.expect_response(f"**{path}/follow") as followed:
        follow.click()
    assert followed.value.status == 204
    reader.page.reload()
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(ticks.first).to_have_attribute("aria-pressed", "true")
    expect(ticks.nth(1)).to_have_attribute("aria-pressed", "false")
    expect(works.first).to_have_class("work finished")
    reader.open(f"{path}/story/1")
    expect(ticks).to_have_count(1)
    expect(ticks).to_have_attribute("aria-pressed", "true")
    reader.open(path)
    expect(ticks.first).to_have_attribute("aria-pressed", "true")
    assert violations(reader.page, "light", ALL_RULES) == []
    assert violations(reader.page, "dark", COLOURS) == []
    for width in (390, 320):
        reader.page.set_viewport_size({"width": width, "height": 800})
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert (ticks.first.bounding_box() or {})["height"] >= 44
    with reader.page.expect_response(f"**{path}/mine/*"):
        ticks.first.click()
    with reader.page.expect_response(f"**{path}/follow"):
        follow.click()
    reader.page.reload()
    expect(ticks.first).to_have_attribute("aria-pressed", "false")
    expect(follow).to_have_attribute("aria-pressed", "false")


def test_a_tick_after_signing_out_elsewhere_leads_to_the_login(windows: Windows, house: House) -> None:
    reader = windows.curator("torben")
    reader.come_in()
    path = f"/m/{house.slugs[0]}"
    reader.open(path)
    tick = reader.page.get_by_role("button", name="Finished").first
    expect(tick).to_be_visible()
    reader.context.clear_cookies()
    with reader.page.expect_navigation(url="**/login?next=*"):
        with reader.page.expect_response(f"**{path}/mine/*") as answer:
            tick.click()
        reader.expect_refused(answer.value, 401)
    reader.enter()
    assert reader.path == f"{path}/mine"


def test_who_is_not_signed_in_sees_no_tick_and_can_sign_in_to_get_some(
    windows: Windows, house: House
) -> None:
    path = f"/m/{house.slugs[0]}"
    anybody = windows.reader()
    with anybody.page.expect_response(f"**{path}/mine*") as answer:
        anybody.open(path)
    assert answer.value.status == 204
    assert anybody.page.get_by_role("button", name="Finished").count() == 0
    anybody.page.get_by_role("link", name="Tick off what you have finished").click()
    anybody.page.wait_for_url("**/login?next=*")


def test_without_scripts_there_is_a_page_with_forms(windows: Windows, house: House) -> None:
    reader = windows.curator("tord", scripts=False)
    reader.come_in()
    reader.open(f"/m/{house.slugs[0]}")
    with reader.page.expect_navigation():
        reader.page.get_by_role("link", name="Tick off what you have finished").click()
    first = reader.page.get_by_role("button", name="Tick off").first
    with reader.page.expect_navigation():
        first.click()
    expect(reader.page.locator(".lede")).to_contain_text("1 of")
    expect(reader.page.get_by_role("button", name="Finished")).to_have_count(1)
