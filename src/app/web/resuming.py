"""What becomes of a form whose session had ended: sign in again in place, look at it, send it."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie
from litestar.types import ASGIApp, Receive, Scope, Send

from app.http.identity import identities
from app.web.answers import AnyRequest, around, html, locale_of, login_first, page, signed_in, spoken
from app.web.errors import render_error_page
from app.web.kept import Kept, kept_of
from app.web.pages import Viewer
from app.web.rendering import render

IN_ONE_LANGUAGE: dict[str, Any] = {"languages": {}}
"""A link to another language would leave the page, and what is carried on it."""


class InAMoment(Response[None]):
    """An answer that has to wait for something first: handlers of exceptions cannot."""

    def __init__(self, make: Callable[[], Awaitable[Response[Any]]]) -> None:
        super().__init__(None)
        self._make = make

    def to_asgi_response(self, request: AnyRequest, **more: Any) -> ASGIApp:  # type: ignore[override]
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            made = await self._make()
            await made.to_asgi_response(request=request, **more)(scope, receive, send)

        return answer


def to_login(request: AnyRequest, _: Exception) -> Response[Any]:
    """For the pages of people, when nobody is signed in; a form that was sent comes along."""
    if request.method != "POST":
        return login_first(request)

    async def with_form() -> Response[Any]:
        kept = await kept_of(request)
        if kept is None:
            return login_first(request)
        return await login_with(request, kept, status=401)

    return InAMoment(with_form)


def ask_again(request: AnyRequest, _: Exception) -> Response[Any]:
    """For a form from a page of an earlier session: shown to whoever is signed in now, to be sent by them."""

    async def again() -> Response[Any]:
        kept, identity = await kept_of(request), await identities(request).of(request)
        if kept is None or identity is None:
            return render_error_page(request, 403, "csrf-token-wrong")
        body = render(
            "resume.html",
            spoken(request, identity).code,
            **{**around(request), **signed_in(identity), **IN_ONE_LANGUAGE, "kept": kept},
        )
        return html(request, body, 403)

    return InAMoment(again)


async def login_with(request: AnyRequest, kept: Kept, **more: Any) -> Response[str]:
    """The form that signs in, with the other one in it. Who was just typing has an account."""
    context = {"registration": "closed", "next": kept.back, "kept": kept, **IN_ONE_LANGUAGE, **more}
    return await page(request, "login.html", **context)


def signed_in_again(
    request: AnyRequest, kept: Kept, viewer: Viewer, csrf_token: str, cookie: Cookie
) -> Response[str]:
    """The form as it was sent, with the token of the session that has just begun."""
    known = {**around(request), **IN_ONE_LANGUAGE, "viewer": viewer, "csrf_token": csrf_token, "kept": kept}
    answer = html(request, render("resume.html", locale_of(request), **known), 200)
    answer.cookies.append(cookie)
    return answer
