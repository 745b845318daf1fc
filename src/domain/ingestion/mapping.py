"""Declared mappings: which upstream field goes where, through which transformation.

A mapping is data, with a version. What no field of it names stays in the raw payload alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from msgspec import Struct

from domain.credits import ROLES, Credit, complete, credit_line, makers_in
from domain.ingestion.canonical import DETAILS, Canonical, Link, MediaType
from domain.ingestion.errors import RecordRejected, Unusable
from domain.ingestion.records import Received
from domain.ingestion.transformations import Transformation
from domain.ingestion.transformations.texts import text
from domain.kernel import Problem
from domain.media_classes import narrowed

GATHERED = frozenset({"media_class", "credits", "titles", "links", "metadata", "details"})
COLUMNS = frozenset(Canonical.__struct_fields__) - GATHERED - {"media_type"}
MOST_TITLES = 200


class Field(Struct, frozen=True):
    """One upstream field (a dotted path, nothing for the whole record). `target` is a canonical column,
    `media_class`, `details.x`, `credits`, `credits.<role>`, `titles`, `links`, `metadata` or `metadata.x`; a
    field declared without a target is ignored on purpose.

    Of several fields with one target the first that is known counts. Credits, titles and links add up, and a
    class that lies below an earlier one makes it more specific.
    """

    upstream: str
    target: str | None = None
    using: Transformation = text


class Shape(Struct, frozen=True):
    """The fields of one kind of record."""

    name: str
    media_type: MediaType
    fields: tuple[Field, ...]


KeyOf = Callable[[str, Mapping[str, Any]], str]
ShapeOf = Callable[[str, Mapping[str, Any]], Shape]
AddressOf = Callable[[str, str], str | None]


class SourceMapping(Struct, frozen=True):
    """Everything that is declared of a source.

    `shape_of(external_id, payload)` and `key_of(external_id, payload)` raise Unusable for what they do not
    know. A strict mapping rejects a record for any field that it cannot read; another leaves the field out.
    """

    source_name: str
    version: int
    shapes: tuple[Shape, ...]
    shape_of: ShapeOf
    key_of: KeyOf
    address_of: AddressOf
    strict: bool = False


def canonical(mapping: SourceMapping, record: Received) -> tuple[Canonical, tuple[Problem, ...]]:
    """The facts, and what had to be left out. Raises RecordRejected."""
    try:
        shape = mapping.shape_of(record.external_id, record.payload)
        key = mapping.key_of(record.external_id, record.payload)
    except Unusable as error:
        raise RecordRejected(Problem("/payload", error.code, error.message)) from error
    found, problems = _read(shape.fields, record.payload)
    if mapping.strict and (wrong := (*problems, *_undeclared(shape.fields, record.payload))):
        raise RecordRejected(*wrong)
    return _assembled(mapping, shape, key, found, record), problems


def _read(
    fields: Iterable[Field], payload: Mapping[str, Any]
) -> tuple[dict[str, list[Any]], tuple[Problem, ...]]:
    found: dict[str, list[Any]] = {}
    problems: dict[Problem, None] = {}
    for field in fields:
        if field.target is None or (given := at_path(payload, field.upstream)) is None:
            continue
        try:
            value = field.using(given)
        except Unusable as error:
            problems[Problem(_pointer(field.upstream), error.code, error.message)] = None
            continue
        if value is not None:
            found.setdefault(field.target, []).append(value)
    return found, tuple(problems)


def _undeclared(fields: Iterable[Field], payload: Mapping[str, Any]) -> Iterator[Problem]:
    """What nobody asked for, in the payload and in those of its objects that are read field by field."""
    declared = {field.upstream for field in fields}
    groups = {path.partition(".")[0] for path in declared if "." in path}
    for name in payload:
        inside = payload[name]
        inner = inside if name in groups and isinstance(inside, dict) else ()
        paths = [f"{name}.{each}" for each in inner] if name in groups else [name]
        for path in paths:
            if path not in declared:
                yield Problem(_pointer(path[:200]), "unknown-field", "This field is not known here.")


def _assembled(
    mapping: SourceMapping, shape: Shape, key: str, found: Mapping[str, list[Any]], record: Received
) -> Canonical:
    columns = {target: values[0] for target, values in found.items() if target in COLUMNS}
    if "title" not in columns:
        raise RecordRejected(Problem("/payload", "title-missing", "A work needs a title."))
    if columns.get("original_title") == columns["title"]:
        del columns["original_title"]
    columns.setdefault("canonical_url", record.canonical_url)
    given = _credits(found)
    details = makers_in(given, DETAILS[shape.media_type]) | _inside("details.", found)
    creators = columns.pop("creators", ()) or credit_line(given, details)
    return Canonical(
        media_type=shape.media_type,
        media_class=narrowed((shape.media_type, *found.get("media_class", ()))),
        links=_links(mapping, key, found.get("links", ())),
        creators=creators,
        credits=complete(given, creators, details),
        titles=tuple(dict.fromkeys(chain.from_iterable(found.get("titles", ()))))[:MOST_TITLES],
        metadata={**found.get("metadata", [{}])[0], **_inside("metadata.", found)},
        details=details,
        **columns,
    )


def _credits(found: Mapping[str, list[Any]]) -> tuple[Credit, ...]:
    """What fields of credits gave: credits as they are, or names in a role."""
    named = ((role, found.get(f"credits.{role}", [()])[0]) for role in ROLES)
    in_roles = (Credit(role, name) for role, names in named for name in names)
    return (*chain.from_iterable(found.get("credits", ())), *in_roles)


def _inside(prefix: str, found: Mapping[str, list[Any]]) -> dict[str, Any]:
    inside = (target for target in found if target.startswith(prefix))
    return {target.removeprefix(prefix): found[target][0] for target in inside}


def _links(mapping: SourceMapping, key: str, found: Iterable[Any]) -> tuple[Link, ...]:
    """The record's own key first; a transformation gives pairs of source and key."""
    pairs = [(mapping.source_name, key)]
    for each in found:
        pairs.extend(each)
    return tuple(Link(*pair, mapping.address_of(*pair)) for pair in dict.fromkeys(pairs))


def at_path(payload: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path, the whole at an empty one; None when any step is missing."""
    value: Any = payload
    for step in path.split(".") if path else ():
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def _pointer(path: str) -> str:
    steps = path.replace("~", "~0").replace("/", "~1").split(".") if path else []
    return "/".join(("/payload", *steps))
