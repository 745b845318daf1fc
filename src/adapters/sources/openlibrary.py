"""Open Library: works and editions, as its API and its dumps give them."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.sources.identifiers import Pairs, address_of, isbn13, linked_as
from domain.ingestion.canonical import Title
from domain.ingestion.errors import Unusable
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.dates import year, year_in_text
from domain.ingestion.transformations.numbers import count, whole
from domain.ingestion.transformations.structure import as_it_is, first, objects
from domain.ingestion.transformations.texts import language, long_text, name, names, text
from domain.ingestion.transformations.works import class_named, names_where, titled

NAME_AND_ROLE = re.compile(r"(?P<name>.+?)\s*\((?P<role>[^()]+)\)\s*")
CLASSES = {
    "Novels": "book.novel",
    "Novellas": "book.novella",
    "Short stories": "book.short-stories",
    "Poetry": "book.poetry",
    "Poems": "book.poetry",
    "Plays": "book.play",
    "Manga": "book.comic.manga",
    "Graphic novels": "book.comic.graphic-novel",
    "Comic books, strips, etc": "book.comic",
    "Comic books, strips": "book.comic",
    "Comics & graphic novels": "book.comic",
    "Picture books": "book.picture-book",
    "Biography": "book.nonfiction.biography",
    "Autobiography": "book.nonfiction.biography",
    "Essays": "book.nonfiction.essays",
    "Textbooks": "book.nonfiction.textbook",
    "Dictionaries": "book.nonfiction.reference",
    "Encyclopedias": "book.nonfiction.reference",
    "Cookbooks": "book.nonfiction.cookbook",
    "Anthologies": "book.anthology",
    "Nonfiction": "book.nonfiction",
}
"""Subjects that say what a book is, and not what it is about."""

KEY = re.compile(r"(?:/(?:works|books)/)?(OL[0-9]+[WM])")
TYPES = {"/type/work": "work", "/type/edition": "edition"}
TWO_LETTERS = {
    "ara": "ar", "bel": "be", "bul": "bg", "cat": "ca", "chi": "zh", "cze": "cs", "dan": "da", "dut": "nl",
    "eng": "en", "est": "et", "fin": "fi", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi",
    "hun": "hu", "ice": "is", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la", "lav": "lv",
    "lit": "lt", "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "rum": "ro", "rus": "ru", "slo": "sk",
    "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip
"""MARC's codes to ISO 639-1, for the languages that have most books; others keep three letters."""


def reference(value: Any) -> str | None:
    """The last part of a key such as `/languages/eng`; old records have the key alone, others an object."""
    for inner in ("author", "key"):
        value = value.get(inner, value) if isinstance(value, dict) else value
    return value.rpartition("/")[2] or None if isinstance(value, str) else None


def references(value: Any) -> tuple[str, ...] | None:
    """The last parts of a list of keys, each once."""
    keys = (reference(each) for each in (value if isinstance(value, list) else [value]))
    return tuple(dict.fromkeys(key for key in keys if key)) or None


def author_names(value: Any) -> tuple[str, ...] | None:
    """Names of authors, where the record carries them beside their keys."""
    given = objects(value) if isinstance(value, list) else []
    return names([each.get("author", each) for each in given])


def marc_language(value: Any) -> str | None:
    """A MARC language code as ISO 639."""
    code = reference(value)
    return language(TWO_LETTERS.get(code, code)) if code else None


def cover(value: Any) -> str | None:
    """The address of a cover, from its number; -1 means none."""
    number = whole(value)
    return f"https://covers.openlibrary.org/b/id/{number}-L.jpg" if number and number > 0 else None


def own_key(value: Any) -> Pairs | None:
    """The record's own key, without its path."""
    return linked_as("openlibrary")(reference(value))


def one_work(value: Any) -> Pairs | None:
    """The work of an edition, when there is exactly one."""
    works = references(value) or ()
    return linked_as("openlibrary")(works[0]) if len(works) == 1 else None


def contributed(role: str) -> Transformation:
    """Names of contributors in a role."""

    def named(value: Any) -> tuple[str, ...] | None:
        found = map(NAME_AND_ROLE.fullmatch, names(value) or ())
        return names([each["name"] for each in found if each and each["role"].strip().lower() == role])

    named.__name__ = f"{role}_names"
    named.__doc__ = f"Names that are written with the role behind: `Somebody ({role.capitalize()})`."
    return named


