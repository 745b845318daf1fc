"""How ids of works are written and where they lead, whichever source they come from."""

import re
from collections.abc import Callable
from typing import Any

from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError

from adapters.sources.key_forms import KEY_FORMS, address_of, own_name
from domain.ingestion.errors import Unusable
from domain.ingestion.transformations.texts import text

__all__ = ["Pairs", "address_of", "external_ids", "isbn13", "key_in", "linked_as"]

Pairs = tuple[tuple[str, str], ...]

SOURCE_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST_KEY = 200
ISBN = re.compile(
    r"(?:(?:urn:)?e?-?isbn(?:[-\s]?1[03](?=[\s:]))?[\s:]*)?"
    r"([0-9][0-9\s-]{7,20}[0-9x])(?![0-9])(?:[\s(:;,].*)?",
    re.IGNORECASE,
)
"""A number behind `ISBN`, `ISBN-13:` or `urn:isbn:`, and before what catalogues write behind it: `(pbk.)`."""
DASHES = re.compile("[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]")


def isbn13(value: Any) -> str | None:
    """An ISBN of 10 or 13 digits (9, if old) in any dress, `="0756404738"` too, as 13 digits, checked."""
    given = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    bare = DASHES.sub("-", re.sub('[="]', "", given or "")).strip()
    if not bare:
        return None
    found = ISBN.fullmatch(bare)
    try:
        return str(stdnum_isbn.compact(stdnum_isbn.validate(found[1] if found else bare), convert=True))
    except ValidationError as error:
        raise Unusable("isbn-invalid", "This is not an ISBN.") from error


def key_in(source_name: str, value: Any) -> str | None:
    """The one form of a key, however it is written. Raises Unusable for what is none of that source."""
    given = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    if not given:
        return None
    if source_name == "isbn":
        return isbn13(given)
    form = KEY_FORMS.get(source_name)
    key = form.read(given.removeprefix(f"{source_name}:")) if form else given
    if not key or len(key) > LONGEST_KEY:
        raise Unusable("external-id-invalid", f"This is not a key of {source_name}.")
    return key


def linked_as(source_name: str) -> Callable[[Any], Pairs | None]:
    """One key, or a list of keys, of another source."""

    def links(value: Any) -> Pairs | None:
        read = _usable if isinstance(value, list) else key_in
        given = value if isinstance(value, list) else [value]
        keys = [read(source_name, each) for each in given]
        return tuple((source_name, key) for key in keys if key) or None

    links.__name__ = f"{source_name}_key"
    links.__doc__ = f"A key of {source_name}."
    return links


def external_ids(value: Any) -> Pairs | None:
    """An object of source name to key, or to a list of keys."""
    if not isinstance(value, dict):
        raise Unusable("wrong-type", 'Write {"imdb": "tt0133093"}.')
    pairs: list[tuple[str, str]] = []
    for source_name, keys in value.items():
        if not SOURCE_NAME.fullmatch(source_name):
            raise Unusable("source-name-invalid", "A source name is made of a-z, 0-9 and hyphens.")
        name = own_name(source_name)
        found = (key_in(name, each) for each in (keys if isinstance(keys, list) else [keys]))
        pairs.extend((name, key) for key in found if key)
    return tuple(dict.fromkeys(pairs)) or None


def _usable(source_name: str, value: Any) -> str | None:
    """Of many keys a bad one is left out."""
    try:
        return key_in(source_name, value)
    except Unusable:
        return None
