"""Sees every request from outside: gives it an id, times it, counts it and writes its one line in the log."""

import re
from secrets import token_hex
from time import perf_counter
from typing import Any

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.http.addresses import Networks, peer_address
from app.http.errors import INTERNAL, PROBLEM_JSON
from app.http.failures import account_of
from app.http.logs import line_writer, request_id
from app.http.metrics import UNKNOWN_ROUTE, RequestMetrics

SANE_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log: Any = structlog.get_logger()


class Observability:
    """The outermost ASGI middleware. It never sees a path, only the template of the route that was taken."""

    def __init__(self, app: ASGIApp, metrics: RequestMetrics, trusted_proxies: Networks = ()) -> None:
        self._app = app
        self._metrics = metrics
        self._trusted = trusted_proxies
        self._write_line = line_writer()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        method = scope["method"]
        identity = self._request_id(scope)
        request_id.set(identity)
        id_header = (b"x-request-id", identity.encode())
        status = 0
        size = 0

        async def send_observed(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], id_header]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        self._metrics.in_flight.inc()
        try:
            await self._app(scope, receive, send_observed)
        except Exception as error:
            # Nothing below could answer: not even the handler of errors.
            log.error("request failed", **account_of(error))
            if status:
                raise
            await _send_internal(send_observed)
        finally:
            self._metrics.in_flight.dec()
            self._record(scope, method, status, size, perf_counter() - started)

    def _request_id(self, scope: Scope) -> str:
        """A trusted proxy's own id, if it is a sane one; else a new one."""
        if self._trusted:
            peer = peer_address(scope)
            if peer is not None and any(peer in network for network in self._trusted):
                for name, value in scope["headers"]:
                    if name == b"x-request-id" and SANE_ID.fullmatch(value):
                        return value.decode()
        return token_hex(8)

    def _record(self, scope: Scope, method: str, status: int, size: int, seconds: float) -> None:
        route = scope.get("path_template") or UNKNOWN_ROUTE
        self._metrics.observe(method if method in KNOWN_METHODS else "other", route, status, seconds)
        self._write_line(
            "request",
            method=method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 2),
            bytes=size,
            actor=_actor_id(scope),
        )


def _actor_id(scope: Scope) -> str | None:
    user_id = getattr(scope.get("user"), "user_id", None)
    return None if user_id is None else str(user_id)


async def _send_internal(send: Send) -> None:
    headers = [(b"content-type", PROBLEM_JSON.encode()), (b"content-length", b"%d" % len(INTERNAL))]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": INTERNAL, "more_body": False})
