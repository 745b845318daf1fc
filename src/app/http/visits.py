"""Visits to shared drafts: the cookies that a browser holds, and what they prove."""

import hmac
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from litestar import Request
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.csrf import CsrfTokenWrong, csrf_token, field_of_form
from domain.accounts.ports import Tokens
from domain.menus.errors import MenuNotFound
from domain.menus.sharing import VISIT

PREFIX: Final = "mms_"
VISIT_COOKIE: Final = "visit"

AnyRequest = Request[Any, Any, Any]
Marks = NamedDependency[SkipValidation[Tokens]]


def page_of(visit: UUID) -> str:
    """Where a visit reads its draft; its forms are sent below."""
    return f"/shared/{visit}"


def visit_cookies(visit: UUID, secret: str, *, https: bool) -> list[Cookie]:
    """One for the page and one for the API, each of no use anywhere else."""
    return [
        visit_cookie(VISIT_COOKIE, secret, path, https=https)
        for path in (page_of(visit), f"/api/v1{page_of(visit)}")
    ]


def visit_cookie(name: str, value: str, path: str, *, https: bool) -> Cookie:
    """Lives as long as a visit. Lax: no form on another site comes with it."""
    return Cookie(
        name,
        value=value,
        path=path,
        max_age=int(VISIT / timedelta(seconds=1)),
        httponly=True,
        samesite="lax",
        secure=https,
    )


def visit_digest(request: AnyRequest, tokens: Tokens) -> bytes:
    """What the visit's cookie proves. Raises MenuNotFound without a sound one."""
    secret = visit_secret(request)
    if not tokens.looks_valid(secret, PREFIX):
        raise MenuNotFound
    return tokens.digest(secret)


def visit_secret(request: AnyRequest) -> str:
    """What the cookie holds, sound or not; the token of forms is made of it, as that of a session is."""
    return request.cookies.get(VISIT_COOKIE, "")


async def check_visit_form(request: AnyRequest) -> None:
    """Raises CsrfTokenWrong when the form does not come from a page of this visit."""
    sent, expected = await field_of_form(request), csrf_token(visit_secret(request))
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        raise CsrfTokenWrong("The CSRF token is missing, or it belongs to another visit.")
