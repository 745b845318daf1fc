"""Finds out who asks, only when a handler wants to know: by API key, else by session cookie."""

from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import Request
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.csrf import Connection, check_csrf, check_origin, csrf_token, is_from_our_page, is_safe
from app.http.given import Given
from app.http.refusals import Unauthenticated
from domain.accounts.identification import Identification
from domain.accounts.proofs import ABSOLUTE, Visitor
from domain.accounts.signing_in import SignInService
from domain.accounts.views import OpenedSession, SignedIn
from domain.kernel import Actor, Clock, NotFound

BEARER: Final = "bearer "
CACHE: Final = "media_menu_identity"


class Identity(msgspec.Struct, frozen=True):
    """Who asks; the session and its CSRF token are None for a program with a key."""

    actor: Actor
    session: SignedIn | None = None
    csrf_token: str | None = None

    @property
    def session_id(self) -> UUID:
        """Raises Unauthenticated for a program, which has none."""
        if self.session is None:
            raise Unauthenticated("This takes a session, not an API key.")
        return self.session.session_id


Who = NamedDependency[SkipValidation[Identity]]
"""Whoever makes the request, as the handler's policy had it looked up."""


class Identities:
    """`base_url` is scheme and host as browsers know the service: the only origin that may change things."""

    def __init__(self, identification: Identification, clock: Clock, base_url: str) -> None:
        self._identification = identification
        self._clock = clock
        self._origin = base_url
        self._https = base_url.startswith("https://")
        self._cookie_name = "__Host-session" if self._https else "session"

    async def of(self, connection: Connection) -> Identity | None:
        """Looked up once a request. Raises Unauthenticated for a key that does not count (any more)."""
        state = connection.scope["state"]
        if CACHE not in state:
            state[CACHE] = identity = await self._look_up(connection)
            connection.scope["user"] = identity.actor if identity else None
        found: Identity | None = state[CACHE]
        return found

    def brings_session(self, connection: Connection) -> bool:
        """Whether a browser says that somebody is signed in; nobody looks whether it is true."""
        return bool(connection.cookies.get(self._cookie_name))

    async def end_present_session(self, connection: Connection, sign_ins: SignInService) -> None:
        """Of a browser that has just signed in anew: the session it came with is not to live on."""
        token = connection.cookies.get(self._cookie_name)
        present = await self._identification.by_session(token, self._clock()) if token else None
        if present is not None:
            with suppress(NotFound):
                await sign_ins.sign_out(present.actor, present.session_id, self._clock())

    async def check_forgery(self, connection: Connection) -> None:
        """For requests that change something: a session needs its token, nobody at least our own origin."""
        if is_safe(connection):
            return
        identity = await self.of(connection)
        if identity is None:
            self.check_origin(connection)
        elif identity.csrf_token is not None:
            await check_csrf(connection, self._origin, identity.csrf_token)

    def check_origin(self, connection: Connection, *others: str) -> None:
        """Raises CrossSite unless the request comes from here, or from one of the others."""
        check_origin(connection, self._origin, *others)

    def is_from_our_page(self, connection: Connection) -> bool:
        """Whether the browser says so; saying nothing is not enough."""
        return is_from_our_page(connection, self._origin)

    def cookie(self, opened: OpenedSession) -> Cookie:
        return self._cookie(opened.token, int(ABSOLUTE.total_seconds()))

    def no_cookie(self) -> Cookie:
        return self._cookie("", 0)

    async def _look_up(self, connection: Connection) -> Identity | None:
        authorization = connection.headers.get("authorization", "")
        if authorization[: len(BEARER)].lower() == BEARER:
            return await self._by_api_key(authorization[len(BEARER) :].strip())
        token = connection.cookies.get(self._cookie_name)
        if not token:
            return None
        session = await self._identification.by_session(token, self._clock())
        return Identity(session.actor, session, csrf_token(token)) if session else None

    async def _by_api_key(self, key: str) -> Identity:
        actor = await self._identification.by_api_key(key, self._clock())
        if actor is None:
            raise Unauthenticated("This API key is unknown, expired or revoked.")
        return Identity(actor)

    def _cookie(self, value: str, max_age: int) -> Cookie:
        """Lax: a link from elsewhere finds its reader signed in, and a form from elsewhere does not."""
        return Cookie(
            self._cookie_name,
            value=value,
            max_age=max_age,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._https,
        )


async def provide_identity(request: Request[Any, Any, Any]) -> Identity:
    """Raises Unauthenticated."""
    identity = await identities(request).of(request)
    if identity is None:
        raise Unauthenticated("Sign in first.")
    return identity


def provide_actor(identity: NamedDependency[Identity]) -> Actor:
    return identity.actor


async def provide_viewer(request: Request[Any, Any, Any]) -> Actor | None:
    """Whoever reads what anybody may read; nobody, for a key that may not read."""
    identity = await identities(request).of(request)
    return identity.actor if identity and "read" in identity.actor.scopes else None


def provide_visitor(request: Request[Any, Any, Any], client_address: NamedDependency[str]) -> Visitor:
    return Visitor(client_address, request.headers.get("user-agent", ""))


def identities(connection: Connection) -> Identities:
    """The one that wiring put into the application's state, under its own name."""
    found: Identities = connection.app.state.identities
    return found


DEPENDENCIES: Final = {
    "identity": Given(provide_identity),
    "actor": Given(provide_actor, sync_to_thread=False),
    "viewer": Given(provide_viewer),
    "visitor": Given(provide_visitor, sync_to_thread=False),
}
"""`actor` (401 when there is none), `viewer` (or None), `identity` with the session, `visitor`."""
