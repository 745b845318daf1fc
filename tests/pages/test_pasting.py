"""A list from elsewhere, by forms alone: looked through, chosen from, added in one change."""

import re
from html import unescape

from domain.catalog.recognising import LISTS
from tests.pages.steps import ids, new_menu
from tests.service import Browser, Service, words

LIST = "1. Stalker (1979)\r\n2. Solaris\r\n3. A film that nobody made\r\n4. Solaris (1972)"


def text_left(browser: Browser) -> list[str]:
    """The lines that stand in the field of the page."""
    (text,) = re.findall(r'<textarea id="paste-lines"[^>]*>\n(.*?)</textarea>', browser.page.text, re.DOTALL)
    return [line for line in unescape(text).splitlines() if line]


def offered(browser: Browser) -> dict[str, list[tuple[str, bool]]]:
    """By field, what can be chosen and what is."""
    found = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)"( checked)?', browser.page.text)
    choices: dict[str, list[tuple[str, bool]]] = {}
    for name, value, checked in found:
        choices.setdefault(name, []).append((value, bool(checked)))
    return choices


def chosen(browser: Browser) -> dict[str, str]:
    """What a browser sends of it."""
    return {name: value for name, each in offered(browser).items() for value, checked in each if checked}


async def the_menu_of(browser: Browser) -> tuple[str, str]:
    """A menu's path, and its only course."""
    menu = await new_menu(browser)
    await browser.submit(f"{menu}/courses", title="Main", intent="")
    (course,) = ids(browser, "course")
    return menu, course


async def look(browser: Browser, menu: str, lines: str, **more: str) -> None:
    await browser.open(f"{menu}/paste")
    browser.page = await browser.send_form(f"{menu}/paste", lines=lines, media_type="", **more)


async def test_a_list_is_looked_through_and_added_in_one_change(service: Service) -> None:
    stalker = await service.add_work("Stalker", year=1979)
    old, new = await service.add_work("Solaris", year=1972), await service.add_work("Solaris", year=2002)
    async with service.browser() as browser:
        menu, course = await the_menu_of(browser)
        assert f'href="{menu}/paste?course_id=' in browser.page.text
        await look(browser, menu, LIST)
        assert browser.page.status_code == 200
        assert "lang=pl" not in browser.page.text  # a link that would leave the list behind
        assert text_left(browser) == ["3. A film that nobody made"]
        assert chosen(browser) == {"pick-0": stalker, "pick-1": "", "pick-2": old}
        assert {value for value, _ in offered(browser)["pick-1"]} == {old, new, ""}
        version = re.findall(r'name="version" value="(\d+)"', browser.page.text)[0]
        picks = chosen(browser) | {"pick-1": new}
        browser.page = await browser.send_form(
            f"{menu}/paste/add", course_id=course, lines="\n".join(text_left(browser)), media_type="", **picks
        )
        assert browser.page.status_code == 200
        assert "3 works are on the menu. These lines are left." in words(browser.page.text)
        assert text_left(browser) == ["3. A film that nobody made"]
        assert f'name="version" value="{int(version) + 1}"' in browser.page.text
        await browser.open(menu)
        assert len(ids(browser, "item")) == 3
        facts = re.findall(r'<p class="facts">film.· (\d+)</p>', browser.page.text)
        assert facts == ["1979", "2002", "1972"]


async def test_a_list_that_is_all_found_leads_back_to_its_course(service: Service) -> None:
    work = await service.add_work("Stalker", year=1979)
    async with service.browser() as browser:
        menu, course = await the_menu_of(browser)
        await look(browser, menu, "Stalker")
        led = await browser.submit(
            f"{menu}/paste/add", course_id=course, lines="", media_type="", **{"pick-0": work}
        )
        assert led.headers["location"] == f"{menu}#course-{course}"
        await look(browser, menu, "Stalker")
        assert "on the menu already" in words(browser.page.text)
        assert chosen(browser) == {"pick-0": ""}


