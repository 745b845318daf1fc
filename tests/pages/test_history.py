"""The past of a menu, by forms alone: seen, compared, gone back to."""

import re
from datetime import timedelta

from domain.menus.revisions import PAUSE
from tests.pages.steps import ids, new_menu
from tests.postgres import superuser
from tests.service import Browser, Service, words

AGE = "UPDATE menus.revisions SET kept_at = kept_at - $1::interval"
BEGAN = "UPDATE menus.menus SET created_at = created_at - $1::interval"


async def pause(service: Service, length: timedelta = PAUSE) -> None:
    """Rather than waiting."""
    async with superuser(service.database) as connection:
        await connection.execute(AGE, length)
        await connection.execute(BEGAN, length)


async def a_published_menu(service: Service, browser: Browser) -> str:
    """With one course and one work, published once."""
    menu = await new_menu(browser)
    await browser.submit(f"{menu}/courses", title="Opening", intent="")
    [course] = ids(browser, "course")
    work = await service.add_work("Solaris", "film")
    await browser.open(f"{menu}?q=solaris&course_id={course}")
    await browser.submit(f"{menu}/items", course_id=course, media_item_id=work)
    await browser.submit(f"{menu}/publish", visibility="public", note="")
    return menu


async def test_a_curator_goes_back_to_an_earlier_day_and_forward_again(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        await curator.open(f"{menu}/history")
        assert "Nothing is kept yet." in words(curator.page.text)
        await pause(service)
        await curator.open(menu)
        await curator.submit(menu, title="Wee hours", description="")
        page = words((await curator.open(f"{menu}/history")).text)
        assert "2 edited" not in page
        assert "1 edited" in page
        led = await curator.submit(f"{menu}/history/1/restore")
        assert led.headers["location"] == f"{menu}/history?done=restored#notice"
        page = words((await curator.open(led.headers["location"])).text)
        assert "The menu stands as it did then." in page
        assert "Small hours" in words((await curator.open(menu)).text)
        await curator.open(f"{menu}/history")
        await curator.submit(f"{menu}/history/2/restore")
        assert "Wee hours" in words((await curator.open(menu)).text)


async def test_any_two_states_can_be_compared(service: Service) -> None:
    async with service.browser() as curator:
        menu = await a_published_menu(service, curator)
        assert "Nothing differs" in words((await curator.open(f"{menu}/history")).text)
        await curator.open(menu)
        await curator.submit(menu, title="Wee hours", description="")
        await curator.submit(f"{menu}/publish", visibility="public", note="")
        page = words((await curator.open(f"{menu}/history?from=edition-1&to=edition-2")).text)
        assert "was: Small now: Wee hours" in page
        shown = await curator.open(f"{menu}/history?from=edition-2&to=edition-1")
        assert "was: Wee now: Small hours" in words(shown.text)
        assert re.findall(r'<option value="([^"]+)" selected', shown.text) == ["edition-2", "edition-1"]
        kept = re.findall(r"from=(revision-\d+)", (await curator.open(f"{menu}/history")).text)
        since = await curator.open(f"{menu}/history?from={kept[-1]}")
        assert "was: Small now: Wee hours" in words(since.text)
        assert re.findall(r'<option value="([^"]+)" selected', since.text) == [kept[-1], "now"]


async def test_an_address_that_names_no_state_is_not_there_and_nonsense_is_ignored(service: Service) -> None:
    async with service.browser() as curator:
        menu = await a_published_menu(service, curator)
        for names in ("from=edition-9", "from=revision-9999", "from=edition-1&to=edition-9"):
            assert (await curator.open(f"{menu}/history?{names}")).status_code == 404, names
        for names in ("from=x&to=y", "from=edition-0", "to=revision-1", "from=edition-99999999999999999999"):
            assert (await curator.open(f"{menu}/history?{names}")).status_code == 200, names


async def test_going_back_from_a_page_that_is_too_old_says_so_and_changes_nothing(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        await pause(service)
        await curator.open(menu)
        await curator.submit(menu, title="Wee hours", description="")
        await curator.open(f"{menu}/history")
        old = curator.page
        await curator.open(menu)
        await curator.submit(menu, title="Dawn", description="")
        curator.page = old
        refused = await curator.send_form(f"{menu}/history/1/restore")
        assert refused.status_code == 412
        assert "Dawn" in words(refused.text)


async def test_a_stranger_sees_no_past(service: Service) -> None:
    async with service.browser() as curator, service.browser() as stranger:
        menu = await new_menu(curator)
        await stranger.register("eve")
        assert (await stranger.open(f"{menu}/history")).status_code == 404


async def test_the_balance_stands_on_the_editors_page(service: Service) -> None:
    async with service.browser() as curator:
        menu = await a_published_menu(service, curator)
        page = words((await curator.open(menu)).text)
        assert "1 work · 1984 · 1 without a note · 1 unpaired" in page
        assert "Films: 1" in page
