"""Each part that pages are made of has its place on the design system page; no browser is needed to know."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from jinja2 import DictLoader, Environment, nodes

from app.web.rendering import TEMPLATES, environment

Part = tuple[str, str]
"""A template and one of its macros; what stands outside of them has no name."""

NOT_SEEN = {
    "parts/preview.html": "stands in the head of a page",
    "parts/sharing.html": "stands in the head of a page",
    "parts/news.html": "stands in feeds, without a style of ours",
    "parts/new_edition.html": "stands in feeds, without a style of ours",
    "parts/typed.html": "gives words, and draws nothing",
}


def test_every_part_is_shown_in_the_design_system() -> None:
    """A new macro owes its place there, or an entry above with its reason."""
    owed = {part for part in parts() if part[0] not in NOT_SEEN}
    assert owed - shown(environment("en")) == set()


def test_nobody_is_excused_who_need_not_be() -> None:
    excused = {part for part in parts() if part[0] in NOT_SEEN}
    assert {template for template, _ in excused} == set(NOT_SEEN)
    assert excused & shown(environment("en")) == set()


def test_a_part_that_is_imported_or_called_by_nobody_who_is_shown_is_found() -> None:
    made = Environment(
        loader=DictLoader(
            {
                "styleguide.html": (
                    '{% from "parts/a.html" import seen, unseen %}{% call(each) seen() %}{% endcall %}'
                ),
                "parts/a.html": (
                    "{% macro seen() %}{{ inner() }}{% endmacro %}{% macro inner() %}{% endmacro %}"
                    "{% macro unseen() %}{{ below() }}{% endmacro %}{% macro below() %}{% endmacro %}"
                ),
            }
        )
    )
    assert shown(made) & set(macros(made, "parts/a.html")) == {
        ("parts/a.html", "seen"),
        ("parts/a.html", "inner"),
    }


def parts() -> set[Part]:
    """All that there are: macros, and templates that draw something by being included."""
    env = environment("en")
    names = [path.relative_to(TEMPLATES).as_posix() for path in Path(TEMPLATES, "parts").glob("*.html")]
    assert names
    return {part for name in names for part in macros(env, name)}


def macros(env: Environment, template: str) -> Iterator[Part]:
    for name, body in scopes(env, template).items():
        if name or any(draws(node) for node in body):
            yield template, name


def draws(node: nodes.Node) -> bool:
    written = chain(node.find_all(nodes.TemplateData), [node] if isinstance(node, nodes.TemplateData) else [])
    return any(each.data.strip() for each in written)


def shown(env: Environment) -> set[Part]:
    """What the page reaches by calls and inclusions, however far."""
    reached: set[Part] = set()
    waiting: list[Part] = [("styleguide.html", "")]
    while waiting:
        if (part := waiting.pop()) not in reached:
            reached.add(part)
            waiting.extend(used_by(env, *part))
    return reached


def used_by(env: Environment, template: str, name: str) -> Iterator[Part]:
    scope = scopes(env, template)
    known: dict[str, Part] = {own: (template, own) for own in scope if own}
    known |= imported(env, template)
    for node in scope.get(name, []):
        for call in within(node, nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in known:
                yield known[call.node.name]
        for include in within(node, nodes.Include):
            if isinstance(include.template, nodes.Const):
                yield include.template.value, ""


def imported(env: Environment, template: str) -> dict[str, Part]:
    """Macros of other templates by what they are called here."""
    found: dict[str, Part] = {}
    for each in tree(env, template).find_all(nodes.FromImport):
        assert isinstance(each.template, nodes.Const)
        for given in each.names:
            name, alias = given if isinstance(given, tuple) else (given, given)
            found[alias] = (each.template.value, name)
    return found


def scopes(env: Environment, template: str) -> dict[str, list[nodes.Node]]:
    """The bodies of the template's macros by name; what stands outside of all under no name."""
    body = tree(env, template).body
    found: dict[str, list[nodes.Node]] = {
        "": [node for node in body if not isinstance(node, nodes.Macro)],
    }
    return found | {node.name: node.body for node in body if isinstance(node, nodes.Macro)}


def within(node: nodes.Node, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
    if isinstance(node, kind):
        yield node
    yield from node.find_all(kind)


@cache
def tree(env: Environment, template: str) -> nodes.Template:
    assert env.loader
    source, _, _ = env.loader.get_source(env, template)
    return env.parse(source)
