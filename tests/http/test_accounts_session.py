"""Signing in and out over HTTP: cookies, fixation, what a wrong login hears, what a new password ends."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.security import tokens
from tests.accounts_house import PASSWORD, AccountsHouse, invite
from tests.postgres import Database, as_superuser

WISH = {"email": "Ada@example.org", "username": "Ada", "password": PASSWORD}
LOGIN = {"login": "ada", "password": PASSWORD}


async def signed_in(house: AccountsHouse, browser: httpx.AsyncClient) -> None:
    """Registers Ada once, signs the browser in and lets it send its CSRF token."""
    await browser.post("/api/v1/accounts", json=WISH)
    opened = await browser.post("/api/v1/session", json=LOGIN)
    browser.headers["x-csrf-token"] = opened.json()["csrf_token"]


async def test_registering_does_not_sign_in_and_signing_in_does(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        made = await browser.post("/api/v1/accounts", json=WISH)
        assert made.status_code == 201, made.text
        assert (made.json()["username"], made.json()["display_name"]) == ("ada", "Ada")
        assert (await browser.get("/api/v1/session")).status_code == 401
        opened = await browser.post(
            "/api/v1/session", json={"login": "ADA@EXAMPLE.ORG", "password": PASSWORD}
        )
        assert opened.status_code == 200, opened.text
        shown = await browser.get("/api/v1/session")
        assert shown.status_code == 200
        assert shown.json() == opened.json()
        assert shown.json()["user"]["email"] == "Ada@example.org"
        assert shown.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("base_url", "begins", "secure"),
    [("http://127.0.0.1:8000", "session=", False), ("https://menus.example.org", "__Host-session=", True)],
)
async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    house: AccountsHouse, base_url: str, begins: str, secure: bool
) -> None:
    await house.register()
    async with house.browser(house.application(base_url=base_url), base_url) as browser:
        cookie = (await browser.post("/api/v1/session", json=LOGIN)).headers["set-cookie"]
        assert cookie.startswith(begins)
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "path=/", "samesite=lax"} <= parts
        assert ("secure" in parts) is secure
        assert not any(part.startswith("domain") for part in parts)


async def test_a_planted_cookie_is_not_taken_through_sign_in(house: AccountsHouse) -> None:
    await house.register()
    planted = tokens.new_token()
    async with house.browser(house.application()) as browser:
        browser.cookies.set("session", planted)
        opened = await browser.post("/api/v1/session", json=LOGIN)
        assert opened.status_code == 200
        assert planted not in opened.headers["set-cookie"]
        browser.cookies.clear()
        browser.cookies.set("session", planted)
        assert (await browser.get("/api/v1/session")).status_code == 401


async def test_signing_in_anew_ends_the_session_that_the_browser_had(house: AccountsHouse) -> None:
    application = house.application()
    async with house.browser(application) as browser, house.browser(application) as elsewhere:
        await signed_in(house, browser)
        first = browser.cookies["session"]
        await elsewhere.post("/api/v1/session", json=LOGIN)
        await browser.post("/api/v1/session", json=LOGIN)
        assert browser.cookies["session"] != first
        assert (await elsewhere.get("/api/v1/session")).status_code == 200
        browser.cookies.clear()
        browser.cookies.set("session", first)
        assert (await browser.get("/api/v1/session")).status_code == 401


async def test_signing_out_takes_the_cookie_and_ends_the_session(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        cookie = browser.cookies["session"]
        assert (await browser.delete("/api/v1/session")).status_code == 204
        assert "session" not in browser.cookies
        browser.cookies.set("session", cookie)
        refused = await browser.get("/api/v1/session")
        assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")


async def test_a_wrong_login_hears_the_same_whether_it_exists(house: AccountsHouse) -> None:
    await house.register()
    async with house.browser(house.application()) as browser:
        answers = [
            await browser.post("/api/v1/session", json={"login": login, "password": "not the one"})
            for login in ("ada", "nobody")
        ]
        assert [each.status_code for each in answers] == [401, 401]
        assert answers[0].json()["code"] == "wrong-credentials"
        assert answers[0].content == answers[1].content


async def test_too_many_failures_hear_when_to_come_back(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        for _ in range(10):
            await browser.post("/api/v1/session", json={"login": "ada", "password": "guess"})
        refused = await browser.post("/api/v1/session", json=LOGIN)
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
        assert refused.headers["retry-after"] == "300"


async def test_a_new_password_signs_out_every_other_browser_and_renews_this_one(house: AccountsHouse) -> None:
    application = house.application()
    async with house.browser(application) as here, house.browser(application) as there:
        await signed_in(house, here)
        await signed_in(house, there)
        before = here.cookies["session"]
        wish = {"current": PASSWORD, "new": "quite another one"}
        changed = await here.put("/api/v1/me/password", json=wish)
        assert changed.status_code == 200, changed.text
        assert here.cookies["session"] != before
        assert (await there.get("/api/v1/session")).status_code == 401
        assert (await here.get("/api/v1/session")).json() == changed.json()
        stale_token = await here.patch("/api/v1/me", json={"locale": "pl"})
        assert stale_token.json()["code"] == "csrf-token-wrong"


@pytest.mark.parametrize(
    ("wish", "status", "code", "pointer"),
    [
        ({"current": "guess", "new": "quite another one"}, 403, "wrong-password", "/current"),
        ({"current": PASSWORD, "new": "short"}, 422, "invalid", "/new"),
        ({"current": PASSWORD}, 422, "invalid", "/new"),
    ],
)
async def test_a_password_is_not_changed_without_good_reason(
    house: AccountsHouse, wish: dict[str, str], status: int, code: str, pointer: str
) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        refused = await browser.put("/api/v1/me/password", json=wish)
        assert (refused.status_code, refused.json()["code"]) == (status, code)
        assert refused.json()["errors"][0]["pointer"] == pointer
        assert (await browser.get("/api/v1/session")).status_code == 200


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        (WISH | {"username": "other"}, 409, "email-taken"),
        (WISH | {"email": "other@example.org"}, 409, "username-taken"),
        (WISH | {"password": "short"}, 422, "invalid"),
        (WISH | {"role": "admin"}, 422, "invalid"),
        ({}, 422, "invalid"),
    ],
)
async def test_a_registration_that_cannot_be_is_refused(
    house: AccountsHouse, wish: dict[str, str], status: int, code: str
) -> None:
    async with house.browser(house.application()) as browser:
        await browser.post("/api/v1/accounts", json=WISH)
        refused = await browser.post("/api/v1/accounts", json=wish)
        assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text


async def test_a_closed_house_registers_nobody_not_even_invited(
    engine: AsyncEngine, database: Database
) -> None:
    house = AccountsHouse(engine, registration="closed")
    wish = WISH | {"invitation": await invite(database, house.now)}
    async with house.browser(house.application()) as browser:
        refused = await browser.post("/api/v1/accounts", json=wish)
        assert (refused.status_code, refused.json()["code"]) == (403, "registration-closed")


async def test_an_invitation_registers_once(engine: AsyncEngine, database: Database) -> None:
    house = AccountsHouse(engine, registration="invite")
    wish = WISH | {"invitation": await invite(database, house.now)}
    other = {"email": "other@example.org", "username": "other"}
    async with house.browser(house.application()) as browser:
        answers = [await browser.post("/api/v1/accounts", json=each) for each in (WISH, wish, wish | other)]
    assert [each.status_code for each in answers] == [403, 201, 403]
    assert [answers[0].json()["code"], answers[2].json()["code"]] == [
        "invitation-required",
        "invitation-invalid",
    ]
    assert answers[2].json()["errors"][0]["pointer"] == "/invitation"


async def test_a_banned_person_hears_it_after_the_right_password(
    house: AccountsHouse, database: Database
) -> None:
    await house.register()
    await as_superuser(database, "UPDATE accounts.users SET status = 'banned'")
    async with house.browser(house.application()) as browser:
        refused = await browser.post("/api/v1/session", json=LOGIN)
        assert (refused.status_code, refused.json()["code"]) == (403, "account-banned")
