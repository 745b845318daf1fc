"""Who may call what: default deny, one policy a handler, and two fences against other sites."""

import httpx
import pytest
from litestar import get, post
from litestar.di import NamedDependency

from app.http.access import ADMIN, ANONYMOUS, EDITOR, INGEST, OPTIONAL, SIGNED_IN, refuse_open_doors
from domain.kernel import Actor
from tests.accounts_house import BASE_URL, AccountsHouse
from tests.http.test_accounts_me import bearer, issued
from tests.http.test_accounts_session import LOGIN, WISH, signed_in
from tests.postgres import Database, as_superuser

CROSS = {"sec-fetch-site": "cross-site"}
SAME_SITE = {"sec-fetch-site": "same-site"}
OURS = {"sec-fetch-site": "same-origin"}
TYPED = {"sec-fetch-site": "none"}
OLD_OURS = {"origin": BASE_URL}
OLD_OTHER = {"origin": "http://evil.example"}
OPAQUE = {"origin": "null"}


@get("/nobody-said")
async def nobody_said() -> None: ...


@get("/open", opt=ANONYMOUS)
async def anybody() -> None: ...


@get("/optional", opt=OPTIONAL)
async def optional(viewer: NamedDependency[Actor | None]) -> str:
    return str(viewer.user_id) if viewer else "nobody"


@post("/optional", opt=OPTIONAL)
async def optional_change(viewer: NamedDependency[Actor | None]) -> str:
    return str(viewer.user_id) if viewer else "nobody"


@post("/form", opt={**SIGNED_IN, "errors": "problem"})
async def form(actor: NamedDependency[Actor]) -> str:
    return str(actor.user_id)


@post("/push", opt={**INGEST, "errors": "problem"})
async def push(actor: NamedDependency[Actor]) -> None: ...


@post("/edit", opt={**EDITOR, "errors": "problem"})
async def edit() -> None: ...


@post("/administer", opt={**ADMIN, "errors": "problem"})
async def administer() -> None: ...


HANDLERS = (anybody, optional, optional_change, form, push, edit, administer)


async def test_the_service_does_not_start_with_a_handler_that_says_nothing(house: AccountsHouse) -> None:
    refuse_open_doors(house.application(*HANDLERS))
    with pytest.raises(RuntimeError, match=r"who may call them: GET /nobody-said$"):
        refuse_open_doors(house.application(nobody_said, *HANDLERS))


async def test_a_handler_that_says_nothing_lets_nobody_in(house: AccountsHouse) -> None:
    async with house.browser(house.application(nobody_said)) as browser:
        await signed_in(house, browser)
        assert (await browser.get("/nobody-said")).status_code == 403


