"""The gate in front of the routes: refuses what no handler should meet, and answers HEAD and OPTIONS."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.http.bodies import BodyGate
from app.http.refusals import InvalidUtf8, NulCharacter, QueryTooLong, TooManyParameters
from domain.kernel import DomainError, NotFound

MAX_PATH = 2_048
TOO_BIG_A_NUMBER = re.compile(r"/\d{10,}(?:/|$)")
MAX_QUERY = 4_096
MAX_PARAMETERS = 64
WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS"})

Refuse = Callable[[Request[Any, Any, Any], DomainError], Response[Any]]
AllowedMethods = Callable[[str], str | None]


class Edge:
    """ASGI middleware around the router; a GET with a short plain address passes with a few comparisons."""

    def __init__(self, app: ASGIApp, refuse: Refuse, allowed_methods: AllowedMethods) -> None:
        self._app = app
        self._refuse = refuse
        self._allowed_methods = allowed_methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        try:
            check_path(scope)
            if scope["query_string"]:
                check_query(scope["query_string"])
        except DomainError as error:
            await self._answer(self._refuse(Request(scope), error), scope, receive, send)
            return
        method = scope["method"]
        if method not in WITHOUT_BODY:
            receive = BodyGate(scope, receive)
        elif method == "HEAD":
            scope["method"] = "GET"
            send = headers_only(send)
        elif method == "OPTIONS" and (allowed := self._allowed_methods(scope["path"])):
            answer = Response(None, status_code=204, headers={"allow": allowed})
            await self._answer(answer, scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _answer(self, response: Response[Any], scope: Scope, receive: Receive, send: Send) -> None:
        answer = response.to_asgi_response(app=None, request=Request(scope))
        await answer(scope, receive, send)


def check_path(scope: Scope) -> None:
    """Raises for NUL, for bytes that are not UTF-8 (servers replace them), for what no route can have."""
    path = scope["path"]
    if len(path) > MAX_PATH or TOO_BIG_A_NUMBER.search(path):
        raise NotFound("There is no such resource.")
    if "\0" in path:
        raise NulCharacter("The address holds the character U+0000.")
    if not path.isascii():
        check_encoding(unquote_to_bytes(scope["raw_path"]))


def check_query(query: bytes) -> None:
    """The same for the raw query, percent-encoded or not."""
    if len(query) > MAX_QUERY:
        raise QueryTooLong(f"The query is longer than {MAX_QUERY} bytes.")
    if query.count(b"&") >= MAX_PARAMETERS:
        raise TooManyParameters(f"The query has more than {MAX_PARAMETERS} parameters.")
    text = unquote_to_bytes(query) if b"%" in query else query
    if b"\0" in text:
        raise NulCharacter("The query holds the character U+0000.")
    if not text.isascii():
        check_encoding(text)


def check_encoding(text: bytes) -> None:
    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise InvalidUtf8("The address is not UTF-8.") from error


def headers_only(send: Send) -> Send:
    """The answer to HEAD: that of GET without its body, whose length it keeps."""

    async def send_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
        elif not message.get("more_body", False):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_headers
