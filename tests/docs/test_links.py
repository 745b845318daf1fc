"""What is written about the service names only files, commands, settings and targets that there are."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.cli import main
from app.settings import Settings

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
LINK = re.compile(r"""\]\(([^)\s]+)\)|src="([^"]+)\"""")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
PROSE = re.compile(r"```.*?```", re.DOTALL)
CODE = re.compile(r"```sh\n(.*?)```|`([^`\n]+)`", re.DOTALL)
COMMAND = re.compile(r"\bmedia-menu ((?:[a-z-]+ ?)+)((?:.*?(?<!\S)--[a-z-]+)*)")
OPTION = re.compile(r"(?<!\S)--[a-z-]+")
TARGET = re.compile(r"\bmake ([a-z-]+)")
VARIABLE = re.compile(r"^\| `([A-Z_]+)`", re.MULTILINE)
PATH = re.compile(r"(?:src|tests|migrations|benchmarks|ui|docs|scripts)/[\w./-]+")
TEST = re.compile(r"`(test_\w+)`")

READ_ELSEWHERE = {"data": "MEDIA_MENU_DATA"}


def place(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


def links(page: Path) -> Iterator[str]:
    for match in LINK.finditer(PROSE.sub("", page.read_text("utf-8"))):
        link = match[1] or match[2]
        if not re.match(r"[a-z]+:", link):
            yield link


def anchors(page: Path) -> set[str]:
    titles = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def commands(page: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The words and the options of every `media-menu ...` in code."""
    for block in CODE.finditer(page.read_text("utf-8")):
        for line in (block[1] or block[2]).replace("\\\n", " ").splitlines():
            for match in COMMAND.finditer(line.partition("#")[0]):
                yield match[1].split(), OPTION.findall(match[2])


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or target.suffix != ".md" or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_command_is_one_that_the_program_knows(page: Path) -> None:
    for words, options in commands(page):
        command: click.Command = main
        while words and isinstance(command, click.Group):
            word = words.pop(0)
            assert word in command.commands, word
            command = command.commands[word]
        known = {
            option for parameter in command.params for option in parameter.opts + parameter.secondary_opts
        }
        assert set(options) <= known | {"--help"}, command.name


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_target_of_make_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = " ; ".join(block[1] or block[2] for block in CODE.finditer(page.read_text("utf-8")))
    assert set(TARGET.findall(code)) <= targets


def test_the_operator_guide_has_every_setting_and_no_other() -> None:
    settings = {READ_ELSEWHERE.get(name, name.upper()) for name in Settings.__struct_fields__}
    guide = (CHECKOUT / "docs" / "operate.md").read_text("utf-8")
    assert set(VARIABLE.findall(guide)) == settings


def test_decisions_name_checks_that_there_are() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (CHECKOUT / "tests").rglob("test_*.py"))
    for page in (CHECKOUT / "docs" / "decisions").glob("*.md"):
        text = page.read_text("utf-8")
        assert all((CHECKOUT / path).exists() for path in PATH.findall(text)), page.name
        assert all(f"def {name}(" in tests for name in TEST.findall(text)), page.name


def test_every_decision_has_its_parts_and_stands_in_the_index() -> None:
    index = (CHECKOUT / "docs" / "decisions" / "index.md").read_text("utf-8")
    for page in (CHECKOUT / "docs" / "decisions").glob("*.md"):
        if page.name == "index.md":
            continue
        parts = re.findall(r"^\*\*([A-Z][a-z ]+?)\.?\*\*", page.read_text("utf-8"), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"], page.name
        assert f"({page.name})" in index, page.name
