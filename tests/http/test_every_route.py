"""Every route of the real application, on a real database, meets everything that a stranger might send."""

import json
import random
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from tests.service import Service

ANN = {"email": "ann@example.org", "username": "ann", "password": "a long enough one"}
NASTY: list[Any] = [
    None, True, 0, -1, 2**31, 2**40, 2**63 - 1, 1e300, 0.1, "", " ", "x" * 5_000, "\x1b", "\u202e", "💣",
    "'; --",
    "9" * 30, "2026-02-30", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "1999-01-01T00:00:00",
    "00000000-0000-0000-0000-000000000000", "\x00", "\ud800", [], {}, [None], ["x"] * 500, [[]],
    {"": None}, {"a": {}},
]  # fmt: skip
UNKNOWN = "00000000-0000-0000-0000-000000000000"
ENDS_THE_SESSION = {("/api/v1/session", "DELETE"), ("/api/v1/me/password", "PUT")}
SEGMENTS = [
    "00000000-0000-0000-0000-000000000000",
    "0",
    "2147483648",
    "99999999999999999999",
    "x",
    "%00",
    "%ff",
    "-1",
    "💣",
]
QUERIES = [
    "",
    "limit=0",
    "limit=1e9",
    "cursor=AAAA",
    "cursor=%00",
    "q=%25",
    "q=" + "x" * 3_000,
    "sort=%27",
    "limit=5&limit=6",
]


@pytest.fixture
async def ann(service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """A signed-in browser; what breaks in the service is an answer, as it is for a stranger."""
    transport = httpx.ASGITransport(service.application, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=service.base_url) as browser:
        await browser.post("/api/v1/accounts", json=ANN)
        session = await browser.post("/api/v1/session", json={"login": "ann", "password": ANN["password"]})
        browser.headers["x-csrf-token"] = session.json()["csrf_token"]
        browser.headers["if-match"] = "*"
        yield browser


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in sorted(document["paths"].items()):
        for method, operation in sorted(methods.items()):
            yield path, method.upper(), operation


def body_schema(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return resolved(content.get("schema", {}), schemas)


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def likely(schema: dict[str, Any], schemas: dict[str, Any], chance: random.Random, depth: int = 0) -> Any:
    """A value of the declared type more often than not, so that it gets past the first check."""
    schema = resolved(schema, schemas)
    options = schema.get("oneOf") or schema.get("anyOf")
    if depth > 6 or chance.random() < 0.15:
        return chance.choice(NASTY)
    if options:
        return likely(chance.choice(options), schemas, chance, depth)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {}).items()
            return {
                name: likely(each, schemas, chance, depth + 1)
                for name, each in fields
                if chance.random() < 0.9
            }
        case "array":
            return [
                likely(schema.get("items", {}), schemas, chance, depth + 1)
                for _ in range(chance.randrange(3))
            ]
        case "string" if schema.get("format") == "uuid":
            return "01890000-0000-7000-8000-000000000001"
        case "string":
            return chance.choice(
                [
                    "Noir",
                    "a longer text",
                    "2026-01-01T00:00:00Z",
                    *filter(lambda x: isinstance(x, str), NASTY),
                ]
            )
        case "integer":
            return chance.choice([0, 1, -1, 7, 2**31, 2**63 - 1, -(2**63)])
        case _:
            return chance.choice(NASTY)


def filled(segment: str, ids: dict[str, str], chance: random.Random) -> str:
    """A segment of an address with its parameter, if it is one, filled in: often with what is there."""
    if not segment.startswith("{"):
        return segment
    return ids.get(segment, UNKNOWN) if chance.random() < 0.8 else chance.choice(SEGMENTS)


async def real_ids(ann: httpx.AsyncClient) -> dict[str, str]:
    """A fresh menu with a course, by the names that paths use."""
    menu = (await ann.post("/api/v1/menus", json={"title": "Noir"})).json()
    course = (await ann.post(f"/api/v1/menus/{menu['id']}/courses", json={"title": "Starters"})).json()
    return {"{menu_id}": menu["id"], "{course_id}": course["id"], "{slug}": menu["slug"], "{number}": "1"}


async def test_no_route_answers_hostile_input_with_a_5xx(ann: httpx.AsyncClient) -> None:
    chance = random.Random(20260101)
    document = (await ann.get("/openapi.json")).json()
    schemas = document["components"]["schemas"]
    answers = []
    for path, method, operation in operations(document):
        if (path, method) in ENDS_THE_SESSION:
            continue
        ids = await real_ids(ann) if "{" in path else {}
        for _ in range(16):
            address = "/".join(filled(each, ids, chance) for each in path.split("/"))
            value = likely(body_schema(operation, schemas), schemas, chance)
            content = b"" if method in {"GET", "DELETE"} else json.dumps(value).encode()
            headers = {"content-type": "application/json"}
            answer = await ann.request(
                method, f"{address}?{chance.choice(QUERIES)}", content=content, headers=headers
            )
            answers.append((answer.status_code, method, address, content[:300]))
            if method == "DELETE" and answer.is_success:
                ids = await real_ids(ann)
    assert [each for each in answers if each[0] >= 500] == []
    assert {200, 201, 204, 400, 404, 422} <= {each[0] for each in answers}
