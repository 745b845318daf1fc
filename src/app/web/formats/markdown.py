"""A published menu as Markdown: `menu.md`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from app.web.languages import Language
from app.web.reading.menus import PairingOnPage, contributors, marginalia
from app.web.words import facts, numerals
from domain.menus.views import CourseView, ItemView, PublicMenu, ServedWork

SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|~!&])")
BEGINNINGS: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
HTML: Final = re.compile(r"<(?!https?://)")


def as_markdown(menu: PublicMenu, language: Language, canonical: str, content_hash: str) -> str:
    """Headings are ours, words the curator's; notes keep their Markdown and hold no HTML."""
    return (
        "\n\n".join(
            (
                *_front(menu, language),
                *_courses(menu, language),
                *_end(menu, language, canonical, content_hash),
            )
        )
        + "\n"
    )


def _front(menu: PublicMenu, language: Language) -> Iterator[str]:
    yield f"# {_words(menu.title)}"
    if menu.description:
        yield _lines(menu.description)
    name = menu.curator.display_name or menu.curator.username
    yield language.gettext("composed by %(name)s") % {"name": f"**{_words(name)}**"}
    if menu.lineage:
        told = language.gettext("after %(source)s by %(name)s")
        yield told % {
            "source": f"*{_words(menu.lineage.source_title)}*",
            "name": _words(menu.lineage.source_curator),
        }
    if others := contributors(menu, language):
        told = language.gettext("with contributions by %(names)s")
        yield told % {"names": language.listed([_words(name) for name in others])}


def _courses(menu: PublicMenu, language: Language) -> Iterator[str]:
    beside = marginalia(menu)
    for number, course in enumerate(menu.courses, 1):
        yield from _course(number, course)
        for item in course.items:
            yield from _item(item, beside.get(item.id, []), language)


def _course(number: int, course: CourseView) -> Iterator[str]:
    yield f"## {numerals.roman(number)}. {_words(course.title)}"
    if course.intent:
        yield f"*{_words(' '.join(course.intent.split()))}*"


def _item(item: ItemView, pairings: Iterable[PairingOnPage], language: Language) -> Iterator[str]:
    yield f"### {_words(item.media.title)}"
    yield " — ".join(filter(None, (_words(facts.facts(item.media, language)), _links(item.media))))
    if item.annotation:
        yield _note(item.annotation)
    for pairing in pairings:
        yield f"> **{_words(pairing.relationship)}:** {_words(pairing.second.media.title)}\n>\n" + _quoted(
            _note(pairing.narrative)
        )


def _links(work: ServedWork) -> str:
    return ", ".join(
        f"[{facts.source_name(link.source_name)}](<{_address(link.url)}>)"
        for link in work.external_links
        if link.url
    )


def _end(menu: PublicMenu, language: Language, canonical: str, content_hash: str) -> Iterator[str]:
    yield "---"
    if menu.edition:
        when = language.date(menu.edition.published_at)
        name = numerals.edition_name(menu.edition.number, language)
        yield f"{name}, {when}, `{content_hash}`  \n<{canonical}>"


def _words(text: str) -> str:
    """As it was typed, on one line, whatever signs are in it."""
    escaped = SIGNS.sub(r"\\\1", " ".join(text.split()))
    return BEGINNINGS.sub(r"\1\\\2", escaped)


def _lines(text: str) -> str:
    return "\n\n".join(_words(line) for line in text.split("\n") if line.strip())


def _note(text: str) -> str:
    return HTML.sub(r"\\<", text)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _address(url: str | None) -> str:
    return (url or "").replace("<", "%3C").replace(">", "%3E").replace("\n", "")
