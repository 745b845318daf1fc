"""Signing in and out over HTTP."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.accounts_house import PASSWORD, AccountsHouse

LOGIN = {"login": "ada", "password": PASSWORD}


@pytest.fixture
def house(engine: AsyncEngine) -> AccountsHouse:
    return AccountsHouse(engine)


async def test_registering_does_not_sign_in_and_signing_in_does(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        wish = {"email": "Ada@example.org", "username": "Ada", "password": PASSWORD}
        made = await browser.post("/api/v1/accounts", json=wish)
        assert made.status_code == 201, made.text
        assert made.json()["username"] == "ada"
        assert made.json()["display_name"] == "Ada"
        assert (await browser.get("/api/v1/session")).status_code == 401
        opened = await browser.post("/api/v1/session", json={"login": "ADA@EXAMPLE.ORG", "password": PASSWORD})
        assert opened.status_code == 200, opened.text
        shown = await browser.get("/api/v1/session")
        assert shown.status_code == 200
        assert shown.json() == opened.json()
        assert shown.json()["user"]["email"] == "Ada@example.org"
