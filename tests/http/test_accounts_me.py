"""Profile, browsers and API keys over HTTP."""

from datetime import timedelta

import httpx
import pytest

from tests.accounts_house import AccountsHouse
from tests.http.test_accounts_session import signed_in
from tests.postgres import Database, as_superuser


def wish(house: AccountsHouse, *scopes: str, days: int = 30) -> dict[str, object]:
    return {
        "name": "laptop",
        "scopes": scopes or ("read",),
        "expires_at": (house.now + timedelta(days=days)).isoformat(),
    }


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


async def issued(house: AccountsHouse, browser: httpx.AsyncClient, *scopes: str) -> str:
    made = await browser.post("/api/v1/me/api-keys", json=wish(house, *scopes))
    assert made.status_code == 201, made.text
    return str(made.json()["key"])


async def test_a_profile_is_patched_field_by_field(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        before = (await browser.get("/api/v1/me")).json()
        change = {"display_name": "Ada Ł.", "time_zone": "UTC", "onboarding_step": 2}
        changed = await browser.patch("/api/v1/me", json=change)
        assert changed.status_code == 200, changed.text
        begun = changed.json()["onboarding_started_at"]
        assert changed.json() == before | change | {"onboarding_started_at": begun}
        done = await browser.patch("/api/v1/me", json={"onboarding_completed": True})
        assert done.json()["onboarding_completed_at"] == begun
        assert (await browser.get("/api/v1/me")).json() == done.json()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"time_zone": "Mars/Base"}, "/time_zone"),
        ({"locale": "de"}, "/locale"),
        ({"display_name": None}, "/display_name"),
        ({"email": "b@example.org"}, "/email"),
        ({"role": "admin"}, "/role"),
        ({"onboarding_step": 101}, "/onboarding_step"),
    ],
)
async def test_a_patch_that_makes_no_sense_is_pointed_at(
    house: AccountsHouse, change: dict[str, object], pointer: str
) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        refused = await browser.patch("/api/v1/me", json=change)
        assert refused.status_code == 422, refused.text
        assert refused.json()["errors"][0]["pointer"] == pointer


async def test_browsers_are_listed_and_signed_out_from_afar(house: AccountsHouse) -> None:
    application = house.application()
    async with house.browser(application) as here, house.browser(application) as there:
        await signed_in(house, here)
        await signed_in(house, there)
        lines = (await here.get("/api/v1/me/sessions")).json()["items"]
        assert [line["current"] for line in lines].count(True) == 1
        other = next(line["id"] for line in lines if not line["current"])
        assert (await here.delete(f"/api/v1/me/sessions/{other}")).status_code == 204
        assert (await there.get("/api/v1/session")).status_code == 401
        assert (await here.delete(f"/api/v1/me/sessions/{other}")).status_code == 404
        await signed_in(house, there)
        assert (await here.delete("/api/v1/me/sessions")).status_code == 204
        assert (await there.get("/api/v1/session")).status_code == 401
        assert (await here.get("/api/v1/session")).status_code == 200


async def test_a_key_is_shown_once_listed_without_its_secret_and_ended(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        made = await browser.post("/api/v1/me/api-keys", json=wish(house, "read", "write"))
        assert made.status_code == 201, made.text
        key = made.json()["key"]
        assert key.startswith("mm_")
        listed = await browser.get("/api/v1/me/api-keys")
        assert [line["id"] for line in listed.json()["items"]] == [made.json()["id"]]
        assert key not in listed.text
        async with house.browser(house.application()) as program:
            assert (await program.get("/api/v1/me", headers=bearer(key))).status_code == 200
            await browser.delete(f"/api/v1/me/api-keys/{made.json()['id']}")
            refused = await program.get("/api/v1/me", headers=bearer(key))
            assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")


async def test_a_key_does_what_its_scopes_say_and_no_more(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        reading, writing = [await issued(house, browser, scope) for scope in ("read", "write")]
    async with house.browser(house.application()) as program:
        change = {"locale": "pl"}
        assert (await program.get("/api/v1/me", headers=bearer(reading))).status_code == 200
        assert (await program.patch("/api/v1/me", json=change, headers=bearer(writing))).status_code == 200
        for refused in (
            await program.patch("/api/v1/me", json=change, headers=bearer(reading)),
            await program.get("/api/v1/me", headers=bearer(writing)),
        ):
            assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing")
        own_kind = await program.post("/api/v1/me/api-keys", json=wish(house), headers=bearer(writing))
        assert (own_kind.status_code, own_kind.json()["code"]) == (403, "session-required")


async def test_with_a_key_and_a_cookie_the_key_counts(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        key = await issued(house, browser, "read")
        refused = await browser.patch("/api/v1/me", json={"locale": "pl"}, headers=bearer(key))
        assert refused.json()["code"] == "scope-missing"
        assert (await browser.get("/api/v1/me", headers=bearer("mm_made-up"))).status_code == 401


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"scopes": ["ingest"]}, 403, "scope-not-allowed"),
        ({"scopes": []}, 422, "invalid"),
        ({"scopes": ["all"]}, 422, "invalid"),
        ({"expires_at": "2040-01-01T00:00:00Z"}, 422, "invalid"),
        ({"expires_at": "2030-02-01T00:00:00"}, 422, "invalid"),
        ({"expires_at": "9999-12-31T23:59:59-23:59"}, 422, "invalid"),
        ({"name": ""}, 422, "invalid"),
    ],
)
async def test_a_key_that_should_not_be_is_refused(
    house: AccountsHouse, change: dict[str, object], status: int, code: str
) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        refused = await browser.post("/api/v1/me/api-keys", json=wish(house) | change)
        assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text


async def test_an_eleventh_key_has_to_wait(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        for _ in range(10):
            await issued(house, browser)
        refused = await browser.post("/api/v1/me/api-keys", json=wish(house))
        assert (refused.status_code, refused.json()["code"]) == (409, "too-many-api-keys")


async def test_a_worker_with_the_right_gets_a_key_to_push(house: AccountsHouse, database: Database) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        await as_superuser(database, "UPDATE accounts.users SET may_ingest = true")
        assert await issued(house, browser, "ingest")
