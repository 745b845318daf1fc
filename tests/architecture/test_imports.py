"""The import contracts of pyproject.toml are kept, and name every context there is."""

import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def test_every_context_is_held_apart_from_the_others() -> None:
    contexts = {f"domain.{path.parent.name}" for path in (CHECKOUT / "src" / "domain").glob("*/__init__.py")}
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    held = [set(contract.get("modules", ())) for contract in settings["tool"]["importlinter"]["contracts"]]
    assert contexts in held
