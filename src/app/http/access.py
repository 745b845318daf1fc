"""Who may call a handler: each says so in its `opt`, and one that says nothing is refused to everybody.

`@get("/menus", opt=SIGNED_IN)`, or `opt={**ANONYMOUS, **PUBLIC_READ}` with others; a controller or router may
say it for all that is in it.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from litestar import Litestar
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from app.http.csrf import Connection, is_safe
from app.http.identity import identities
from app.http.refusals import Unauthenticated
from domain.kernel import Forbidden, Role, Scope

OPT: Final = "access"


class ScopeMissing(Forbidden):
    """The API key was made without the scope that this takes: `read`, `write` or `ingest`."""

    code = "scope-missing"


class SessionRequired(Forbidden):
    """Only a person in the browser may do this, not a program with an API key."""

    code = "session-required"


class RoleMissing(Forbidden):
    """This takes the role of an editor or an administrator."""

    code = "role-missing"


class Access(msgspec.Struct, frozen=True):
    """Identity is looked up only where a field asks for it. `scope` None: read or write, by the method.

    Changes may come from `origins` besides our own.
    """

    identified: bool = True
    origins: tuple[str, ...] = ()
    required: bool = True
    scope: Scope | None = None
    by_session: bool = False
    roles: frozenset[Role] = frozenset({"user", "editor", "admin"})


ANONYMOUS: Final = {OPT: Access(identified=False, required=False)}
"""Nobody is asked who they are; no look-up at all. Changes still have to come from our own origin."""
GUEST: Final = {OPT: Access(identified=False, required=False, origins=("null",))}
"""Nobody is asked here either. Pages of drafts send no referrer, so that on plain HTTP browsers withhold
their origin; each form has a token of the visit instead."""
OPTIONAL: Final = {OPT: Access(required=False)}
"""Anybody; the `viewer` dependency tells who."""
SIGNED_IN: Final = {OPT: Access()}
"""A person, or a key with scope read for safe methods and write for the others."""
BY_SESSION: Final = {OPT: Access(by_session=True)}
"""A person in the browser: what a key must not do, such as making keys."""
WRITING: Final = {OPT: Access(scope="write")}
"""A person, or a key with scope write, for safe methods too: asking costs something."""
INGEST: Final = {OPT: Access(scope="ingest")}
"""A key with scope ingest."""
EDITOR: Final = {OPT: Access(roles=frozenset({"editor", "admin"}))}
ADMIN: Final = {OPT: Access(roles=frozenset({"admin"}))}
EDITORS_ROOM: Final = {OPT: Access(by_session=True, roles=frozenset({"editor", "admin"}))}
ADMINS_ROOM: Final = {OPT: Access(by_session=True, roles=frozenset({"admin"}))}
"""Pages of the administration: a person of that role in the browser."""


async def check_access(connection: Connection, handler: BaseRouteHandler) -> None:
    """The application's guard. Raises Unauthenticated, Forbidden and what a forged request deserves."""
    access: Access | None = handler.opt.get(OPT)
    if access is None:
        raise Forbidden("Nobody may do this.")
    if not access.identified:
        if not is_safe(connection):
            identities(connection).check_origin(connection, *access.origins)
        return
    await identities(connection).check_forgery(connection)
    if access.required or not is_safe(connection):
        await check_rights(connection, access)


async def check_rights(connection: Connection, access: Access) -> None:
    identity = await identities(connection).of(connection)
    if identity is None:
        if access.required:
            raise Unauthenticated("Sign in first.")
        return
    needed = access.scope or ("read" if is_safe(connection) else "write")
    if needed not in identity.actor.scopes:
        raise ScopeMissing(f"This takes an API key with the scope {needed}.")
    if access.by_session and identity.session is None:
        raise SessionRequired("This takes a person who is signed in, not an API key.")
    if identity.actor.role not in access.roles:
        raise RoleMissing("Your role does not allow this.")


def refuse_open_doors(application: Litestar) -> None:
    """At start: raises when a handler has no access policy, and names them all."""
    open_doors = [name for name, handler in handlers_of(application) if OPT not in handler.opt]
    if open_doors:
        raise RuntimeError("These handlers do not say who may call them: " + ", ".join(sorted(open_doors)))


def handlers_of(application: Litestar) -> Iterator[tuple[str, BaseRouteHandler]]:
    """Every handler with its method and path; the OPTIONS handlers that Litestar adds are left out."""
    for route in application.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                methods = handler.http_methods - {"OPTIONS"}
                if methods:
                    yield f"{'/'.join(sorted(methods))} {route.path}", handler
        else:
            yield route.path, route.route_handler
