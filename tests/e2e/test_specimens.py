"""The design system page shows the editor itself in every state; its frames keep to themselves."""

import re

from playwright.sync_api import expect

from app.web.specimens.frames import GROUPS
from app.web.static_files import EDITOR
from tests.e2e.conftest import Windows

NAMES = [frame.name for group in GROUPS for frame in group.frames]
SHOW_ALL = """async () => {
    const told = new Map(), classes = new Set();
    const waiting = [...document.querySelectorAll('iframe[src*="scheme=light"]')];
    const show = async (frame) => {
        const loaded = new Promise((go) => frame.addEventListener("load", go, {once: true}));
        frame.loading = "eager";
        await loaded;
        const root = frame.contentDocument.documentElement;
        const name = new URL(frame.src).searchParams.get("state");
        const isOver = () => root.dataset.shown === name || root.dataset.failed;
        const over = new Promise((go) => {
            new MutationObserver(() => isOver() && go()).observe(root, {attributes: true});
        });
        if (!isOver()) await over;
        for (const {classList} of root.querySelectorAll("[class]")) classList.forEach((each) => classes.add(each));
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
    """Whatever is styled is seen in one of them at least: a new component owes its specimen."""
    reader = windows.reader()
    assert reader.open("/styleguide") == 200
    main = reader.page.locator("#main")
    main.focus()
    shown = reader.page.evaluate(SHOW_ALL)
    assert {name: why for name, why in shown["told"].items() if why} == {}
    assert sorted(shown["told"]) == sorted(NAMES)
    styled = set(re.findall(r"\.(s[0-9a-z]{4})\b", EDITOR.with_suffix(".css").read_text("utf-8")))
    assert styled
    assert styled - set(shown["classes"]) == set()
    assert (shown["focused"], shown["scrolled"], shown["kept"]) == ("main", 0, 0)
    expect(main).to_be_focused()
