"""What bodies a route takes: sizes and content types, read through a gate that refuses the rest.

A handler says so in its `opt`, as `opt={"accepts": MENU_CONTENT}`; without it, routes under `/api/` take
JSON and all others take forms. The gate works when the handler first reads, after guards have decided.
"""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from litestar.types import HTTPReceiveMessage, Receive, Scope

from app.http.json_guard import check_form, check_json
from app.http.refusals import BodyMissing, BodyTooLarge, UnsupportedMediaType

KIB: Final = 1 << 10
MIB: Final = 1 << 20


class BodyRule(msgspec.Struct, frozen=True):
    """How much of one content type is taken; without a check the body is streamed, never held whole."""

    limit: int
    check: Callable[[bytes], None] | None = None


def _unchecked(_: bytes) -> None:
    """Held whole, looked at by the handler: ingestion judges record by record."""


Accepts = Mapping[bytes, BodyRule]

JSON: Final[Accepts] = {b"application/json": BodyRule(64 * KIB, check_json)}
FORM: Final[Accepts] = {b"application/x-www-form-urlencoded": BodyRule(MIB, check_form)}
SHORT_FORM: Final[Accepts] = {b"application/x-www-form-urlencoded": BodyRule(16 * KIB, check_form)}
"""For what anybody may send; some hundred characters are long there."""
LOGIN_FORM: Final[Accepts] = {b"application/x-www-form-urlencoded": BodyRule(160 * KIB, check_form)}
"""Signing in carries along a form that was sent when the session had ended."""
MENU_CONTENT: Final[Accepts] = {b"application/json": BodyRule(MIB, check_json)}
MENU_FILE: Final[Accepts] = {b"application/json": BodyRule(2 * MIB, check_json)}
"""As much as a menu may be, and the facts of its works."""
MENU_UPLOAD: Final[Accepts] = {b"multipart/form-data": BodyRule(2 * MIB + 64 * KIB, _unchecked)}
"""The same as a form sends it; the file in it has still to be checked."""
PASTED: Final[Accepts] = {b"application/json": BodyRule(256 * KIB, check_json)}
"""Two hundred lines of five hundred characters, in letters of two bytes and more."""
RECORDS: Final[Accepts] = {
    b"application/json": BodyRule(8 * MIB, _unchecked),
    b"application/x-ndjson": BodyRule(256 * MIB),
}
UPLOAD: Final[Accepts] = {b"multipart/form-data": BodyRule(64 * MIB)}

NOTHING: Final = BodyRule(-1)


class BodyGate:
    """An ASGI receive that hands on only bodies which the route takes."""

    __slots__ = ("_held", "_receive", "_rule", "_scope", "_size")

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope = scope
        self._receive = receive
        self._rule: BodyRule | None = None
        self._size = 0
        self._held = False

    async def __call__(self) -> HTTPReceiveMessage:
        """The next message of the body; all of it in one for checked content types.

        Raises BodyTooLarge, UnsupportedMediaType, BodyMissing and what the content's check raises.
        """
        if self._rule is None:
            self._rule = rule_for(self._scope)
        if self._rule.check is None:
            return await self._next(self._rule)
        if self._held:
            return await self._receive()  # type: ignore[return-value]
        return await self._whole(self._rule, self._rule.check)

    async def _whole(self, rule: BodyRule, check: Callable[[bytes], None]) -> HTTPReceiveMessage:
        chunks = []
        more = True
        while more:
            message = await self._next(rule)
            if message["type"] == "http.disconnect":
                raise BodyMissing("The request ended before its body was complete.")
            chunks.append(message["body"])
            more = message.get("more_body", False)
        self._held = True
        body = b"".join(chunks)
        if body:
            check(body)
        return {"type": "http.request", "body": body, "more_body": False}

    async def _next(self, rule: BodyRule) -> HTTPReceiveMessage:
        message: HTTPReceiveMessage = await self._receive()  # type: ignore[assignment]
        if message["type"] == "http.request":
            self._size += len(message["body"])
        if self._size > max(rule.limit, 0):
            raise _refusal(rule)
        return message


def rule_for(scope: Scope) -> BodyRule:
    """The rule for the announced content type; raises at once when the announced length breaks it."""
    content_type = b""
    length = 0
    for name, value in scope["headers"]:
        if name == b"content-type":
            content_type = value.partition(b";")[0].strip().lower()
        elif name == b"content-length" and value.isdigit():
            length = int(value[:18])
    rule = accepted(scope).get(content_type, NOTHING)
    if length > max(rule.limit, 0):
        raise _refusal(rule)
    return rule


def accepted(scope: Scope) -> Accepts:
    stated: Accepts | None = scope["route_handler"].opt.get("accepts")
    if stated is not None:
        return stated
    return JSON if scope["path"].startswith("/api/") else FORM


def _refusal(rule: BodyRule) -> BodyTooLarge | UnsupportedMediaType:
    if rule.limit < 0:
        return UnsupportedMediaType("This resource does not take a body of that content type.")
    return BodyTooLarge(f"The body is larger than {rule.limit} bytes.")
