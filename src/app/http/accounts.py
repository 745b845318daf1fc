"""The API of accounts: registering, signing in and out."""

from datetime import datetime
from typing import Any, Final

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation

from app.http.access import ANONYMOUS, BY_SESSION, SIGNED_IN
from app.http.csrf import csrf_token
from app.http.identity import Identity, identities
from domain.accounts.model import Locale
from domain.accounts.proofs import Visitor
from domain.accounts.service import AccountService, Application
from domain.accounts.signing_in import SignInService
from domain.accounts.views import Me, OpenedSession
from domain.kernel import Actor, Clock

PRIVATE: Final = {"cache-control": "no-store"}


class Registration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`display_name` starts as the local part of the e-mail; `invitation` is a code, where it takes one."""

    email: str
    username: str
    password: str
    display_name: str | None = None
    locale: Locale = "en"
    invitation: str | None = None


class LoginForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`login` is the e-mail address or the username."""

    login: str
    password: str


class SessionDocument(msgspec.Struct, frozen=True):
    """Who is signed in; `csrf_token` and `expires_at` are null for a program with an API key."""

    user: Me
    csrf_token: str | None
    expires_at: datetime | None


class AccountsController(Controller):
    path = "/api/v1/accounts"
    tags = ("accounts",)
    opt = ANONYMOUS
    response_headers = PRIVATE

    @post()
    async def register(
        self,
        data: JSONBody[Registration],
        accounts: NamedDependency[SkipValidation[AccountService]],
        visitor: NamedDependency[Visitor],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Me:
        """Makes an account. It is not signed in by that."""
        application = Application(**msgspec.structs.asdict(data))
        return await accounts.register(application, visitor, clock())


class SessionController(Controller):
    path = "/api/v1/session"
    tags = ("accounts",)
    response_headers = PRIVATE

    @post(status_code=200, opt=ANONYMOUS)
    async def sign_in(
        self,
        *,
        request: Request[Any, Any, Any],
        data: JSONBody[LoginForm],
        accounts: NamedDependency[SkipValidation[AccountService]],
        sign_ins: NamedDependency[SkipValidation[SignInService]],
        visitor: NamedDependency[Visitor],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Response[SessionDocument]:
        """Opens a session and sets its cookie; the session that the browser had ends."""
        opened = await sign_ins.sign_in(data.login, data.password, visitor, clock())
        await identities(request).end_present_session(request, sign_ins)
        me = await accounts.me(Actor(opened.user_id))
        return Response(document_of(me, opened), cookies=[identities(request).cookie(opened)])

    @get(opt=SIGNED_IN)
    async def show(
        self,
        identity: NamedDependency[SkipValidation[Identity]],
        accounts: NamedDependency[SkipValidation[AccountService]],
    ) -> SessionDocument:
        """Who am I?"""
        expires_at = identity.session.expires_at if identity.session else None
        return SessionDocument(await accounts.me(identity.actor), identity.csrf_token, expires_at)

    @delete(opt=BY_SESSION)
    async def sign_out(
        self,
        request: Request[Any, Any, Any],
        identity: NamedDependency[SkipValidation[Identity]],
        sign_ins: NamedDependency[SkipValidation[SignInService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Response[None]:
        """Ends the session and takes the cookie back."""
        await sign_ins.sign_out(identity.actor, identity.session_id, clock())
        return Response(None, status_code=204, cookies=[identities(request).no_cookie()])


def document_of(me: Me, opened: OpenedSession) -> SessionDocument:
    return SessionDocument(me, csrf_token(opened.token), opened.expires_at)
