"""News as feeds: Atom (RFC 4287) and JSON Feed 1.1, from one description of both."""

import re
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree import ElementTree as Xml

import msgspec
from msgspec import Struct

ATOM: Final = "http://www.w3.org/2005/Atom"
JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0 has no way to write these."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed was updated in which nothing has happened yet; it has to say something."""


class Entry(Struct, frozen=True):
    """One edition: `address` is its page and its id, `html` is clean.

    `author_address` is empty where the author need not have a page.
    """

    address: str
    title: str
    author: str
    author_address: str
    published_at: datetime
    html: str
    summary: str = ""
    image: str = ""


class Feed(Struct, frozen=True):
    """Entries, newest first; `place` is where both forms stand, without `.atom` or `.json`."""

    place: str
    page: str
    title: str
    locale: str
    entries: tuple[Entry, ...]


def as_atom(feed: Feed) -> bytes:
    """The feed as an XML document in UTF-8."""
    root = Xml.Element(f"{{{ATOM}}}feed", {"xml:lang": feed.locale})
    newest = max((entry.published_at for entry in feed.entries), default=EPOCH)
    _said(root, "id", f"{feed.place}.atom")
    _said(root, "title", feed.title)
    _said(root, "updated", newest.isoformat())
    _said(root, "link", "", rel="self", type="application/atom+xml", href=f"{feed.place}.atom")
    _said(root, "link", "", rel="alternate", type="text/html", href=feed.page)
    _said(root, "generator", "media-menu")
    for entry in feed.entries:
        _put_entry(root, entry)
    return written(root, ATOM)


def written(root: Xml.Element, namespace: str) -> bytes:
    """The document in UTF-8, with its declaration; elements of the namespace have no prefix."""
    Xml.register_namespace("", namespace)  # one for the whole process: whoever writes says it anew
    body: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _put_entry(root: Xml.Element, entry: Entry) -> None:
    element = Xml.SubElement(root, f"{{{ATOM}}}entry")
    _said(element, "id", entry.address)
    _said(element, "title", entry.title)
    _said(element, "link", "", rel="alternate", type="text/html", href=entry.address)
    _said(element, "published", entry.published_at.isoformat())
    _said(element, "updated", entry.published_at.isoformat())
    author = Xml.SubElement(element, f"{{{ATOM}}}author")
    _said(author, "name", entry.author)
    if entry.author_address:
        _said(author, "uri", entry.author_address)
    if entry.summary:
        _said(element, "summary", entry.summary)
    _said(element, "content", entry.html, type="html")


def _said(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    safe = {key: NOT_XML.sub("", value) for key, value in attributes.items()}
    Xml.SubElement(parent, f"{{{ATOM}}}{name}", safe).text = NOT_XML.sub("", text)


def as_json_feed(feed: Feed) -> bytes:
    """The feed as a JSON document."""
    return msgspec.json.encode(
        {
            "version": JSON_FEED,
            "title": feed.title,
            "home_page_url": feed.page,
            "feed_url": f"{feed.place}.json",
            "language": feed.locale,
            "items": [_item(entry) for entry in feed.entries],
        }
    )


def _item(entry: Entry) -> dict[str, Any]:
    author = {"name": entry.author, **({"url": entry.author_address} if entry.author_address else {})}
    facts = {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.image,
        "date_published": entry.published_at,
        "authors": [author],
    }
    return {name: value for name, value in facts.items() if value or name == "content_html"}
