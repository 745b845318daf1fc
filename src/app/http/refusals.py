"""The refusals that only HTTP knows: what is wrong with a request before any use case sees it."""

from domain.kernel import Busy, DomainError, Invalid, Problem


class Malformed(DomainError):
    """The request could not be understood."""

    code = "malformed"


class MalformedJson(Malformed):
    """The body is not JSON: it stops early, has a comma too many, a lone surrogate, or NaN."""

    code = "malformed-json"


class BodyMissing(Malformed):
    """The request needs a body and had none, or it ended before the announced length."""

    code = "body-missing"


class TooDeep(Malformed):
    """The JSON body nests objects and arrays more than 64 levels deep."""

    code = "too-deep"


class InvalidUtf8(Malformed):
    """The address, the query or the body is not UTF-8."""

    code = "invalid-utf8"


class QueryTooLong(Malformed):
    """The query is longer than 4,096 bytes."""

    code = "query-too-long"


class TooManyParameters(Malformed):
    """The query has more than 64 parameters, or the form more than 1,000 fields."""

    code = "too-many-parameters"


class CursorInvalid(Malformed):
    """The cursor is damaged, or it belongs to another list or another order of it."""

    code = "cursor-invalid"


class NulCharacter(Invalid):
    """The character U+0000 stands in a text; no text may hold it."""

    code = "nul-character"


class NumberOutOfRange(Invalid):
    """A whole number does not fit into 64 bits with a sign."""

    code = "number-out-of-range"


class Unauthenticated(DomainError):
    """Nobody is signed in, or the session or API key does not count any more."""

    code = "unauthenticated"


class MethodNotAllowed(DomainError):
    """The resource does not know this method; `Allow` lists those that it knows."""

    code = "method-not-allowed"

    def __init__(self, allowed: str) -> None:
        super().__init__("This resource does not know this method.")
        self.allowed = allowed


class PreconditionRequired(DomainError):
    """A change to a versioned resource needs `If-Match` with the ETag that was read."""

    code = "if-match-required"


class BodyTooLarge(DomainError):
    """The body is larger than this resource takes."""

    code = "body-too-large"


class UnsupportedMediaType(DomainError):
    """The body has a content type that this resource does not take."""

    code = "unsupported-media-type"


class FormNotImplemented(DomainError):
    """The answer is not made in the format that was asked for."""

    code = "format-not-implemented"


class TooManyRequests(Busy):
    """Too many attempts in a short time; `Retry-After` says when the next one may come."""

    code = "too-many-requests"

    def __init__(self, detail: str, retry_after: int = 1) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class NotReady(Busy):
    """The service runs but cannot serve yet: its database is away, or its schema is behind the code."""

    code = "not-ready"


def invalid(pointer: str, code: str, message: str) -> Invalid:
    """What is sent for one field that is wrong."""
    return Invalid("Something in what was sent is wrong.", Problem(pointer, code, message))
