"""Tells a request that one of our own pages made from one that another site made a browser send."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import RequestEncodingType

from domain.kernel import Forbidden

Connection = ASGIConnection[Any, Any, Any, Any]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADER = "x-csrf-token"
FIELD = "csrf_token"
FORMS = (RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART)


class CrossSite(Forbidden):
    """Another site made the browser send this; only the service's own pages may change anything."""

    code = "cross-site"


class CsrfTokenWrong(Forbidden):
    """A change asked for with a session cookie needs the session's `csrf_token`, and this was not it."""

    code = "csrf-token-wrong"


def is_safe(connection: Connection) -> bool:
    """Whether the request only asks, and changes nothing."""
    return connection.scope.get("method") in SAFE_METHODS


def csrf_token(session_token: str) -> str:
    """Bound to the session and derived from its secret, so that it needs no place of its own at rest."""
    mark = hmac.digest(session_token.encode(), b"csrf", hashlib.sha256)
    return urlsafe_b64encode(mark).rstrip(b"=").decode()


def check_origin(connection: Connection, *origins: str) -> None:
    """Raises CrossSite when the browser says that another site than these is behind the request.

    Browsers state Sec-Fetch-Site or, older ones and on plain http, Origin. What states neither is no
    browser that a page could misuse.
    """
    site = connection.headers.get("sec-fetch-site")
    stated = connection.headers.get("origin")
    ours = site in {"same-origin", "none"} if site else stated in {None, *origins}
    if not ours:
        raise CrossSite("This request was made by another site.")


def is_from_our_page(connection: Connection, origin: str) -> bool:
    """Whether the browser says in so many words that one of our own pages is behind the request."""
    site = connection.headers.get("sec-fetch-site")
    return site == "same-origin" if site else connection.headers.get("origin") == origin


async def check_csrf(connection: Connection, origin: str, expected: str) -> None:
    """Both fences, origin and the session's token. Raises CrossSite, CsrfTokenWrong."""
    check_origin(connection, origin)
    sent = connection.headers.get(HEADER) or await field_of_form(connection)
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        raise CsrfTokenWrong("The CSRF token is missing, or it belongs to another session.")


async def field_of_form(connection: Connection) -> str:
    """The token as pages without scripts send it; nothing when the body is no form."""
    if not isinstance(connection, Request) or connection.content_type[0] not in FORMS:
        return ""
    field = (await connection.form()).get(FIELD)
    return field if isinstance(field, str) else ""