def title_of_edition(value: Any) -> tuple[Title, ...] | None:
    """The title with the language of the edition."""
    if not isinstance(value, dict):
        return None
    languages = value.get("languages")
    title = titled(value.get("title"), languages and first(marc_language)(languages))
    return (title,) if title else None


EVERY_RECORD = (
    Field("subjects", "media_class", class_named(CLASSES)),
    Field("title", "title", text),
    Field("description", "description", long_text),
    Field("covers", "cover_url", first(cover)),
    Field("cover_i", "cover_url", cover),
    Field("author_name", "details.authors", names),
    Field("authors", "details.authors", author_names),
    Field("authors", "metadata.author_keys", references),
    Field("subtitle", "metadata.subtitle", text),
    Field("subjects", "metadata.subjects", names),
    Field("key", "links", own_key),
    Field("created"),
    Field("last_modified"),
    Field("revision"),
    Field("latest_revision"),
)
WORK = Shape(
    "work",
    "book",
    (
        *EVERY_RECORD,
        Field("first_publish_year", "release", year),
        Field("first_publish_date", "release", year_in_text),
        Field("first_publish_date", "metadata.first_publish_date", as_it_is),
        Field("subject_places", "metadata.subject_places", names),
        Field("subject_people", "metadata.subject_people", names),
        Field("subject_times", "metadata.subject_times", names),
    ),
)
EDITION = Shape(
    "edition",
    "book",
    (
        *EVERY_RECORD,
        Field("works", "links", one_work),
        Field("publish_date", "release", year_in_text),
        Field("publish_date", "metadata.publish_date", as_it_is),
        Field("languages", "language", first(marc_language)),
        Field("publishers", "details.publisher", first(name)),
        Field("number_of_pages", "details.page_count", count),
        Field("edition_name", "details.edition", name),
        Field("isbn_13", "details.isbn13", first(isbn13)),
        Field("isbn_10", "details.isbn13", first(isbn13)),
        Field("isbn_13", "links", linked_as("isbn")),
        Field("isbn_10", "links", linked_as("isbn")),
        Field("identifiers.goodreads", "links", linked_as("goodreads")),
        Field("", "titles", title_of_edition),
        Field("contributors", "credits.translator", names_where("role", ("Translator",))),
        Field("contributions", "credits.translator", contributed("translator")),
        Field("contributors", "credits.illustrator", names_where("role", ("Illustrator",))),
        Field("contributions", "credits.illustrator", contributed("illustrator")),
        Field("contributors", "credits.narrator", names_where("role", ("Narrator",))),
        Field("contributions", "credits.narrator", contributed("narrator")),
        Field("by_statement", "metadata.by_statement", text),
        Field("physical_format", "metadata.physical_format", text),
        Field("pagination", "metadata.pagination", text),
        Field("contributions", "metadata.contributions", names),
        Field("series", "metadata.series", names),
        Field("ocaid", "metadata.ocaid", text),
        Field("source_records"),
        Field("local_id"),
    ),
)


def shape_of(external_id: str, payload: Mapping[str, Any]) -> Shape:
    """By the type of the record, since a normal work may carry a stray `location`; else by its key."""
    kind = payload.get("type")
    stated = kind.get("key") if isinstance(kind, dict) else kind
    if isinstance(stated, str) and stated not in TYPES:
        raise Unusable("record-type", "Only works and editions are taken, no redirects, deletions or pages.")
    if stated:
        return WORK if stated == "/type/work" else EDITION
    return EDITION if external_id.endswith("M") else WORK


def key_of(external_id: str, payload: Mapping[str, Any]) -> str:
    named = KEY.fullmatch(external_id)
    if named is None:
        raise Unusable("external-id-invalid", "Open Library's ids are OL, digits, and W or M.")
    if reference(payload.get("key")) not in (None, named[1]):
        raise Unusable("external-id-differs", "The key in the payload is not the external_id.")
    return named[1]


OPENLIBRARY = SourceMapping("openlibrary", 2, (WORK, EDITION), shape_of, key_of, address_of)
