"""No word of a page bypasses the message catalogues, and every message is said in Polish."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.web import messages
from app.web.languages import CATALOGUES, LOCALES, language, read_catalogue
from app.web.refusals import WORDS
from app.web.rendering import TEMPLATES

SPOKEN = {"title", "aria-label", "aria-description", "placeholder", "alt", "label", "content", "data-done"}
JINJA = re.compile(r"\{% trans.*?endtrans %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# The name of the product, the works of the specimen, and what only machines read.
ALLOWED = re.compile(
    r"media menu|Kind of Blue|Miles Davis|Wong Kar-wai|Italo Calvino|"
    r"width=device-width, initial-scale=1|light dark|#\w{6}|noindex(, nofollow)?|"
    r"article|profile|image/png|summary_large_image|/m/"
)


class Spoken(HTMLParser):
    """Collects what a template says by itself, once everything in Jinja's braces is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def bypassing(template: str) -> list[str]:
    reader = Spoken()
    reader.feed(JINJA.sub("", template))
    said = (ALLOWED.sub("", words).strip() for words in reader.words)
    return [words for words in said if re.search(r"[^\W\d_]{2}", words)]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_words_of_a_template_bypass_the_catalogue(path: Path) -> None:
    assert bypassing(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<a aria-label="Close">{{ x }}</a>',
        '<input placeholder="Name {{ _("x") }}">',
        "<b>{{ n }} works</b>",
    ],
)
def test_words_outside_the_catalogue_are_found(template: str) -> None:
    assert bypassing(template)


def test_every_message_is_said_in_polish() -> None:
    assert messages.gaps("pl", messages.collect()) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogues_are_what_extraction_writes(locale: str) -> None:
    committed = (CATALOGUES / locale / "LC_MESSAGES" / "messages.po").read_bytes()
    assert messages.written(messages.updated(locale, messages.collect())) == committed


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_keep_the_places_for_values_and_the_markup(locale: str) -> None:
    for message in read_catalogue(locale):
        for source, said in _forms(message.id, message.string):
            assert places(said) <= places(source) | places(str(message.id)), said
            assert sorted(re.findall("<[^>]+>", said)) == sorted(re.findall("<[^>]+>", source)), said


def _forms(source: str | tuple[str, ...], said: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(source, tuple | list):
        yield from ((source[-1], form) for form in said if form)
    elif source and said:
        yield source, str(said)


def places(words: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", words))


def test_polish_counts_in_three_forms() -> None:
    polish = language("pl")
    said = [polish.ngettext("%(n)s work", "%(n)s works", n) % {"n": n} for n in (1, 2, 5, 12, 22, 25)]
    assert said == ["1 dzieło", "2 dzieła", "5 dzieł", "12 dzieł", "22 dzieła", "25 dzieł"]


def test_every_refusal_with_words_of_its_own_has_them_in_the_catalogue() -> None:
    known = {message.id for message in messages.collect()}
    assert set(WORDS.values()) <= known
