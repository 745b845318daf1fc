"""What a work is: its class, its credits and what it is called elsewhere."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.credits import ROLES, Credit
from domain.ingestion.canonical import Title
from domain.ingestion.errors import Unusable
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.structure import objects
from domain.ingestion.transformations.texts import MOST_NAMES, language, name, names, text
from domain.media_classes import KNOWN, is_within

REGION = re.compile(r"[A-Z]{2,4}|[0-9]{3}")


def class_within(kind: str) -> Transformation:
    """A path of the tree of classes."""

    def path(value: Any) -> str | None:
        given = text(value)
        if given is not None and not (given in KNOWN and is_within(given, kind)):
            raise Unusable("media-class-unknown", f"There is no such class below {kind}.")
        return given

    path.__name__ = f"class_of_{kind}"
    path.__doc__ = f"A class of the kind {kind}."
    return path


def class_named(classes: Mapping[str, str]) -> Transformation:
    """The class behind a word of the source, or behind the first word of a list that has one."""
    known = {_bare(word): path for word, path in classes.items()}

    def of_words(value: Any) -> str | None:
        given = value if isinstance(value, list) else [value]
        words = (each.get("name") if isinstance(each, dict) else each for each in given)
        return next(
            (known[_bare(word)] for word in words if isinstance(word, str) and _bare(word) in known), None
        )

    of_words.__name__ = "class_named"
    listed = ", ".join(f"`{word}` is {path}" for word, path in classes.items())
    of_words.__doc__ = f"The class behind a word: {listed}."
    return of_words


def names_where(key: str, wanted: Iterable[str]) -> Transformation:
    """Names of those objects of a list whose `key` is one of the wanted words."""
    words = tuple(wanted)

    def named(value: Any) -> tuple[str, ...] | None:
        return names([each for each in objects(value) if each.get(key) in words])

    named.__name__ = f"names_by_{key}"
    named.__doc__ = f"Names of those whose {key} is {' or '.join(words)}."
    return named


def credits(value: Any) -> tuple[Credit, ...] | None:
    """A list of {role, name}, in the order of credit."""
    found: dict[Credit, None] = {}
    for each in objects(value):
        role, who = each.get("role"), name(each.get("name"))
        if role not in ROLES:
            raise Unusable("role-unknown", f"A role is one of {', '.join(ROLES)}.")
        if who is None:
            raise Unusable("text-missing", "Somebody has to be named.")
        found[Credit(role, who)] = None
    return tuple(found)[: MOST_NAMES * 2] or None


def titles(value: Any) -> tuple[Title, ...] | None:
    """Titles as texts, or as objects {title, language, region}."""
    if not isinstance(value, list):
        raise Unusable("wrong-type", "A list of titles is expected here.")
    given = (each if isinstance(each, dict) else {"title": each} for each in value)
    found = [titled(each.get("title"), each.get("language"), each.get("region")) for each in given]
    return tuple(each for each in found if each) or None


def titles_from(read: Callable[[Mapping[str, Any]], Title | None], words: str) -> Transformation:
    """Titles of a list of objects, each read by itself; those that cannot be read are left out."""

    def found(value: Any) -> tuple[Title, ...] | None:
        return tuple(filter(None, (_readable(read, each) for each in objects(value)))) or None

    found.__name__ = "titles"
    found.__doc__ = words
    return found


def titled(title: Any, of_language: Any = None, of_region: Any = None) -> Title | None:
    """One title. Raises Unusable."""
    words, code, where = text(title), language(of_language), text(of_region)
    if where is not None and not REGION.fullmatch(where):
        raise Unusable("region-unknown", "A region is a code such as PL.")
    return Title(words, code, where) if words else None


def _readable(read: Callable[[Mapping[str, Any]], Title | None], each: Mapping[str, Any]) -> Title | None:
    try:
        return read(each)
    except Unusable:
        return None


def _bare(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).lower()
