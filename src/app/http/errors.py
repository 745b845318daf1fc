"""Turns refusals into RFC 9457 problem documents for programs and into error pages for people."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, Protocol

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from app.http import refusals
from app.http.etags import etag_of
from app.http.failures import account_of
from app.http.requests import problem_of
from domain.kernel import Busy, Conflict, DomainError, Forbidden, Gone, Invalid, NotFound, Problem, Stale

PROBLEM_JSON: Final = "application/problem+json"
CHALLENGE: Final = 'Bearer realm="media-menu"'
FOR_PROGRAMS: Final = ("/api/", "/health/", "/openapi.json", "/metrics", "/docs/errors")

STATUS_OF_CLASS: Final[Mapping[type[DomainError], int]] = {
    refusals.Malformed: 400,
    refusals.Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    refusals.MethodNotAllowed: 405,
    Conflict: 409,
    Gone: 410,
    Stale: 412,
    refusals.BodyTooLarge: 413,
    refusals.UnsupportedMediaType: 415,
    Invalid: 422,
    refusals.PreconditionRequired: 428,
    refusals.TooManyRequests: 429,
    refusals.FormNotImplemented: 501,
    Busy: 503,
}
STATUS_OF_CODE: Final[Mapping[str, int]] = {
    "too-many-requests": 429,
    "upstream-nonsense": 502,
    "upstream-refused": 502,
    "wrong-credentials": 401,
}
"""The domain has no class for these, only codes, because it has no word for what HTTP sees in them."""

CLASS_OF_STATUS: Final[Mapping[int, Callable[[], DomainError]]] = {
    401: lambda: refusals.Unauthenticated("Sign in first."),
    403: lambda: Forbidden("You may not do this."),
    404: lambda: NotFound("There is no such resource."),
    413: lambda: refusals.BodyTooLarge("The body is larger than this resource takes."),
    415: lambda: refusals.UnsupportedMediaType("This resource does not take a body of that content type."),
    429: lambda: refusals.TooManyRequests("Too many requests."),
    503: lambda: refusals.NotReady("The service cannot answer at the moment."),
}

ACRONYMS: Final = {each.lower(): each for each in ("API", "CSRF", "ISBN", "JSON", "NUL", "URL", "UTF8")}

log: Any = structlog.get_logger()


class ProblemDocument(msgspec.Struct, frozen=True):
    """The body of every refusal; `code` is stable, `errors` points into what was sent."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: tuple[Problem, ...] = ()


class RenderErrorPage(Protocol):
    """Makes the page that a person sees instead of a problem document."""

    def __call__(self, request: Request[Any, Any, Any], status: int, code: str) -> Response[Any]: ...


def title_of(code: str) -> str:
    """`malformed-json` as "Malformed JSON"."""
    words = " ".join(ACRONYMS.get(word, word) for word in code.split("-"))
    return words[:1].upper() + words[1:]


def problem_document(status: int, code: str, detail: str, errors: tuple[Problem, ...] = ()) -> bytes:
    return msgspec.json.encode(
        ProblemDocument(f"/docs/errors#{code}", title_of(code), status, code, detail, errors)
    )


# One answer for every 404, whatever the reason: what is hidden looks like what is not there.
NOT_FOUND: Final = problem_document(404, NotFound.code, "There is no such resource.")
INTERNAL: Final = problem_document(500, "internal", "Something went wrong on our side. It has been logged.")


def status_of(error: DomainError | type[DomainError]) -> int:
    """The status of a refusal: by its code, else by the nearest of its classes that HTTP knows."""
    if (by_code := STATUS_OF_CODE.get(error.code)) is not None:
        return by_code
    kind = error if isinstance(error, type) else type(error)
    return next((STATUS_OF_CLASS[each] for each in kind.__mro__ if each in STATUS_OF_CLASS), 400)


def plain_error_page(request: Request[Any, Any, Any], status: int, code: str) -> Response[Any]:
    """What people see when no pages are wired."""
    return Response(f"{status} {HTTPStatus(status).phrase}\n", status_code=status, media_type="text/plain")


