"""A request that is sent again: the same answer, byte for byte, and no second effect."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from litestar import Response, post
from litestar.params import JSONBody

from app.http.access import SIGNED_IN
from app.http.idempotency import REPLAYED
from domain.kernel import Conflict
from tests.accounts_house import AccountsHouse
from tests.http.test_accounts_me import bearer, issued, wish
from tests.http.test_accounts_session import signed_in
from tests.postgres import Database, as_superuser

KEY = {"idempotency-key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


class Oven:
    """Bakes one bun a request, and says the how-manieth it is."""

    def __init__(self) -> None:
        self.baked = 0
        self.before: Callable[[], object] = lambda: None
        self.entered = asyncio.Event()
        self.opened = asyncio.Event()
        self.opened.set()

    def handler(self):  # type: ignore[no-untyped-def]
        @post("/api/v1/buns", opt=SIGNED_IN, middleware=[REPLAYED])
        async def bake(data: JSONBody[dict[str, str]]) -> Response[dict[str, object]]:
            self.entered.set()
            await self.opened.wait()
            self.before()
            self.baked += 1
            return Response({"bun": self.baked, **data}, headers={"location": f"/buns/{self.baked}"})

        return bake


@pytest.fixture
def oven() -> Oven:
    return Oven()


@pytest.fixture
async def browser(house: AccountsHouse, oven: Oven):  # type: ignore[no-untyped-def]
    async with house.browser(house.application(oven.handler())) as browser:
        await signed_in(house, browser)
        yield browser


async def bake(browser: httpx.AsyncClient, kind: str = "rye", **headers: str) -> httpx.Response:
    return await browser.post("/api/v1/buns", json={"kind": kind}, headers=KEY | headers)


def told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    own = {"x-request-id"}
    return answer.status_code, answer.content, {k: v for k, v in answer.headers.items() if k not in own}


async def test_a_retry_hears_the_first_answer_and_has_no_effect(
    browser: httpx.AsyncClient, oven: Oven
) -> None:
    first, again = await bake(browser), await bake(browser)
    assert first.status_code == 201, first.text
    assert told(again) == told(first)
    assert again.headers["location"] == "/buns/1"
    assert oven.baked == 1


async def test_without_a_key_every_request_counts(browser: httpx.AsyncClient, oven: Oven) -> None:
    for _ in range(2):
        await browser.post("/api/v1/buns", json={"kind": "rye"})
    assert oven.baked == 2


async def test_a_key_belongs_to_one_body_and_one_path(
    browser: httpx.AsyncClient, house: AccountsHouse
) -> None:
    await bake(browser)
    elsewhere = await browser.post("/api/v1/me/api-keys", json=wish(house), headers=KEY)
    for refused in (await bake(browser, "wheat"), elsewhere):
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")


async def test_one_persons_key_means_nothing_for_another(
    browser: httpx.AsyncClient, house: AccountsHouse, oven: Oven
) -> None:
    await bake(browser)
    await house.register("bob")
    opened = await browser.post("/api/v1/session", json={"login": "bob", "password": "a long enough one"})
    second = await bake(browser, **{"x-csrf-token": opened.json()["csrf_token"]})
    assert (second.json()["bun"], oven.baked) == (2, 2)


async def test_of_a_crowd_one_does_the_work_and_the_others_wait_their_turn(
    browser: httpx.AsyncClient, oven: Oven
) -> None:
    oven.opened.clear()
    first = asyncio.create_task(bake(browser))
    await oven.entered.wait()
    crowd = await asyncio.gather(*(bake(browser) for _ in range(8)))
    assert {(each.status_code, each.json()["code"]) for each in crowd} == {(409, "idempotency-key-running")}
    oven.opened.set()
    assert (await first).status_code == 201
    assert (await bake(browser)).json() == {"bun": 1, "kind": "rye"}
    assert oven.baked == 1


async def test_a_refusal_changed_nothing_and_frees_the_key(browser: httpx.AsyncClient, oven: Oven) -> None:
    def burn() -> None:
        raise Conflict("The oven is cold.")

    oven.before = burn
    assert (await bake(browser)).status_code == 409
    oven.before = lambda: None
    assert (await bake(browser)).status_code == 201
    malformed = await browser.post(
        "/api/v1/buns", content=b"{", headers=KEY | {"content-type": "application/json"}
    )
    assert malformed.status_code in {400, 422}


async def test_what_a_dead_server_left_running_is_taken_over_after_a_minute(
    browser: httpx.AsyncClient, house: AccountsHouse, oven: Oven, database: Database
) -> None:
    await bake(browser)
    await as_superuser(
        database,
        "UPDATE accounts.idempotency_keys SET state = 'running', status = NULL, headers = NULL, body = NULL",
    )
    house.clock.forward(seconds=59)
    assert (await bake(browser)).status_code == 409
    house.clock.forward(seconds=1)
    assert (await bake(browser)).json()["bun"] == 2
    assert (await bake(browser)).json()["bun"] == 2
    assert oven.baked == 2


async def test_after_a_day_a_key_is_forgotten(
    browser: httpx.AsyncClient, house: AccountsHouse, database: Database
) -> None:
    await bake(browser)
    house.clock.forward(hours=24)
    assert (await bake(browser)).json()["bun"] == 2
    assert await as_superuser(database, "SELECT count(*) FROM accounts.idempotency_keys") == 1


async def test_a_secret_is_not_kept_and_its_retry_hears_the_id(
    browser: httpx.AsyncClient, house: AccountsHouse, database: Database
) -> None:
    first = await browser.post("/api/v1/me/api-keys", json=wish(house), headers=KEY)
    assert first.status_code == 201, first.text
    again = await browser.post("/api/v1/me/api-keys", json=wish(house), headers=KEY)
    assert (again.status_code, again.json()["code"]) == (409, "secret-already-shown")
    assert again.json()["errors"][0]["message"] == first.json()["id"]
    kept = await as_superuser(database, "SELECT string_agg(t::text, ' ') FROM accounts.idempotency_keys t")
    assert first.json()["key"] not in kept
    assert first.json()["key"].encode().hex() not in kept


async def test_who_may_not_ask_does_not_hear_the_answer_either(
    browser: httpx.AsyncClient, house: AccountsHouse
) -> None:
    reading = await issued(house, browser, "read")
    await bake(browser)
    assert (await bake(browser, **bearer(reading))).json()["code"] == "scope-missing"
    assert (await bake(browser, **{"x-csrf-token": "x"})).json()["code"] == "csrf-token-wrong"
    browser.cookies.clear()
    assert (await bake(browser)).status_code == 401


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there"])
async def test_a_key_that_is_none_is_refused(browser: httpx.AsyncClient, key: str) -> None:
    refused = await browser.post("/api/v1/buns", json={}, headers={"idempotency-key": key})
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-invalid")
