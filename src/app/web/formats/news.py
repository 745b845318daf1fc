"""What is new: the editions of a menu, a curator's, and everybody's, told as entries of feeds."""

from collections.abc import Sequence

from app.web.formats.feeds import Entry, Feed
from app.web.formats.links import Addresses
from app.web.languages import language
from app.web.rendering import render
from app.web.words.facts import isolated
from app.web.words.numerals import edition_name
from domain.menus.comparing import differences
from domain.menus.renderings import MOST_NEWS, PastEdition, Source
from domain.menus.views import Curator, NewEdition


def feed_of_menu(source: Source, addresses: Addresses) -> Feed:
    """One entry for each edition that is open to readers, with what changed."""
    before = [*source.past[1:], None]
    pairs = list(zip(source.past, before, strict=True))[:MOST_NEWS]
    return Feed(
        place=f"{addresses.canonical}/feed",
        page=addresses.canonical,
        title=source.menu.title,
        locale=addresses.locale,
        entries=tuple(_edition(*each, source, addresses) for each in pairs),
    )


def _edition(
    edition: PastEdition, previous: PastEdition | None, source: Source, addresses: Addresses
) -> Entry:
    name = edition_name(edition.number, language(addresses.locale))
    changed = differences(previous.menu, edition.menu, source.standing) if previous else None
    return Entry(
        address=f"{addresses.canonical}/editions/{edition.number}",
        title=f"{isolated(edition.menu.title)}, {name}",
        author=shown_name(addresses.menu.curator),
        author_address=addresses.curator,
        published_at=edition.published_at,
        summary=edition.note or "",
        html=render("parts/news.html", addresses.locale, edition=edition, changed=changed),
    )


def feed_of_news(
    news: Sequence[NewEdition], *, place: str, page: str, title: str, locale: str, base_url: str
) -> Feed:
    """Editions of many menus."""
    entries = tuple(_new_edition(edition, locale, base_url) for edition in news)
    return Feed(place=place, page=page, title=title, locale=locale, entries=entries)


def _new_edition(edition: NewEdition, locale: str, base_url: str) -> Entry:
    name = edition_name(edition.number, language(locale))
    return Entry(
        address=f"{base_url}/m/{edition.slug}/editions/{edition.number}",
        title=isolated(edition.title) if edition.number == 1 else f"{isolated(edition.title)}, {name}",
        author=shown_name(edition.curator),
        author_address=f"{base_url}/c/{edition.curator.username}",
        published_at=edition.published_at,
        summary=edition.note or edition.description or "",
        html=render("parts/new_edition.html", locale, edition=edition),
    )


def shown_name(curator: Curator) -> str:
    return curator.display_name or curator.username