class Refuse:
    """Answers exceptions: problem documents under the API, pages elsewhere."""

    def __init__(self, render_error_page: RenderErrorPage, is_outage: Callable[[Exception], bool]) -> None:
        self._render_error_page = render_error_page
        self._is_outage = is_outage

    def handlers(self) -> ExceptionHandlersMap:
        return {
            DomainError: self.domain_error,
            HTTPException: self.http_exception,
            Exception: self.unexpected,
        }

    def domain_error(self, request: Request[Any, Any, Any], error: DomainError) -> Response[Any]:
        status = status_of(error)
        if status == 404:
            return self._answer(request, 404, NotFound.code, NOT_FOUND)
        body = problem_document(status, error.code, error.detail[:500], error.problems)
        return self._answer(request, status, error.code, body, _headers(error, status))

    def http_exception(self, request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
        if error.status_code >= 500 and error.status_code != 503:
            return self.unexpected(request, error)
        return self.domain_error(request, in_domain_words(error))

    def unexpected(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        if self._is_outage(error):
            log.warning("database away", **account_of(error))
            return self.domain_error(request, refusals.NotReady("The database is away. Try again shortly."))
        log.error("request failed", **account_of(error))
        return self._answer(request, 500, "internal", INTERNAL)

    def _answer(
        self,
        request: Request[Any, Any, Any],
        status: int,
        code: str,
        problem: bytes,
        headers: Mapping[str, str] | None = None,
    ) -> Response[Any]:
        if is_for_programs(request):
            response: Response[Any] = Response(problem, status_code=status, media_type=PROBLEM_JSON)
        else:
            response = self._render_error_page(request, status, code)
        response.headers.update(headers or {})
        return response


def is_for_programs(request: Request[Any, Any, Any]) -> bool:
    """Whether the answer is read by a program: by its path, or because the handler's `opt` says so."""
    if request.scope["path"].startswith(FOR_PROGRAMS):
        return True
    handler = request.scope.get("route_handler")
    return handler is not None and handler.opt.get("errors") == "problem"


def in_domain_words(error: HTTPException) -> DomainError:
    """Litestar's refusals as ours, without the paths and values that its messages repeat."""
    if error.status_code == 405:
        return refusals.MethodNotAllowed(with_head((error.headers or {}).get("allow", "")))
    if isinstance(error, ValidationException):
        return _validation(error)
    if (make := CLASS_OF_STATUS.get(error.status_code)) is not None:
        return make()
    return refusals.Malformed("The request could not be understood.")


def with_head(allowed: str) -> str:
    """The methods of a resource as `Allow` lists them: HEAD is wherever GET is."""
    methods = {each.strip() for each in allowed.split(",") if each.strip()}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def _validation(error: ValidationException) -> DomainError:
    faults = error.extra if isinstance(error.extra, list) else []
    if any(fault.get("key") == "data" for fault in faults):
        return refusals.BodyMissing("This request needs a body.")
    problems = [_parameter_problem(fault) for fault in faults] or [_missing_parameter(error.detail)]
    return Invalid("A parameter of the request is missing or wrong.", *problems)


def _parameter_problem(fault: Mapping[str, str]) -> Problem:
    """A query parameter has no JSON pointer: it is shown as `?limit`."""
    told = problem_of(fault.get("message", ""))
    return Problem(f"?{fault.get('key', '')}", told.code, told.message)


def _missing_parameter(detail: str) -> Problem:
    name = detail.partition("parameter '")[2].partition("'")[0]
    return Problem(f"?{name}", "missing-parameter", "This parameter is required.")


def _headers(error: DomainError, status: int) -> dict[str, str]:
    match error, status:
        case refusals.MethodNotAllowed(), _:
            return {"allow": error.allowed}
        case _, 401:
            return {"www-authenticate": CHALLENGE}
        case Stale(), _:
            return {"etag": etag_of(error.version)} if error.version else {}
        case _, 429 | 503:
            return {"retry-after": str(getattr(error, "retry_after", 1))}
        case _:
            return {}
