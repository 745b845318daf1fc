"""Rules for modules that the import linter cannot hold: what the domain may import, and words at the top."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
SOURCES = CHECKOUT / "src"
ALLOWED = frozenset(sys.stdlib_module_names) | {"domain", "msgspec"}
HTTP_CLIENTS = {"httpx", "httpcore", "aiohttp", "requests", "urllib3"}


def modules_below(*folders: Path) -> Iterator[tuple[str, Path]]:
    """Where each lies in the checkout, and its path."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    assert found, "there is nothing to look at"
    return ((str(path.relative_to(CHECKOUT)), path) for path in found)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def has_text(path: Path) -> bool:
    return bool(path.read_text("utf-8").strip())


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "domain" if node.level else (node.module or "").split(".")[0]


def test_the_domain_imports_only_the_standard_library_msgspec_and_itself() -> None:
    strangers = {place: set(imported(path)) - ALLOWED for place, path in modules_below(SOURCES / "domain")}
    assert {place: names for place, names in strangers.items() if names} == {}


def test_every_module_opens_with_a_sentence() -> None:
    modules = modules_below(SOURCES, CHECKOUT / "migrations", CHECKOUT / "tests")
    silent = [place for place, path in modules if not ast.get_docstring(tree_of(path)) and has_text(path)]
    assert silent == []


def test_only_the_gateway_knows_an_http_client() -> None:
    knowing = [
        place
        for place, path in modules_below(SOURCES)
        if HTTP_CLIENTS & set(imported(path)) or "urllib.request" in path.read_text("utf-8")
    ]
    assert [place for place in knowing if not place.startswith("src/adapters/upstream/")] == []
