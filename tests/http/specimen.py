"""A small application on the real foundations: one route for each thing that they promise."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Litestar, Request, Response, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.testing import TestClient

from app.http.application import create_application
from app.http.bodies import FORM, MENU_CONTENT, RECORDS
from app.http.etags import etag_of, is_unchanged, wanted_version
from app.http.headers import PUBLIC_READ
from app.http.paging import CursorText, Limit
from app.http.streams import StreamedBack
from domain.kernel import (
    Actor,
    Busy,
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    Stale,
    UserId,
)

CURATOR = UserId(UUID("01890000-0000-7000-8000-000000000001"))


class Course(msgspec.Struct, forbid_unknown_fields=True):
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class Menu(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    courses: list[Course] = []
    year: int | None = None
    metadata: dict[str, Any] = {}


class MenuPatch(msgspec.Struct, forbid_unknown_fields=True):
    """A merge patch: absent is unchanged, null is cleared."""

    title: str | msgspec.UnsetType = msgspec.UNSET
    description: str | msgspec.UnsetType | None = msgspec.UNSET


class MenuMissing(NotFound):
    code = "menu-missing"


REFUSALS: dict[str, DomainError] = {
    "not-found": NotFound("secret-slug is hidden"),
    "missing": MenuMissing("secret-slug is hidden"),
    "gone": Gone("It was deleted."),
    "forbidden": Forbidden("Not yours."),
    "conflict": Conflict("Too many."),
    "stale": Stale(8),
    "invalid": Invalid("Wrong."),
    "busy": Busy("In a moment."),
}


class BrokenError(Exception):
    """An error that nobody foresaw."""


@post("/api/v1/menus")
async def create(data: JSONBody[Menu]) -> Menu:
    return data


@post("/api/v1/anything")
async def anything(data: JSONBody[Any]) -> Response[bytes]:
    return Response(msgspec.json.encode(data), media_type="application/json")


@patch("/api/v1/menus/{menu_id:uuid}")
async def change(
    menu_id: FromPath[UUID], data: JSONBody[MenuPatch], request: Request[Any, Any, Any]
) -> dict[str, Any]:
    return {"version": wanted_version(request.headers.get("if-match")), "changed": msgspec.to_builtins(data)}


@get("/api/v1/menus/{menu_id:uuid}")
async def one(menu_id: FromPath[UUID], request: Request[Any, Any, Any]) -> dict[str, Any]:
    request.scope["user"] = Actor(CURATOR)
    return {"id": menu_id}


@get("/api/v1/menus")
async def listed(q: FromQuery[str], limit: Limit = 20, cursor: CursorText = None) -> dict[str, Any]:
    return {"q": q, "limit": limit}


@get("/api/v1/public", opt=PUBLIC_READ)
async def public(request: Request[Any, Any, Any]) -> Response[Any]:
    if is_unchanged(request.headers.get("if-none-match"), etag_of(7, "en")):
        return Response(None, status_code=304, headers={"etag": etag_of(7, "en")})
    return Response({"title": "Noir"}, headers={"etag": etag_of(7, "en")})


@get("/api/v1/refusals/{name:str}")
async def refuse(name: FromPath[str]) -> None:
    raise REFUSALS.get(name, NotFound("There is no such refusal."))


@get("/api/v1/broken")
async def broken() -> None:
    try:
        raise KeyError("first line\nDETAIL: Key (email)=(ann@example.org) exists")
    except KeyError as error:
        raise BrokenError("the password is hunter2") from error


@get("/broken")
async def broken_page() -> None:
    raise BrokenError


@put("/api/v1/content", opt={"accepts": MENU_CONTENT})
async def content(data: JSONBody[Any]) -> int:
    return len(data)


@post("/api/v1/records", opt={"accepts": RECORDS})
async def records(request: Request[Any, Any, Any]) -> StreamedBack:
    async def sizes() -> AsyncIterator[bytes]:
        async for chunk in request.stream():
            if chunk:
                yield b"%d\n" % len(chunk)

    return StreamedBack(sizes(), "application/x-ndjson", 201)


@post("/login", opt={"accepts": FORM})
async def log_in(data: URLEncodedBody[dict[str, str]]) -> dict[str, str]:
    return data


@get("/m/{slug:str}", media_type="text/html")
async def page(slug: FromPath[str]) -> Response[str]:
    return Response("<p>menu", media_type="text/html", headers={"referrer-policy": "no-referrer"})


@get("/s/{token:str}")
async def shared(token: FromPath[str], client_address: NamedDependency[str]) -> str:
    return client_address


ROUTES = [
    create,
    anything,
    change,
    one,
    listed,
    public,
    refuse,
    broken,
    broken_page,
    content,
    records,
    log_in,
    page,
    shared,
]


class Ready:
    """A service whose database says what it is told to say."""

    def __init__(self, problem: str | None = None) -> None:
        self._problem = problem

    async def problem(self) -> str | None:
        return self._problem


def specimen(**settings: Any) -> Litestar:
    given = {"base_url": "http://127.0.0.1:8000", "readiness": Ready(), "trusted_proxies": (), **settings}
    return create_application(route_handlers=ROUTES, **given)


def client(**settings: Any) -> TestClient[Litestar]:
    """Errors come back as answers, as they would from a server."""
    return TestClient(specimen(**settings), base_url="http://testserver.local", raise_server_exceptions=False)
