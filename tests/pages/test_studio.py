"""The list of one's own menus by forms: found, sorted, duplicated, put away and brought back."""

import re

import pytest

from app.web.controllers.studio import copys_title
from tests.service import Browser, Service, words


async def begin(browser: Browser, title: str) -> str:
    """The id of a new menu."""
    await browser.open("/studio")
    led = await browser.submit("/studio/menus", title=title)
    return led.headers["location"].rpartition("/")[2]


def shown(browser: Browser) -> list[str]:
    """The titles on the page, in order."""
    return re.findall(r'<h2[^>]* dir="auto"><a href="/studio/menus/[^"]+">([^<]+)</a>', browser.page.text)


async def test_whoever_has_no_menu_learns_what_one_is_and_begins_with_a_title(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/studio")
        page = words(browser.page.text)
        assert "A menu is an evening in courses" in page
        assert "Small Hours" in page, "a specimen to look at"
        assert "Or read one first" not in page, "nobody has published anything"
        led = await browser.submit("/studio/menus", title="Rain")
        assert led.headers["location"].startswith("/studio/menus/")
        await browser.open("/studio")
        assert shown(browser) == ["Rain"]


async def test_a_newcomer_is_shown_a_menu_that_is_served_here(service: Service) -> None:
    work = await service.add_work("Solaris")
    async with service.browser() as ada, service.browser() as eve:
        await ada.register()
        menu = await begin(ada, "Served")
        await ada.submit(f"/studio/menus/{menu}/courses", title="One", intent="")
        course = re.findall(r'id="course-([0-9a-f-]{36})"', ada.page.text)[0]
        await ada.open(f"/studio/menus/{menu}?q=solaris")
        await ada.submit(f"/studio/menus/{menu}/items", course_id=course, media_item_id=work)
        await ada.submit(f"/studio/menus/{menu}/publish", visibility="public", note="")
        await eve.register("eve")
        await eve.open("/studio")
        assert "Or read one first: Served" in words(eve.page.text)


async def test_a_title_that_is_refused_is_said_at_its_field(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/studio")
        refused = await browser.send_form("/studio/menus", title=" ")
        assert refused.status_code == 422
        assert 'id="menu-new-title-error"' in refused.text


async def test_menus_are_searched_sorted_and_narrowed_by_the_address_alone(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        for title in ("Żuk", "Łódź", "Lód", "Zoo"):
            await begin(browser, title)
        await browser.open("/studio")
        assert shown(browser) == ["Zoo", "Lód", "Łódź", "Żuk"]
        await browser.open("/studio?sort=title")
        assert shown(browser) == ["Lód", "Łódź", "Zoo", "Żuk"]
        await browser.open("/studio?q=lod&sort=title")
        assert shown(browser) == ["Lód", "Łódź"]
        await browser.open("/studio?show=published")
        assert "Nothing of yours is published" in words(browser.page.text)
        await browser.open("/studio?q=zzz")
        assert "None of these menus has “zzz” in its title." in words(browser.page.text)


@pytest.mark.parametrize("query", ["sort=oldest", "show=everything", f"q={'x' * 900}", "show=&sort="])
async def test_a_question_that_makes_no_sense_shows_the_list_all_the_same(
    service: Service, query: str
) -> None:
    async with service.browser() as browser:
        await browser.register()
        assert (await browser.open(f"/studio?{query}")).status_code == 200


async def test_a_list_of_many_turns_pages_in_its_order(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        titles = [f"Evening {number:02}" for number in range(30)]
        for title in reversed(titles):
            await begin(browser, title)
        await browser.open("/studio?sort=title&q=evening")
        first = shown(browser)
        (onward,) = re.findall(r'rel="next" href="([^"]+)"', browser.page.text)
        await browser.open("/studio" + onward.replace("&amp;", "&"))
        assert first + shown(browser) == titles


async def test_a_duplicate_says_in_the_curators_language_that_it_is_one(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        menu = await begin(browser, "Noc")
        await browser.open("/studio?lang=pl")
        led = await browser.submit(f"/studio/menus/{menu}/duplicate")
        assert "#menu-" in led.headers["location"]
        assert shown(browser) == ["Noc (kopia)", "Noc"]


def test_the_title_of_a_copy_fits_whatever_the_original_is_called() -> None:
    assert copys_title("Noc", "%(title)s (copy)") == "Noc (copy)"
    long = copys_title("x" * 200, "%(title)s (copy)")
    assert (len(long), long[-8:]) == (200, "… (copy)")
    assert len(copys_title("100% " * 40, "%(title)s (copy)")) == 200


async def test_a_menu_is_put_away_and_back_and_the_list_stays_as_it_was_asked_for(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        menu = await begin(browser, "Old times")
        await begin(browser, "Old friends")
        await browser.open("/studio?q=old&sort=title")
        led = await browser.submit(f"/studio/menus/{menu}/archive")
        assert led.headers["location"] == f"/studio?q=old&sort=title&done=archived&menu={menu}#notice"
        assert shown(browser) == ["Old friends"]
        assert "Put away." in words(browser.page.text)
        await browser.submit(f"/studio/menus/{menu}/unarchive")  # the undo in the notice
        assert shown(browser) == ["Old friends", "Old times"]
        await browser.submit(f"/studio/menus/{menu}/archive")
        await browser.open("/studio?show=archived")
        assert shown(browser) == ["Old times"]


async def test_whoever_put_everything_away_is_told_where_it_is(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        menu = await begin(browser, "Only one")
        await browser.open("/studio")
        await browser.submit(f"/studio/menus/{menu}/archive")
        assert "All your menus are put away." in words(browser.page.text)


@pytest.mark.parametrize("what", ["duplicate", "archive", "unarchive"])
async def test_the_menus_of_others_are_not_there(service: Service, what: str) -> None:
    async with service.browser() as ada, service.browser() as eve:
        await ada.register()
        menu = await begin(ada, "Mine")
        await eve.register("eve")
        await begin(eve, "Hers")
        await eve.open("/studio")
        token = re.findall(r'name="csrf_token" value="([^"]+)"', eve.page.text)[0]
        refused = await eve.post(f"/studio/menus/{menu}/{what}", data={"csrf_token": token})
        assert refused.status_code == 404
        await ada.open("/studio")
        assert shown(ada) == ["Mine"]


async def test_nothing_is_done_without_the_seal_of_the_page(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        menu = await begin(browser, "Mine")
        for what in ("duplicate", "archive", "unarchive"):
            assert (await browser.post(f"/studio/menus/{menu}/{what}", data={})).status_code == 403
