"""The headers of every answer: security, what may be kept, and the open door for reading from other sites."""

from collections.abc import Iterable
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def policy(**changed: str) -> str:
    """The content security policy, with directives changed: `policy(frame_ancestors="*")`."""
    directives = POLICY | {name.replace("_", "-"): sources for name, sources in changed.items()}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


CONTENT_SECURITY_POLICY: Final = policy()
FRAMED_ANYWHERE: Final[Header] = (
    b"content-security-policy",
    policy(script_src="'none'", connect_src="'none'", form_action="'none'", frame_ancestors="*").encode(),
)
"""For the one page that other sites may show in a frame: it runs nothing and sends nothing."""
PERMISSIONS_POLICY: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

NOT_KEPT: Final = (b"cache-control", b"no-store")
"""For answers that say nothing else: they are made for one person, at one moment."""
OF_THE_MOMENT: Final = ("/api/", "/health/", "/metrics")

PUBLIC_READ: Final = {"cors": "public"}
"""For the `opt` of a GET that anybody may read: other sites' scripts may read it too."""


def security_headers(*, https: bool) -> tuple[Header, ...]:
    """What every answer carries unless its handler set the same header itself."""
    always = (
        (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", PERMISSIONS_POLICY.encode()),
        (b"cross-origin-opener-policy", b"same-origin"),
    )
    return (*always, (b"strict-transport-security", b"max-age=31536000")) if https else always


class SecurityHeaders:
    """ASGI middleware that completes the headers of answers."""

    def __init__(self, app: ASGIApp, headers: Iterable[Header]) -> None:
        self._app = app
        self._headers = tuple(headers)
        self._names = frozenset(name for name, _ in self._headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return

        async def send_completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(list(message["headers"]), scope)
            await send(message)

        await self._app(scope, receive, send_completed)

    def _completed(self, headers: list[Header], scope: HTTPScope) -> list[Header]:
        own = {name for name, _ in headers}
        if self._names.isdisjoint(own):
            headers.extend(self._headers)
        else:
            headers.extend(header for header in self._headers if header[0] not in own)
        if b"cache-control" not in own and scope["path"].startswith(OF_THE_MOMENT):
            headers.append(NOT_KEPT)
        handler = scope.get("route_handler")
        if handler is not None and handler.opt.get("cors") == "public" and scope["method"] == "GET":
            headers.append((b"access-control-allow-origin", b"*"))
        return headers
