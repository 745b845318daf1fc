"""The registry of problem codes, read from the refusals themselves and from what they say of themselves.

`python -m app.http.problem_codes > docs/reference/errors.md` writes the page.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Final

import msgspec

import app.http
import domain
from app.http.errors import status_of, title_of
from domain.kernel import DomainError, NotFound


class ProblemCode(msgspec.Struct, frozen=True, order=True):
    """One documented code."""

    status: int
    code: str
    title: str
    explanation: str


INTERNAL_CODE: Final = ProblemCode(
    500,
    "internal",
    "Internal",
    "Something went wrong on our side; nothing was changed by halves. It is in the log.",
)

FIELD_CODES: Final[dict[str, str]] = {
    "invalid-value": "Not one of the allowed values, or not in the expected form (a date, a UUID).",
    "missing-field": "The field is required.",
    "missing-parameter": "The query parameter is required.",
    "nul-character": "The text holds U+0000.",
    "number-out-of-range": "The number is too big.",
    "out-of-bounds": "The number is smaller or larger than allowed.",
    "unknown-field": "The field is not known here.",
    "wrong-length": "The text or list is shorter or longer than allowed.",
    "wrong-type": "Another JSON type is expected here.",
}
"""Codes inside `errors`, beside a pointer."""


@cache
def registered() -> tuple[ProblemCode, ...]:
    """Every code that an answer can carry, by status. Codes of a 404 never leave: all 404s are alike."""
    for package in (domain, app.http):
        _import_all(package)
    codes = {error.code: _described(error) for error in _families(DomainError)}
    return tuple(sorted((*codes.values(), INTERNAL_CODE)))


def as_markdown() -> str:
    """The reference page."""
    head = "# Problem codes\n\nWritten by `python -m app.http.problem_codes` from the source.\n\n"
    rows = (f"| {each.status} | `{each.code}` | {each.explanation} |" for each in registered())
    table = "\n".join(("| status | code | meaning |", "| --- | --- | --- |", *rows))
    fields = (f"| `{code}` | {meaning} |" for code, meaning in sorted(FIELD_CODES.items()))
    inner = "\n".join(("| code | meaning |", "| --- | --- |", *fields))
    return f"{head}{table}\n\n## Codes beside a pointer, in `errors`\n\n{inner}\n"


def _import_all(package: ModuleType) -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def _families(error: type[DomainError]) -> Iterator[type[DomainError]]:
    """All refusals that leave as themselves: subclasses, without 404s other than the one."""
    for each in error.__subclasses__():
        if each.__module__.startswith(("domain.", "app.")) and (status_of(each) != 404 or each is NotFound):
            yield each
        yield from _families(each)


def _described(error: type[DomainError]) -> ProblemCode:
    words = " ".join((error.__doc__ or "").split("\n\n")[0].split())
    return ProblemCode(status_of(error), error.code, title_of(error.code), words)


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
