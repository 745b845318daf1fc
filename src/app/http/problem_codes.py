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
from app.http.field_codes import field_codes_in
from app.http.requests import MESSAGES
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


@cache
def registered() -> tuple[ProblemCode, ...]:
    """Every code that an answer can carry, by status. Codes of a 404 never leave: all 404s are alike."""
    _modules()
    codes = {error.code: _described(error) for error in _families(DomainError)}
    return tuple(sorted((*codes.values(), INTERNAL_CODE)))


def as_markdown() -> str:
    """The reference page."""
    head = "# Problem codes\n\nWritten by `python -m app.http.problem_codes` from the source.\n\n"
    rows = (f"| {each.status} | `{each.code}` | {each.explanation} |" for each in registered())
    table = "\n".join(("| status | code | meaning |", "| --- | --- | --- |", *rows))
    fields = (f"| `{code}` | {meaning} |" for code, meaning in sorted(field_codes().items()))
    inner = "\n".join(("| code | meaning |", "| --- | --- |", *fields))
    return f"{head}{table}\n\n## Codes beside a pointer, in `errors`\n\n{inner}\n"


@cache
def field_codes() -> dict[str, str]:
    """Codes inside `errors`, beside a pointer, with the message that explains them best: one without gaps."""
    found = dict(MESSAGES)
    for module in _modules():
        for code, message in field_codes_in(module):
            if message != "…" and "…" in found.get(code, "…"):
                found[code] = message
            else:
                found.setdefault(code, title_of(code))
    return found


def _modules() -> list[ModuleType]:
    packages = (domain, app.http)
    return [
        importlib.import_module(found.name)
        for package in packages
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def _families(error: type[DomainError]) -> Iterator[type[DomainError]]:
    """All refusals that leave as themselves: subclasses, without 404s other than the one."""
    for each in error.__subclasses__():
        if each.__module__.startswith(("domain.", "app.")) and (status_of(each) != 404 or each is NotFound):
            yield each
        yield from _families(each)


def _described(error: type[DomainError]) -> ProblemCode:
    words = " ".join((error.__doc__ or _default_detail(error)).split("\n\n")[0].split())
    return ProblemCode(status_of(error), error.code, title_of(error.code), words)


def _default_detail(error: type[DomainError]) -> str:
    """What a refusal without words about itself always tells the client."""
    try:
        return error().detail  # type: ignore[call-arg]
    except TypeError:
        return ""


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