async def test_lines_that_were_not_chosen_stay_in_the_list(service: Service) -> None:
    work = await service.add_work("Stalker", year=1979)
    await service.add_work("Mirror", year=1975)
    async with service.browser() as browser:
        menu, course = await the_menu_of(browser)
        await look(browser, menu, "Stalker\nMirror\nwhat is this")
        left = {"pick-0": work, "pick-1": ""}
        browser.page = await browser.send_form(
            f"{menu}/paste/add", course_id=course, lines="what is this", media_type="", **left
        )
        assert text_left(browser) == ["Mirror", "what is this"]


async def test_looking_again_keeps_what_was_chosen(service: Service) -> None:
    old, new = await service.add_work("Solaris", year=1972), await service.add_work("Solaris", year=2002)
    stalker = await service.add_work("Stalker", year=1979)
    async with service.browser() as browser:
        menu, course = await the_menu_of(browser)
        await look(browser, menu, "no such thing at all\nSolaris")
        fields = {"pick-0": new, "course_id": course, "lines": "Stalker (1979)", "media_type": ""}
        sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', browser.page.text))
        browser.page = await browser.post(f"{menu}/paste", data={**sent, **fields})
        assert chosen(browser) == {"pick-0": new, "pick-1": stalker}
        assert old in {value for value, _ in offered(browser)["pick-0"]}


async def test_whatever_stands_against_it_the_list_and_the_choices_are_still_there(service: Service) -> None:
    work = await service.add_work("Stalker", year=1979)
    async with service.browser() as browser:
        menu, course = await the_menu_of(browser)
        await look(browser, menu, "Stalker\nwhat is this")
        review = browser.page
        for fields, status, said in (
            ({"pick-0": "", "course_id": course}, 422, "Choose at least one work."),
            ({"pick-0": work, "course_id": work}, 404, "This course is no longer on the menu."),
            (
                {"pick-0": work, "course_id": course, "version": "1"},
                412,
                "It was changed in another window.",
            ),
        ):
            browser.page = review
            browser.page = await browser.send_form(
                f"{menu}/paste/add", lines="what is this", media_type="", **fields
            )
            assert (browser.page.status_code, said in words(browser.page.text)) == (status, True), said
            assert text_left(browser) == ["what is this"]
            assert chosen(browser) == {"pick-0": fields["pick-0"]}


async def test_a_list_that_is_too_long_stays_in_its_field(service: Service) -> None:
    async with service.browser() as browser:
        menu, _ = await the_menu_of(browser)
        for lines, said in (
            ("x\n" * 201, "At most 200 lines fit in at once."),
            ("x" * 501, "A line has at most 500 characters."),
        ):
            await look(browser, menu, lines)
            assert (browser.page.status_code, said in words(browser.page.text)) == (422, True)
            assert text_left(browser) == lines.split()


async def test_after_too_many_lists_the_whole_list_is_still_there(service: Service) -> None:
    await service.add_work("Stalker", year=1979)
    async with service.browser() as browser:
        menu, course = await the_menu_of(browser)
        for _ in range(LISTS):
            await look(browser, menu, "Stalker")
        review = browser.page
        await look(browser, menu, "Stalker\nMirror")
        assert (browser.page.status_code, text_left(browser)) == (429, ["Stalker", "Mirror"])
        browser.page = review
        browser.page = await browser.send_form(
            f"{menu}/paste/add", course_id=course, lines="Mirror", media_type="", **{"pick-0": ""}
        )
        assert (browser.page.status_code, text_left(browser)) == (422, ["Stalker", "Mirror"])


async def test_a_menu_of_somebody_else_takes_no_list(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bob:
        menu = await new_menu(ada)
        await bob.register("bob")
        assert (await bob.get(f"{menu}/paste")).status_code == 404
        await bob.open("/studio")
        token = re.findall(r'name="csrf_token" value="([^"]+)"', bob.page.text)[0]
        for path in (f"{menu}/paste", f"{menu}/paste/add"):
            sent = await bob.post(path, data={"csrf_token": token, "lines": "Stalker"})
            assert sent.status_code == 404
