"""A form that is sent when its session has ended: nothing typed is lost, and nothing is sent unseen."""

import re
from html import unescape

import pytest

from tests.pages.steps import ids, new_menu
from tests.postgres import as_superuser
from tests.service import BASE_URL, PASSWORD, Browser, Service, hidden_fields, words

ENDED = "Your session has ended, and nothing is saved yet."
AGAIN = "Send it again?"
TYPED = 'Ostatni seans\n\n"quotes", <b>no tags</b> & łódź'


async def sessions_end(service: Service) -> None:
    await as_superuser(service.database, "UPDATE accounts.sessions SET revoked_at = now()")


def at_home(service: Service) -> Browser:
    """A browser that says which page a form comes from, as all of them do."""
    return service.browser(origin=BASE_URL)


async def sign_in_again(browser: Browser, login: str = "ada", password: str = PASSWORD) -> None:
    browser.page = await browser.send_form("/login", login=login, password=password)


async def test_a_course_typed_into_a_dead_session_is_sent_after_signing_in(service: Service) -> None:
    async with at_home(service) as browser:
        menu = await new_menu(browser)
        await sessions_end(service)
        browser.page = await browser.send_form(f"{menu}/courses", title="Ostatni seans", intent=TYPED)
        assert browser.page.status_code == 401
        assert ENDED in words(browser.page.text)
        await sign_in_again(browser)
        assert browser.page.status_code == 200
        assert AGAIN in words(browser.page.text)
        assert "signed in as ada" in words(browser.page.text)
        shown = re.findall(
            r'<textarea id="kept-\d+" name="(\w+)"[^>]*>\n(.*?)</textarea>', browser.page.text, re.DOTALL
        )
        assert {name: unescape(text) for name, text in shown} == {"title": "Ostatni seans", "intent": TYPED}
        await browser.submit(f"{menu}/courses", **{name: unescape(text) for name, text in shown})
        assert len(ids(browser, "course")) == 1
        assert "Ostatni seans" in browser.page.text


async def test_a_wrong_password_takes_nothing_of_it_away(service: Service) -> None:
    async with at_home(service) as browser:
        menu = await new_menu(browser)
        await sessions_end(service)
        browser.page = await browser.send_form(f"{menu}/courses", title="Main", intent=TYPED)
        await sign_in_again(browser, password="not the right one")
        assert browser.page.status_code == 401
        assert "The login or the password is wrong." in words(browser.page.text)
        assert "not the right one" not in browser.page.text
        await sign_in_again(browser)
        assert hidden_fields(browser.page.text, f"{menu}/courses")["version"] == "1"
        assert "Ostatni seans" in browser.page.text


async def test_what_was_sent_too_late_is_set_against_what_stands_there(service: Service) -> None:
    """The version comes along too, so that nothing is overwritten by coming back late."""
    async with at_home(service) as browser:
        menu = await new_menu(browser)
        old = browser.page
        await browser.submit(menu, title="By somebody quicker", description="")
        browser.page = old
        await sessions_end(service)
        browser.page = await browser.send_form(menu, title="Mine", description="")
        await sign_in_again(browser)
        browser.page = await browser.send_form(menu, title="Mine", description="")
        assert browser.page.status_code == 412
        assert "By somebody quicker" in browser.page.text
        assert "Mine" in browser.page.text


async def test_a_page_of_an_earlier_session_asks_before_it_sends(service: Service) -> None:
    """Signed in again in another tab, the form of the first one has the token of a session that is over."""
    async with at_home(service) as browser:
        menu = await new_menu(browser)
        old = browser.page
        await sessions_end(service)
        await browser.open("/login")
        await browser.submit("/login", login="ada", password=PASSWORD)
        browser.page = old
        browser.page = await browser.send_form(f"{menu}/courses", title="Main", intent=TYPED)
        assert browser.page.status_code == 403
        assert AGAIN in words(browser.page.text)
        assert await courses(service) == 0
        await browser.submit(f"{menu}/courses", title="Main", intent=TYPED)
        assert await courses(service) == 1


async def test_somebody_else_sees_who_they_are_and_changes_nothing_of_others(service: Service) -> None:
    async with at_home(service) as browser, service.browser() as bob:
        await bob.register("bob")
        menu = await new_menu(browser)
        await sessions_end(service)
        browser.page = await browser.send_form(f"{menu}/courses", title="Main", intent="")
        await sign_in_again(browser, "bob")
        assert "signed in as bob" in words(browser.page.text)
        sent = await browser.send_form(f"{menu}/courses", title="Main", intent="")
        assert sent.status_code == 404
        assert await courses(service) == 0


async def test_passwords_are_never_carried(service: Service) -> None:
    async with at_home(service) as browser:
        await browser.register()
        await browser.open("/settings/security")
        await sessions_end(service)
        sent = await browser.send_form(
            "/settings/password", current_password=PASSWORD, new_password="quite another sentence"
        )
        assert sent.status_code == 303
        assert sent.headers["location"].startswith("/login?")
        assert "another sentence" not in sent.text


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {}]
)
async def test_nothing_is_carried_for_other_sites(service: Service, headers: dict[str, str]) -> None:
    async with service.browser(**headers) as browser:
        sent = await browser.post("/studio/menus", data={"title": "planted"})
        assert "planted" not in sent.text
        login = {
            "login": "ada",
            "password": PASSWORD,
            "kept-action": "/studio/menus",
            "kept.title": "planted",
        }
        assert "planted" not in (await browser.post("/login", data=login)).text


async def test_a_carried_form_leads_to_no_other_site(service: Service) -> None:
    async with at_home(service) as browser:
        await browser.register()
        for action in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "/login", "/logout"):
            fields = {"login": "ada", "password": PASSWORD, "kept-action": action, "kept.title": "planted"}
            sent = await browser.post("/login", data=fields)
            assert (sent.status_code, sent.headers["location"]) == (303, "/studio"), action


async def test_what_is_too_long_to_come_along_is_there_to_be_copied(service: Service) -> None:
    async with at_home(service) as browser:
        menu = await new_menu(browser)
        await browser.open(f"{menu}/paste")
        await sessions_end(service)
        lines = "\n".join(f"{number} żółć" * 40 for number in range(200))
        browser.page = await browser.send_form(f"{menu}/paste", lines=lines, media_type="")
        assert browser.page.status_code == 401
        assert "It is too long to come along" in words(browser.page.text)
        assert lines in unescape(browser.page.text)
        assert 'target="_blank"' in browser.page.text
        assert "kept-action" not in browser.page.text


async def test_a_list_of_two_hundred_lines_comes_along(service: Service) -> None:
    async with at_home(service) as browser:
        menu = await new_menu(browser)
        await browser.open(f"{menu}/paste")
        await sessions_end(service)
        lines = "\n".join(f"{number}. Zażółć gęślą jaźń ({1800 + number})" for number in range(200))
        browser.page = await browser.send_form(f"{menu}/paste", lines=lines, media_type="")
        await sign_in_again(browser)
        assert lines in unescape(browser.page.text)


async def test_pages_that_are_only_looked_at_lead_through_the_login_as_before(service: Service) -> None:
    async with at_home(service) as browser:
        asked = await browser.get("/studio?cursor=x")
        assert (asked.status_code, asked.headers["location"]) == (303, "/login?next=%2Fstudio%3Fcursor%3Dx")


async def courses(service: Service) -> int:
    from tests.postgres import superuser

    async with superuser(service.database) as connection:
        return int(await connection.fetchval("SELECT count(*) FROM menus.courses"))
