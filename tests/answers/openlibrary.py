"""Answers of Open Library, in the form of its records; the books are made up."""

from typing import Any

WORK: dict[str, Any] = {
    "key": "/works/OL101W",
    "title": "The Salt Ledger",
    "authors": [
        {"author": {"key": "/authors/OL11A"}, "type": {"key": "/type/author_role"}},
        {"author": {"key": "/authors/OL12A"}, "type": {"key": "/type/author_role"}},
    ],
    "description": {"type": "/type/text", "value": "Accounts of a harbour that moved."},
    "covers": [-1, 4567],
    "subjects": ["Harbours"],
    "location": "/works/OL999W",
    "revision": 4,
    "latest_revision": 4,
    "created": {"type": "/type/datetime", "value": "2009-12-11T01:57:19.964652"},
    "last_modified": {"type": "/type/datetime", "value": "2020-12-11T01:57:19.964652"},
    "type": {"key": "/type/work"},
}
DOC: dict[str, Any] = {
    "key": "/works/OL101W",
    "title": "The Salt Ledger",
    "author_name": ["Ida Brine", "Otto Quay"],
    "author_key": ["OL11A", "OL12A"],
    "first_publish_year": 1931,
    "cover_i": 4567,
}
EDITION: dict[str, Any] = {
    "key": "/books/OL202M",
    "title": "The Salt Ledger",
    "works": [{"key": "/works/OL101W"}],
    "publishers": ["Quayside"],
    "publish_date": "October 1, 1988",
    "number_of_pages": 212,
    "languages": [{"key": "/languages/eng"}],
    "isbn_10": ["0306406152"],
    "isbn_13": ["9780306406157"],
    "covers": [4568],
    "identifiers": {"goodreads": ["5550001"]},
    "type": {"key": "/type/edition"},
    "revision": 2,
}
MOVED = {"key": "/works/OL100W", "type": {"key": "/type/redirect"}, "location": "/works/OL101W"}
DELETED = {"key": "/works/OL103W", "type": {"key": "/type/delete"}, "revision": 3}


def docs(*found: dict[str, Any]) -> dict[str, Any]:
    return {"numFound": len(found), "start": 0, "numFoundExact": True, "docs": list(found)}