async def test_what_is_open_to_all_asks_nobody_who_they_are(
    house: AccountsHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.browser(house.application(*HANDLERS)) as browser:
        await signed_in(house, browser)
        monkeypatch.setattr(house.identification, "by_session", None)
        assert (await browser.get("/open")).status_code == 200


async def test_a_viewer_is_known_when_signed_in_and_nobody_otherwise(house: AccountsHouse) -> None:
    async with house.browser(house.application(*HANDLERS)) as browser:
        assert (await browser.get("/optional")).text == "nobody"
        await signed_in(house, browser)
        me = (await browser.get("/api/v1/me")).json()["id"]
        writing = await issued(house, browser, "write")
        assert (await browser.get("/optional")).text == me
        assert (await browser.get("/optional", headers=bearer(writing))).text == "nobody"
        del browser.headers["x-csrf-token"]
        assert (await browser.post("/optional")).status_code == 403
        browser.cookies.clear()
        assert (await browser.post("/optional")).text == "nobody"


@pytest.mark.parametrize(
    ("came_from", "with_token", "outcome"),
    [
        (OURS, True, None),
        (TYPED, True, None),
        (OLD_OURS, True, None),
        ({}, True, None),
        (OURS, False, "csrf-token-wrong"),
        (OLD_OURS, False, "csrf-token-wrong"),
        ({}, False, "csrf-token-wrong"),
        (CROSS, True, "cross-site"),
        (SAME_SITE, True, "cross-site"),
        (OLD_OTHER, True, "cross-site"),
        (OPAQUE, True, "cross-site"),
        (CROSS | OLD_OURS, True, "cross-site"),
    ],
)
async def test_a_change_by_cookie_passes_both_fences(
    house: AccountsHouse, came_from: dict[str, str], with_token: bool, outcome: str | None
) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        if not with_token:
            del browser.headers["x-csrf-token"]
        answer = await browser.patch("/api/v1/me", json={"locale": "pl"}, headers=came_from)
        assert answer.json().get("code") == outcome
        assert answer.status_code == (403 if outcome else 200)


async def test_the_token_of_another_session_does_not_count(house: AccountsHouse) -> None:
    application = house.application()
    async with house.browser(application) as one, house.browser(application) as other:
        await signed_in(house, one)
        await signed_in(house, other)
        headers = {"x-csrf-token": other.headers["x-csrf-token"]}
        refused = await one.patch("/api/v1/me", json={"locale": "pl"}, headers=headers)
        assert refused.json()["code"] == "csrf-token-wrong"


async def test_reading_and_keys_need_no_token(house: AccountsHouse) -> None:
    async with house.browser(house.application()) as browser:
        await signed_in(house, browser)
        key = await issued(house, browser, "write")
        del browser.headers["x-csrf-token"]
        assert (await browser.get("/api/v1/me", headers=CROSS)).status_code == 200
        changed = await browser.patch("/api/v1/me", json={"locale": "pl"}, headers=bearer(key) | CROSS)
        assert changed.status_code == 200


async def test_pages_without_scripts_send_the_token_in_the_form(house: AccountsHouse) -> None:
    async with house.browser(house.application(*HANDLERS)) as browser:
        await signed_in(house, browser)
        token = browser.headers.pop("x-csrf-token")
        assert (await browser.post("/form", data={"csrf_token": token})).status_code == 201
        refused = await browser.post("/form", data={"csrf_token": "x"})
        assert (refused.status_code, refused.json()["code"]) == (403, "csrf-token-wrong")


@pytest.mark.parametrize("came_from", [CROSS, SAME_SITE, OLD_OTHER])
async def test_another_site_cannot_sign_anybody_in_or_up(
    house: AccountsHouse, came_from: dict[str, str]
) -> None:
    await house.register("bob")
    async with house.browser(house.application()) as browser:
        for path, body in (("/api/v1/session", LOGIN), ("/api/v1/accounts", WISH)):
            refused = await browser.post(path, json=body, headers=came_from)
            assert (refused.status_code, refused.json()["code"]) == (403, "cross-site")


@pytest.mark.parametrize(
    ("path", "role", "code"),
    [
        ("/edit", "user", "role-missing"),
        ("/edit", "editor", None),
        ("/edit", "admin", None),
        ("/administer", "editor", "role-missing"),
        ("/administer", "admin", None),
        ("/push", "admin", "scope-missing"),
    ],
)
async def test_roles_open_what_is_theirs(
    house: AccountsHouse, database: Database, path: str, role: str, code: str | None
) -> None:
    async with house.browser(house.application(*HANDLERS)) as browser:
        await signed_in(house, browser)
        await as_superuser(database, f"UPDATE accounts.users SET role = '{role}'")
        assert outcome(await browser.post(path)) == (403 if code else 201, code)


async def test_records_are_pushed_with_a_key_made_for_it(house: AccountsHouse, database: Database) -> None:
    async with house.browser(house.application(*HANDLERS)) as browser:
        await signed_in(house, browser)
        await as_superuser(database, "UPDATE accounts.users SET may_ingest = true")
        ingesting, writing = [await issued(house, browser, scope) for scope in ("ingest", "write")]
        browser.cookies.clear()
        assert outcome(await browser.post("/push", headers=bearer(ingesting))) == (201, None)
        assert outcome(await browser.post("/push", headers=bearer(writing))) == (403, "scope-missing")
        assert outcome(await browser.post("/push")) == (401, "unauthenticated")
        await as_superuser(database, "UPDATE accounts.users SET may_ingest = false")
        assert outcome(await browser.post("/push", headers=bearer(ingesting))) == (403, "scope-missing")


def outcome(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code") if answer.status_code >= 400 else None
