"""From a violated constraint to the refusal it stands for; an unknown one stays an error of ours."""

from collections.abc import Callable, Mapping

from sqlalchemy.exc import DBAPIError

from domain.kernel import Busy, DomainError

Refusals = Mapping[str, Callable[[], DomainError]]
"""Constraint name to the domain error that it guards."""

LOST_RACES = frozenset({"40001", "40P01", "55P03"})
"""serialization_failure, deadlock_detected, lock_not_available: the same work may succeed in a moment."""


def in_domain_words(error: DBAPIError, refusals: Refusals) -> Exception:
    """The refusal behind a driver's error, or the error itself when it is not one we know."""
    if getattr(error.orig, "sqlstate", None) in LOST_RACES:
        return Busy("Somebody else is changing the same thing. Try again in a moment.")
    refusal = refusals.get(_constraint_name(error, refusals) or "")
    return refusal() if refusal else error


def _constraint_name(error: DBAPIError, known: Refusals) -> str | None:
    """The constraint as the driver names it; a distributed table names it only in the message."""
    cause = getattr(error.orig, "__cause__", None)
    name = getattr(cause, "constraint_name", None)
    if name:
        return str(name)
    return next((each for each in known if f'"{each}"' in str(error.orig)), None)
