"""What the server draws for the editor: notes as readers see them, and addresses as QR codes."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.http.curators import Curator, client_of, outcome, pointers
from tests.postgres import as_superuser
from tests.seeding import a_work
from tests.service import BASE_URL, PASSWORD, Browser, Service, until

PREVIEW = "/api/v1/annotations/preview"
NOTE = "Why *now*?\r\n\r\n- [a link](https://example.org/?a=1&b=2)\n- <script>alert(1)</script>\n\n> **so**"


async def test_a_preview_is_what_the_public_page_shows(curator: Curator, service: Service) -> None:
    work = await a_work(service.database)
    path = await curator.menu()
    course = await curator.made(f"{path}/courses", {"title": "Main"})
    item = {"media_item_id": str(work), "annotation": NOTE}
    await curator.made(f"{path}/courses/{course['id']}/items", item)
    slug = (await curator.published(path))["slug"]
    page = (await curator.client.get(f"/m/{slug}")).text
    shown = await curator.client.post(PREVIEW, json={"markdown": NOTE})
    assert shown.status_code == 200
    html = shown.json()["html"]
    assert html.startswith("<p>Why <em>now</em>?</p>")
    assert "<script" not in html
    assert html in page


@pytest.mark.parametrize("note", ["", "  \n "])
async def test_a_preview_of_nothing_is_nothing(curator: Curator, note: str) -> None:
    assert (await curator.client.post(PREVIEW, json={"markdown": note})).json() == {"html": ""}


async def test_a_preview_has_the_bounds_of_a_note(curator: Curator) -> None:
    fits = await curator.client.post(PREVIEW, json={"markdown": "x" * 4_000})
    assert fits.status_code == 200
    long = await curator.client.post(PREVIEW, json={"markdown": "x" * 4_001})
    assert (outcome(long), pointers(long)) == ((422, "text-invalid"), [("/markdown", "text-too-long")])
    nobody = await curator.client.post(PREVIEW, json={"markdown": "x"}, headers={"authorization": ""})
    assert outcome(nobody) == (401, "unauthenticated")


@asynccontextmanager
async def a_browser(service: Service, username: str) -> AsyncIterator[Browser]:
    """Somebody who is signed in, with the token that scripts send."""
    async with service.browser() as browser:
        await browser.register(username)
        browser.headers["x-csrf-token"] = (await browser.get("/api/v1/session")).json()["csrf_token"]
        yield browser


async def test_an_address_of_ours_is_drawn_dark_on_light_with_a_quiet_zone(service: Service) -> None:
    async with a_browser(service, "quentin") as browser:
        drawn = await browser.post("/studio/qr", json={"text": f"{BASE_URL}/s/mms_secret"})
        assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
        assert drawn.headers["cache-control"] == "no-store"
        check_code(drawn.text)
        assert "secret" not in drawn.text


def check_code(svg: str) -> None:
    """Light up to the edges, and nothing dark within four modules of them."""
    size, area = (
        re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)[0],
        re.findall(r'fill="#fff" d="M0 0h(\d+)v(\d+)h-', svg)[0],
    )
    assert size == area
    ((left, top),) = re.findall(r'stroke="#000" (?:class="[^"]*" )?d="M(\d+) (\d+)\.5h7', svg)
    assert (int(left), int(top)) == (4, 4)
    assert "style=" not in svg


async def test_only_addresses_of_ours_are_drawn(service: Service) -> None:
    foreign = ["https://evil.example/", f"{BASE_URL}.evil.example/", BASE_URL, "/s/mms_x"]
    async with a_browser(service, "rita") as browser:
        for text in (*foreign, f"{BASE_URL}/\n", f"{BASE_URL}/\u202e"):
            refused = await browser.post("/studio/qr", json={"text": text})
            assert outcome(refused) == (422, "invalid"), text
            assert pointers(refused) == [("/text", "address-foreign")]
        long = await browser.post("/studio/qr", json={"text": f"{BASE_URL}/{'x' * 500}"})
        assert pointers(long) == [("/text", "wrong-length")]


async def test_a_code_is_drawn_for_people_who_are_signed_in_only(service: Service, curator: Curator) -> None:
    wish = {"text": f"{BASE_URL}/m/x"}
    assert outcome(await service.browser().post("/studio/qr", json=wish)) == (401, "unauthenticated")
    assert outcome(await curator.client.post("/studio/qr", json=wish)) == (403, "session-required")
    async with a_browser(service, "sam") as browser:
        del browser.headers["x-csrf-token"]
        assert outcome(await browser.post("/studio/qr", json=wish)) == (403, "csrf-token-wrong")


async def test_the_code_of_a_public_menu_is_cached_like_the_menu_and_ends_with_it(
    curator: Curator, service: Service
) -> None:
    path = await curator.full_menu()
    slug = (await curator.shown(path))["slug"]
    address = f"/m/{slug}/qr.svg"
    async with client_of(service.application) as reader:
        assert (await reader.get(address)).status_code == 404
        await curator.published(path)
        drawn = await reader.get(address)
        assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
        assert drawn.headers["cache-control"] == "public, no-cache"
        check_code(drawn.text)
        assert f"<title>{BASE_URL}/m/{slug}</title>" in drawn.text
        again = await reader.get(address, headers={"if-none-match": drawn.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        await curator.send("DELETE", path)
        await until_gone(reader, address)


async def until_gone(reader: httpx.AsyncClient, address: str) -> None:
    async def gone() -> bool:
        return (await reader.get(address)).status_code == 410

    await until(gone)


async def test_each_unsafe_method_says_that_the_session_is_over_and_signing_in_again_goes_on(
    service: Service,
) -> None:
    """The editor signs in again in place, with the cookie of the session that has ended still there."""
    async with a_browser(service, "tina") as browser:
        menu = (await browser.post("/api/v1/menus", json={"title": "Noir"})).json()
        path, old = f"/api/v1/menus/{menu['id']}", browser.headers["x-csrf-token"]
        await as_superuser(service.database, "UPDATE accounts.sessions SET revoked_at = now()")
        for method, address in (
            ("POST", f"{path}/courses"),
            ("PATCH", path),
            ("PUT", f"{path}/content"),
            ("DELETE", path),
        ):
            refused = await browser.request(method, address, json={}, headers={"if-match": "*"})
            assert outcome(refused) == (401, "unauthenticated"), method
        opened = await browser.post("/api/v1/session", json={"login": "tina", "password": PASSWORD})
        assert (opened.status_code, opened.json()["user"]["username"]) == (200, "tina")
        late = await browser.patch(
            path, json={"title": "Late"}, headers={"if-match": "*", "x-csrf-token": old}
        )
        assert outcome(late) == (403, "csrf-token-wrong")
        session = (await browser.get("/api/v1/session")).json()
        assert session["csrf_token"] == opened.json()["csrf_token"]
        fresh = {"if-match": '"1"', "x-csrf-token": session["csrf_token"]}
        assert (await browser.patch(path, json={"title": "Back again"}, headers=fresh)).status_code == 200
