"""Makes the bytes of a published menu, and names the code that makes them: an upgrade makes new ones."""

import hashlib
from collections.abc import Callable
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from app.web.formats.cards import card_of
from app.web.formats.feeds import as_atom, as_json_feed
from app.web.formats.links import Addresses
from app.web.formats.markdown import as_markdown
from app.web.formats.news import feed_of_menu
from app.web.languages import language
from app.web.reading.story import story_of
from app.web.rendering import render
from app.web.static_files import VENDOR, has_fonts
from domain.menus.cards import DrawCard
from domain.menus.files import file_of
from domain.menus.renderings import Format, Source, StoryPage, Wanted

SOURCES = Path(__file__).parents[3]
SHOWN = (
    "app/web/*.py",
    "app/web/formats/*.py",
    "app/web/reading/*.py",
    "app/web/words/*.py",
    "app/web/templates/**/*.html",
    "app/web/locales/**/*.po",
    "app/web/static/css/*",
    "app/web/static/js/*",
    "adapters/pictures/*.py",
    "domain/menus/files.py",
)
SCHEMA: Final = "/schemas/menu.json"


class Renderer(Struct, frozen=True):
    """Renders editions for a service that stands at `base_url`; `mark` names the code that does."""

    base_url: str
    draw_card: DrawCard
    mark: str

    def __call__(self, source: Source, wanted: Wanted) -> bytes:
        """Raises MenuNotFound for a page beyond the end of a story."""
        makers: dict[Format, Callable[[Source, str], bytes]] = {
            "html": partial(self._page, "menu.html"),
            "embed": partial(self._page, "embed.html"),
            "json": self._document,
            "card": self._card,
            "file": self._file,
            "markdown": self._markdown,
            "atom": self._atom,
            "feed": self._feed,
            "story": partial(self._story, wanted.story, wanted.number),
        }
        return makers[wanted.format](source, wanted.locale)

    def _page(self, template: str, source: Source, locale: str) -> bytes:
        page = render(
            template,
            locale,
            menu=source.menu,
            content_hash=source.content_hash,
            sharing=self._addresses(source, locale),
            cached=True,
        )
        return page.encode()

    def _story(self, wanted: StoryPage | None, number: int | None, source: Source, locale: str) -> bytes:
        page = render(
            "story.html",
            locale,
            menu=source.menu,
            story=story_of(source.menu, wanted, number),
            sharing=self._addresses(source, locale),
            cached=True,
        )
        return page.encode()

    def _document(self, source: Source, locale: str) -> bytes:
        return msgspec.json.encode(source.menu)

    def _card(self, source: Source, locale: str) -> bytes:
        return self.draw_card(card_of(source.menu, language(locale), self.base_url))

    def _file(self, source: Source, locale: str) -> bytes:
        url, schema = self._addresses(source, locale).canonical, f"{self.base_url}{SCHEMA}"
        return msgspec.json.encode(file_of(source.menu, source.content_hash, url=url, schema=schema))

    def _markdown(self, source: Source, locale: str) -> bytes:
        canonical = self._addresses(source, locale).canonical
        return as_markdown(source.menu, language(locale), canonical, source.content_hash).encode()

    def _atom(self, source: Source, locale: str) -> bytes:
        return as_atom(feed_of_menu(source, self._addresses(source, locale)))

    def _feed(self, source: Source, locale: str) -> bytes:
        return as_json_feed(feed_of_menu(source, self._addresses(source, locale)))

    def _addresses(self, source: Source, locale: str) -> Addresses:
        mark = f"{self.mark}-{source.appearance}"
        return Addresses(self.base_url, source.menu, mark, locale, source.is_current)


@cache
def fingerprint(base_url: str) -> str:
    """Changes with the templates, words, styles, fonts, the code that puts them together, and the address."""
    letters = sorted(path.name for path in VENDOR.glob("letters/*.woff2"))
    seen = hashlib.sha256(f"{version('media-menu')} {base_url} {has_fonts()} {letters}".encode())
    for pattern in SHOWN:
        for file in sorted(SOURCES.glob(pattern)):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:16]
