"""Curators as programs: the real application of one worker, and people with API keys who make menus."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from litestar import Litestar
from uuid_utils.compat import uuid7

from adapters.security import tokens
from domain.kernel import Actor, MediaItemId
from tests.postgres import Database, superuser
from tests.seeding import a_person, a_work
from tests.service import BASE_URL

Document = dict[str, Any]

KEY = """
    INSERT INTO accounts.api_keys (id, user_id, name, key_hash, hint, scopes, created_at, expires_at)
    VALUES ($1, $2, 'program', $3, 'mm_', $4, $5, $6)"""


def outcome(answer: httpx.Response) -> tuple[int, str | None]:
    """Status, and the code of a refusal."""
    return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else None


def pointers(answer: httpx.Response) -> list[tuple[str, str]]:
    """Where a refusal points, and why."""
    return [(each["pointer"], each["code"]) for each in answer.json()["errors"]]


def lasting(answer: httpx.Response) -> tuple[int, bytes, Mapping[str, str]]:
    """All of an answer that does not differ from request to request."""
    headers = {name: value for name, value in answer.headers.items() if name not in {"x-request-id", "date"}}
    return answer.status_code, answer.content, headers


def client_of(application: Litestar, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=application, client=("192.0.2.7", 50_000))
    return httpx.AsyncClient(transport=transport, base_url=BASE_URL, headers=headers)


class Curator:
    """Somebody with an API key; `path` is a menu's path."""

    def __init__(self, database: Database, actor: Actor, client: httpx.AsyncClient) -> None:
        self.database = database
        self.actor = actor
        self.client = client

    async def key(self, *scopes: str) -> dict[str, str]:
        """Headers of one more program that acts for the same person."""
        return {"authorization": f"Bearer {await a_key(self.database, self.actor, *scopes)}"}

    async def work(self, title: str = "Solaris") -> MediaItemId:
        return await a_work(self.database, title)

    async def send(
        self, method: str, path: str, body: Any = None, version: int | str | None = "*", **headers: str
    ) -> httpx.Response:
        """A request about the menu at that version (`*`: any, None: without If-Match)."""
        if version is not None:
            headers["if-match"] = version if version == "*" else f'"{version}"'
        return await self.client.request(method, path, json=body, headers=headers)

    async def made(self, path: str, body: Any, **headers: str) -> Document:
        answer = await self.send("POST", path, body, **headers)
        assert answer.status_code == 201, answer.text
        return answer.json()  # type: ignore[no-any-return]

    async def menu(self, title: str = "Noir") -> str:
        """The path of a new, empty menu."""
        return f"/api/v1/menus/{(await self.made('/api/v1/menus', {'title': title}))['id']}"

    async def full_menu(self, title: str = "Noir") -> str:
        """The path of a menu with two courses of two works and one pairing, fit to be published."""
        path, work = await self.menu(title), str(await self.work())
        answer = await self.send("PUT", f"{path}/content", a_content(work))
        assert answer.status_code == 200, answer.text
        return path

    async def shown(self, path: str) -> Document:
        answer = await self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    async def published(self, path: str, **wish: Any) -> Document:
        return await self.made(f"{path}/publish", wish)


async def a_curator(database: Database, application: Litestar) -> Curator:
    actor = await a_person(database)
    secret = await a_key(database, actor, "read", "write")
    return Curator(database, actor, client_of(application, authorization=f"Bearer {secret}"))


async def a_key(database: Database, actor: Actor, *scopes: str) -> str:
    secret, now = tokens.new_token("mm_"), datetime.now(UTC)
    facts = (uuid7(), actor.user_id, tokens.digest(secret), list(scopes), now, now + timedelta(days=1))
    async with superuser(database) as connection:
        await connection.execute(KEY, *facts)
    return secret


def a_content(work: str, courses: int = 2, items: int = 2) -> Document:
    """A document of content with ids of the client's own, and the first two works paired."""
    made = [
        {
            "id": str(uuid7()),
            "title": f"Course {number}",
            "items": [{"id": str(uuid7()), "media_item_id": work} for _ in range(items)],
        }
        for number in range(courses)
    ]
    first, second, *_ = [item["id"] for course in made for item in course["items"]]  # type: ignore[index]
    pairing = {"id": str(uuid7()), "first_item_id": first, "second_item_id": second}
    return {"courses": made, "pairings": [{**pairing, "relationship": "echo", "narrative": "One road."}]}
