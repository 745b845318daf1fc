"""Answers of pages: in the reader's language, with the person who is signed in, kept by no cache."""

from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from litestar import MediaType, Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from app.http.identity import Identity, identities
from app.web.languages import LOCALES, Language, language, negotiate
from app.web.pages import Viewer
from app.web.rendering import render
from domain.kernel import Busy, DomainError

AnyRequest = Request[Any, Any, Any]

PRIVATE: Final = {"cache-control": "no-store", "vary": "Accept-Language, Cookie"}
LANGUAGE_COOKIE: Final = "lang"
YEAR: Final = 365 * 24 * 60 * 60
LOGIN: Final = "/login"
STUDIO: Final = "/studio"


async def page(request: AnyRequest, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """The template with its context, and what every page knows: who looks, in which language, and where."""
    identity = await identities(request).of(request)
    known = {**around(request), **signed_in(identity), **context}
    body = render(template, spoken(request, identity).code, **known)
    return html(request, body, status)


def html(request: AnyRequest, body: str, status: int) -> Response[str]:
    return Response(
        body,
        status_code=status,
        media_type=MediaType.HTML,
        headers=PRIVATE,
        cookies=language_cookies(request),
    )


def when_again(response: Response[str], refusal: DomainError) -> Response[str]:
    """Says when another attempt may come, after too many."""
    if isinstance(refusal, Busy):
        response.headers["retry-after"] = str(refusal.retry_after)
    return response


def around(request: AnyRequest) -> dict[str, str]:
    """The address of the page and its query, for links that change nothing but the language."""
    if not request.scope["query_string"]:
        return {"here": "", "kept_query": ""}
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != LANGUAGE_COOKIE]
    return {"here": "", "kept_query": f"{urlencode(kept)}&" if kept else ""}


def signed_in(identity: Identity | None) -> dict[str, object]:
    """Programs with a key are nobody here."""
    if identity is None or identity.session is None:
        return {}
    session = identity.session
    return {
        "viewer": Viewer(session.username, session.display_name, role=identity.actor.role),
        "csrf_token": identity.csrf_token,
    }


def spoken(request: AnyRequest, identity: Identity | None = None) -> Language:
    """The language of an answer; the one in a person's profile counts before that of the browser."""
    chosen = identity.session.locale if identity and identity.session else None
    return language(locale_of(request, chosen))


def locale_of(request: AnyRequest, chosen: str | None = None) -> str:
    remembered = request.cookies.get(LANGUAGE_COOKIE) or chosen
    return negotiate(_asked(request), remembered, request.headers.get("accept-language"))


def language_cookies(request: AnyRequest) -> list[Cookie]:
    """`?lang=` on any page is remembered for a year."""
    asked = _asked(request)
    return [language_cookie(asked)] if asked in LOCALES else []


def language_cookie(locale: str) -> Cookie:
    return Cookie(LANGUAGE_COOKIE, value=locale, max_age=YEAR, path="/", samesite="lax", httponly=True)


def _asked(request: AnyRequest) -> str | None:
    return request.query_params.get("lang") if request.scope["query_string"] else None


def see_other(path: str, *, cookies: list[Cookie] | None = None) -> Redirect:
    """After a form: the browser asks for the page, and may ask again without sending the form again."""
    return Redirect(path, status_code=303, headers=PRIVATE, cookies=cookies)


def login_first(request: AnyRequest) -> Redirect:
    """For the pages of people, when nobody is signed in: there first, and then back."""
    return see_other(f"{LOGIN}?{urlencode({'next': wanted_page(request)})}")


def wanted_page(request: AnyRequest) -> str:
    """Where somebody wanted to go; from a form, back to the page it stood on."""
    if request.method == "GET":
        query = request.scope["query_string"].decode("latin-1")
        return local_path(f"{request.scope['path']}?{query}" if query else request.scope["path"])
    return local_path(urlsplit(request.headers.get("referer", "")).path)


def local_path(path: str, otherwise: str = STUDIO) -> str:
    """The path if it leads to a page of this service, else another: nobody is sent elsewhere by a link."""
    is_local = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if is_local and path.isprintable() else otherwise
