"""A menu in the words of schema.org, for programs that read pages (JSON-LD)."""

from typing import Any, Final, NamedTuple

import msgspec
from markupsafe import Markup

from domain.menus.views import Curator, ItemView, PublicMenu, ServedWork

IN_SCRIPT: Final = str.maketrans({
    each: f"\\u{ord(each):04x}" for each in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
})  # fmt: skip
MOST_MAKERS: Final = 3


class Kind(NamedTuple):
    """A type of schema.org, and what makers and the year are called in it; no `year` where it has none."""

    name: str
    made: str
    maker: str
    year: str = "datePublished"


KINDS: Final = {
    "film": Kind("Movie", "director", "Person"),
    "tv": Kind("TVSeries", "creator", "Person"),
    "book": Kind("Book", "author", "Person"),
    "magazine": Kind("Periodical", "publisher", "Organization"),
    "game": Kind("VideoGame", "creator", "Organization"),
    "music": Kind("MusicAlbum", "byArtist", "MusicGroup"),
    "audio": Kind("AudioObject", "creator", "Person"),
    "event": Kind("Event", "performer", "PerformingGroup", ""),
}
OTHERWISE: Final = Kind("CreativeWork", "creator", "Person")


def structured(menu: PublicMenu, base_url: str, canonical: str, card: str) -> Markup:
    """The menu as an ItemList, ready to stand in a script element."""
    items = [item for course in menu.courses for item in course.items]
    listed = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "@id": canonical,
        "name": menu.title,
        **({"description": menu.description} if menu.description else {}),
        "url": canonical,
        "image": card,
        "mainEntityOfPage": _page(menu, base_url, canonical),
        "numberOfItems": len(items),
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "itemListElement": [_entry(number, item, base_url) for number, item in enumerate(items, 1)],
    }
    return in_script(listed)


def in_script(facts: dict[str, Any]) -> Markup:
    """The facts as JSON that may stand in a script element."""
    return Markup(msgspec.json.encode(facts).decode().translate(IN_SCRIPT))  # noqa: S704 - escaped right here


def _page(menu: PublicMenu, base_url: str, canonical: str) -> dict[str, Any]:
    dates = {"datePublished": menu.edition.published_at.date().isoformat()} if menu.edition else {}
    others = [_person(each.curator) for each in menu.credits if each.curator]
    return {
        "@type": "WebPage",
        "@id": canonical,
        "author": _person(menu.curator, base_url if menu.visibility == "public" else ""),
        **({"contributor": others} if others else {}),
        **dates,
    }


def _person(person: Curator, base_url: str = "") -> dict[str, str]:
    """With a page where there is one for certain: only who has a public menu has one."""
    name = person.display_name or person.username
    page = {"url": f"{base_url}/c/{person.username}"} if base_url else {}
    return {"@type": "Person", "name": name, **page}


def _entry(number: int, item: ItemView, base_url: str) -> dict[str, Any]:
    return {"@type": "ListItem", "position": number, "item": _work(item.media, base_url)}


def _work(work: ServedWork, base_url: str) -> dict[str, Any]:
    kind = KINDS.get(work.media_type, OTHERWISE)
    makers = [{"@type": kind.maker, "name": name} for name in work.creators[:MOST_MAKERS]]
    elsewhere = [link.url for link in work.external_links if link.url]
    facts = {
        "@type": kind.name,
        "name": work.title,
        "url": f"{base_url}/media/{work.id}",
        kind.made: makers[0] if len(makers) == 1 else makers,
        kind.year: work.release_year and f"{work.release_year:04d}",
        "sameAs": elsewhere[0] if len(elsewhere) == 1 else elsewhere,
    }
    return {name: value for name, value in facts.items() if name and value}
