"""Accounts by forms: in, out, back to where one wanted to go, and never to another site."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.accounts_house import invite
from tests.postgres import Database
from tests.service import PASSWORD, Service, hidden_fields, running_service, words

ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:x",
    "",
)
LOGIN = {"login": "ada", "password": PASSWORD}


async def test_a_new_person_is_signed_in_signs_out_and_in_again(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        assert (await browser.open("/")).text.count('action="/logout"') == 1
        left = await browser.submit("/logout")
        assert left.headers["location"] == "/"
        assert "session" not in browser.cookies
        await browser.open("/login")
        assert (await browser.submit("/login", **LOGIN)).headers["location"] == "/studio"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"email": "ada"}, "This is not an e-mail address."),
        ({"username": "a"}, "3 to 30 letters"),
        ({"password": "short"}, "At least 10 characters."),
    ],
)
async def test_a_refused_registration_keeps_what_was_typed(
    service: Service, typed: dict[str, str], says: str
) -> None:
    wish = {"email": "ada@example.org", "username": "ada", "password": PASSWORD, "display_name": "Ada W."}
    async with service.browser() as browser:
        await browser.open("/register")
        refused = await browser.send_form("/register", **(wish | typed))
        assert refused.status_code == 422
        assert says in words(refused.text)
        assert 'value="Ada W."' in refused.text
        assert PASSWORD not in refused.text


async def test_a_taken_username_is_said_at_its_field(service: Service) -> None:
    async with service.browser() as first, service.browser() as second:
        await first.register()
        await second.open("/register")
        wish = {"email": "other@example.org", "username": "ada", "password": PASSWORD}
        refused = await second.send_form("/register", **wish)
        assert refused.status_code == 409
        assert 'id="register-username-error"' in refused.text


async def test_an_invitations_link_fills_the_form_and_makes_one_account(
    database: Database, tmp_path: Path
) -> None:
    code = await invite(database, datetime.now(UTC))
    wish = {"email": "ada@example.org", "username": "ada", "password": PASSWORD}
    async with running_service(database, tmp_path, registration="invite") as service:
        async with service.browser() as browser:
            await browser.open("/register")
            refused = await browser.send_form("/register", **wish, invitation="mmi_mistyped")
            assert refused.status_code == 403
            assert 'id="register-invitation-error"' in refused.text
            shown = await browser.open(f"/register?invitation={code}")
            assert f'value="{code}"' in shown.text
            await browser.submit("/register", **wish, invitation=code)
            assert (await browser.get("/studio")).status_code == 200
        async with service.browser() as browser:
            await browser.open("/register")
            again = wish | {"email": "eve@example.org", "username": "eve", "invitation": code}
            assert "not any more" in words((await browser.send_form("/register", **again)).text)


async def test_a_code_is_asked_for_where_it_takes_one_and_nowhere_else(service: Service) -> None:
    async with service.browser() as browser:
        assert 'name="invitation"' not in (await browser.open("/register?invitation=x")).text


async def test_a_wrong_login_hears_the_same_whether_it_exists(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.submit("/logout")
        await browser.open("/login")
        known = await browser.send_form("/login", login="ada", password="a guess at it")
        unknown = await browser.send_form("/login", login="bob", password="a guess at it")
        assert (known.status_code, unknown.status_code) == (401, 401)
        assert known.text.replace('value="ada"', 'value="bob"') == unknown.text


async def test_private_pages_ask_for_a_login_and_lead_back(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.submit("/logout")
        asked = await browser.get("/settings?a=b")
        assert asked.status_code == 303
        assert asked.headers["location"] == "/login?next=%2Fsettings%3Fa%3Db"
        await browser.open(asked.headers["location"])
        assert (await browser.submit("/login", **LOGIN)).headers["location"] == "/settings?a=b"


async def test_nobody_is_sent_to_another_site(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        for elsewhere in ELSEWHERE:
            assert (await browser.get("/login", params={"next": elsewhere})).headers["location"] == "/studio"
        await browser.open("/studio")
        await browser.submit("/logout")
        for elsewhere in ELSEWHERE:
            await browser.open("/login")
            led = await browser.send_form("/login", **LOGIN, next=elsewhere)
            assert led.headers["location"] == "/studio"
            browser.cookies.clear()


async def test_another_site_cannot_sign_anybody_in_or_out(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        foreign = {"origin": "https://evil.example"}
        assert (await browser.post("/login", data=LOGIN, headers=foreign)).status_code == 403
        assert (await browser.post("/logout", data={})).status_code == 403
        fields = hidden_fields((await browser.get("/")).text, "/logout")
        assert (await browser.post("/logout", data=fields, headers=foreign)).status_code == 403
        assert (await browser.get("/studio")).status_code == 200


async def test_too_many_guesses_hear_when_to_come_back(service: Service) -> None:
    async with service.browser() as browser:
        await browser.open("/login")
        for _ in range(10):
            await browser.send_form("/login", login="ada", password="a guess at it")
        refused = await browser.send_form("/login", **LOGIN)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert "Too many attempts." in words(refused.text)


@pytest.mark.parametrize(("path", "size"), [("/login", 200_000), ("/register", 20_000)])
async def test_nobody_unknown_may_send_more_than_such_a_form_holds(
    service: Service, path: str, size: int
) -> None:
    form = {"login": "ada", "password": "x" * size}
    async with service.browser() as browser:
        assert (await browser.post(path, data=form)).status_code == 413
