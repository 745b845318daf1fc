"""The words that the editor's script says are those that its page brings along."""

import json
import re
from gzip import compress
from pathlib import Path

import pytest

from app.web.island import brought
from app.web.island.said import together
from app.web.island.words import SAID
from app.web.rendering import TEMPLATES
from app.web.specimens.frames import GROUPS
from app.web.static_files import EDITOR, has_editor
from domain.menus.notes import NoteTally
from tests.web import samples

SOURCES = Path(__file__).parents[2] / "ui" / "editor"
SAYING = re.compile(r"\b(?:words|this)\.say\((?=((?:`[^`]*`|[^`,()])*))")
"""What is said is chosen in the first argument; `say` of a desk gets whole sentences."""
KEY = re.compile(r"""(?:^|[?:])\s*(["'`])(?P<key>.+?)\1""")
CHOSEN = re.compile(r"""\bword: "(?P<key>\w+)\"""")
"""Keys in tables of a script's own, that `say` gets by name."""
HOLE = re.compile(r"\$\{.*?\}")


def said_keys() -> set[str]:
    texts = [
        path.read_text("utf-8") for path in SOURCES.rglob("*") if path.suffix in {".svelte", ".ts"}
        and not path.name.endswith(".test.ts")
    ]  # fmt: skip
    tables = {found["key"] for text in texts for found in CHOSEN.finditer(text)}
    arguments = [found[1] for text in texts for found in SAYING.finditer(text)]
    return tables | {found["key"] for argument in arguments for found in KEY.finditer(argument)}


def families() -> list[re.Pattern[str]]:
    """What keys with holes in them may come to; each begins with a word of its own."""
    keys = [key for key in said_keys() if HOLE.search(key)]
    assert [key for key in keys if key.startswith("$")] == []
    return [re.compile(HOLE.sub(r"[\\w-]*", key)) for key in keys]


def test_the_script_says_nothing_that_the_catalogue_does_not_have() -> None:
    plain = {key for key in said_keys() if not HOLE.search(key)}
    assert plain - SAID.keys() == set()


def test_families_of_words_have_members() -> None:
    assert [family for family in families() if not any(map(family.fullmatch, SAID))] == []


def test_every_word_is_said_somewhere() -> None:
    unsaid, members = SAID.keys() - said_keys(), families()
    assert {key for key in unsaid if not any(family.fullmatch(key) for family in members)} == set()


def test_the_script_is_asked_for_by_the_address_that_its_parts_import() -> None:
    page = (TEMPLATES / "studio_menu.html").read_text("utf-8")
    assert 'src="/static/vendor/editor/editor.js"' in page


def test_a_key_that_two_tables_have_is_refused() -> None:
    with pytest.raises(ValueError, match="restored"):
        together({"restored": "Brought back"}, {"title": "Title", "restored": "Went back to {moment}"})


def test_moments_are_told_by_the_clock_of_the_account() -> None:
    document = json.loads(brought(samples.MENU, "en", "seal", samples.VIEWER, NoteTally(0, 0), 0))
    assert (document["username"], document["time_zone"]) == ("ada", "Europe/Warsaw")


@pytest.mark.skipif(not has_editor(), reason="the editor was not built")
def test_the_script_weighs_what_was_promised() -> None:
    built = EDITOR.parent.glob("*.js")
    sizes = {path.name.partition("-")[0]: len(compress(path.read_bytes())) for path in built}
    assert sizes.keys() == {"editor.js", "sortable", "rooms"}
    assert sizes["editor.js"] + sizes["sortable"] <= 60_000, "all that the page itself does, dragging too"
    assert sum(sizes.values()) <= 74_000, sizes


def states() -> str:
    """What brings specimens of the editor about, all of it."""
    found = sorted((SOURCES.parent / "specimens" / "states").glob("*.ts"))
    return "\n".join(path.read_text("utf-8") for path in found)


def test_every_component_is_seen_in_a_specimen() -> None:
    named = set(re.findall(r'"([A-Z]\w+)"', states()))
    components = {path.stem for path in SOURCES.rglob("*.svelte")}
    assert components
    assert components - named == set()


def test_every_state_has_a_frame_and_every_frame_a_state() -> None:
    brought_about = re.findall(r'^  "?([a-z-]+)"?: \{', states(), re.MULTILINE)
    assert sorted(brought_about) == sorted(frame.name for group in GROUPS for frame in group.frames)
