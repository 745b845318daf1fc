"""The design system page shows the editor itself in every state; its frames keep to themselves."""

import os
import re

import pytest
from playwright.sync_api import expect

from app.web.specimens.frames import GROUPS, Frame
from app.web.static_files import EDITOR
from tests.browser import ALL_RULES, violations
from tests.e2e.conftest import Windows

ALL = {frame.name for group in GROUPS for frame in group.frames}
FIRST = {group.frames[0].name for group in GROUPS}
REST = {
    "balance-open", "by-hand", "course-more", "history", "keys", "list-left", "pairing-new", "removed",
}  # fmt: skip
"""With the first of each group they show every component that has a style."""
WANTS_ALL = os.environ.get("MEDIA_MENU_ALL_SPECIMENS") == "1"
NAMES = sorted(ALL if WANTS_ALL else FIRST | REST)
"""All of them take half a minute of a processor: whoever changes what they show asks for that."""
SHOW = """async (names) => {
    const told = new Map();
    const classes = new Set();
    const waiting = names.map((name) => document.querySelector(`iframe[src*="state=${name}&scheme=light"]`));
    const show = async (frame) => {
        const loaded = new Promise((go) => frame.addEventListener("load", go, {once: true}));
        frame.loading = "eager";
        if (!frame.contentDocument.URL.startsWith("http")) await loaded;
        const root = frame.contentDocument.documentElement;
        const name = new URL(frame.src).searchParams.get("state");
        const isOver = () => root.dataset.shown === name || root.dataset.failed;
        const over = new Promise((go) => {
            new MutationObserver(() => isOver() && go()).observe(root, {attributes: true});
        });
        if (!isOver()) await over;
        const dressed = [...root.querySelectorAll("[class]")];
        dressed.flatMap((thing) => [...thing.classList]).forEach((each) => classes.add(each));
        told.set(name, root.dataset.failed ?? "");
        frame.remove();
    };
    const one = async () => { while (waiting.length) await show(waiting.shift()); };
    await Promise.all([one(), one()]);
    return {
        told: Object.fromEntries(told),
        classes: [...classes],
        focused: document.activeElement.id,
        scrolled: scrollY,
        kept: localStorage.length + sessionStorage.length,
    };
}"""


def test_each_state_of_the_editor_is_reached_in_its_frame(windows: Windows) -> None:
    """Whatever has a style is seen in one of them: a new component owes its specimen."""
    reader = windows.reader()
    assert reader.open("/styleguide") == 200
    main = reader.page.locator("#main")
    main.focus()
    shown = reader.page.evaluate(SHOW, NAMES)
    assert {name: why for name, why in shown["told"].items() if why} == {}
    assert sorted(shown["told"]) == NAMES
    styled = set(re.findall(r"\.(s[0-9a-z]{4})\b", EDITOR.with_suffix(".css").read_text("utf-8")))
    assert styled
    assert styled - set(shown["classes"]) == set()
    assert (shown["focused"], shown["scrolled"], shown["kept"]) == ("main", 0, 0)
    expect(main).to_be_focused()


UNDER_BARS = {"target-size": {"enabled": False}}
"""On a low screen the bars at its edges cover half of what is about to be scrolled out from under them."""
IN_THE_AIR = {"listitem": {"enabled": False}, "region": {"enabled": False}}
"""What follows the pointer is a copy that Sortable hangs into the body, outside of any list and place."""


SAMPLE = {"two-versions", "publish-problems", "phone-results"}


@pytest.mark.parametrize(
    "frame",
    [frame for group in GROUPS for frame in group.frames if WANTS_ALL or frame.name in SAMPLE],
    ids=lambda it: it.name,
)
def test_no_state_of_the_editor_keeps_anybody_out(windows: Windows, frame: Frame) -> None:
    """Each by itself, as wide as its frame: so high that nothing is covered, and as low as a screen is."""
    width = 390 if "as-phone" in frame.shape else 1008
    air = IN_THE_AIR if frame.name.endswith("in-the-air") else {}
    reader = windows.reader(viewport={"width": width, "height": 5000})
    assert reader.open(f"/styleguide/editor?state={frame.name}") == 200
    expect(reader.page.locator(f"html[data-shown={frame.name}]")).to_be_attached()
    assert violations(reader.page, "light", {**ALL_RULES, "rules": air}) == []
    reader.page.set_viewport_size({"width": width, "height": 700})
    assert violations(reader.page, "dark", {**ALL_RULES, "rules": {**air, **UNDER_BARS}}) == []
