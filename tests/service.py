"""The whole service on a real database, and browsers without scripts that use it by its forms."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from litestar import Litestar
from uuid_utils.compat import uuid7

from app.settings import Settings
from app.upstreams import MakeUpstreams, upstreams_for_people
from app.wiring import HELD_BYTES, build
from domain.catalog.titles import title_norm
from tests.postgres import Database, as_superuser

BASE_URL = "http://127.0.0.1:8000"
PASSWORD = "a long enough one"
PATIENCE = 60  # seconds: what is promised comes, however busy the machine is
HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>[^"]+)" value="(?P<value>[^"]*)"')
FORM = re.compile(r'<form method="post" action="(?P<action>[^"]+)".*?</form>', re.DOTALL)


class Browser(httpx.AsyncClient):
    """A browser without scripts: it sends the forms of the page that it is looking at."""

    page: httpx.Response

    async def open(self, path: str, **more: Any) -> httpx.Response:
        self.page = await self.get(path, **more)
        return self.page

    async def send_form(self, action: str, **typed: str) -> httpx.Response:
        """The form with that action as it stands on the page, filled in; redirects are not followed."""
        fields = hidden_fields(self.page.text, action) | typed
        return await self.post(action, data=fields)

    async def submit(self, action: str, **typed: str) -> httpx.Response:
        """The same, and looks at the page that it leads to."""
        sent = await self.send_form(action, **typed)
        assert sent.status_code == 303, f"{action}: {sent.status_code} {words(sent.text)}"
        self.page = await self.get(sent.headers["location"].partition("#")[0])
        assert self.page.status_code == 200, sent.headers["location"]
        return sent

    async def register(self, username: str = "ada") -> None:
        """Makes an account and is signed in."""
        await self.open("/register")
        wish = {"email": f"{username}@example.org", "username": username, "password": PASSWORD}
        await self.submit("/register", **wish)


class Service:
    """`application` is one worker's."""

    def __init__(self, application: Litestar, database: Database, base_url: str) -> None:
        self.application = application
        self.database = database
        self.base_url = base_url

    def browser(self, **headers: str) -> Browser:
        transport = httpx.ASGITransport(app=self.application, client=("192.0.2.7", 50_000))
        return Browser(transport=transport, base_url=self.base_url, headers=headers)

    async def add_work(self, title: str, media_type: str = "film", year: int = 1984) -> str:
        """Puts a work into the public catalogue; gives its id."""
        norm, work_id = title_norm(title), str(uuid7())
        columns = "id, media_type, title, title_norm, search_norm, sort_key, origin, release_year"
        values = f"'{work_id}', '{media_type}', '{title}', '{norm}', '{norm}', '{norm}', 'ingested', {year}"
        await as_superuser(self.database, f"INSERT INTO catalog.media_items ({columns}) VALUES ({values})")
        return work_id


@asynccontextmanager
async def running_service(
    database: Database,
    folder: Path,
    base_url: str = BASE_URL,
    *,
    upstreams: MakeUpstreams = upstreams_for_people,
    held_bytes: int = HELD_BYTES,
    **settings: Any,
) -> AsyncIterator[Service]:
    """The service with its pools open.

    With `held_bytes` 0 it looks up each public page: a change is seen at once, not when it hears of it.
    """
    url = database.url("media_menu_app")
    roles = {"database_url": url, "admin_database_url": database.url("media_menu_admin"), **settings}
    known = Settings(data=folder, base_url=base_url, **roles)
    application = build(known, upstreams=upstreams, held_bytes=held_bytes)
    async with application.lifespan():
        yield Service(application, database, base_url)


def hidden_fields(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with that action; it has to stand on the page."""
    form = next(
        (found[0] for found in FORM.finditer(html) if unescape(found["action"]).partition("#")[0] == action),
        None,
    )
    assert form is not None, f"no form {action} on the page"
    return {field["name"]: unescape(field["value"]) for field in HIDDEN.finditer(form)}


def words(html: str) -> str:
    """What a page says, without its markup."""
    shown = re.sub(r"<script.*?</script>", " ", html.partition("<main")[2], flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", shown))).strip()


async def until(check: Callable[[], Awaitable[bool]]) -> None:
    """Waits for what a worker hears of from the database, such as the end of a menu."""
    async with asyncio.timeout(PATIENCE):
        while not await check():  # noqa: ASYNC110 - nothing tells a test
            await asyncio.sleep(0.02)
