"""Finds the codes that stand beside a pointer, where the source reports a problem with one field."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Final

REPORTS: Final = frozenset({"Problem", "StateInvalid", "WorkInvalid", "invalid"})
"""What is called with a pointer, a code and a message."""


def field_codes_in(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Each code with its message; what a message fills in at run time is shown as an ellipsis."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and _name(node.func) in REPORTS and len(node.args) == 3:
            code, message = node.args[1:]
            if isinstance(code, ast.Constant):
                yield str(code.value), _text(message)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _text(message: ast.expr) -> str:
    if isinstance(message, ast.JoinedStr):
        return "".join(_text(part) for part in message.values)
    return str(message.value) if isinstance(message, ast.Constant) else "…"
