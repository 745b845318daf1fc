"""Rules for modules that the import linter cannot hold: what the domain may import, and words at the top."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
DOMAIN = sorted((CHECKOUT / "src" / "domain").rglob("*.py"))
MODULES = sorted(path for top in ("src", "migrations", "tests") for path in (CHECKOUT / top).rglob("*.py"))
ALLOWED = frozenset(sys.stdlib_module_names) | {"domain", "msgspec"}


def place(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "domain" if node.level else (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", DOMAIN, ids=place)
def test_the_domain_imports_only_the_standard_library_msgspec_and_itself(path: Path) -> None:
    assert set(imported(ast.parse(path.read_text("utf-8")))) <= ALLOWED


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source))


HTTP_CLIENTS = {"httpx", "httpcore", "aiohttp", "requests", "urllib3"}


@pytest.mark.parametrize("path", sorted((CHECKOUT / "src").rglob("*.py")), ids=place)
def test_only_the_gateway_knows_an_http_client(path: Path) -> None:
    source = path.read_text("utf-8")
    found = HTTP_CLIENTS & set(imported(ast.parse(source))) or "urllib.request" in source
    assert not found or path.is_relative_to(CHECKOUT / "src" / "adapters" / "upstream")
