"""Checks declared mappings when the service starts, so that a slip is found before the first record is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from domain.credits import ROLES
from domain.ingestion.canonical import DETAILS
from domain.ingestion.mapping import COLUMNS, GATHERED, Field, Shape, SourceMapping

SOURCE_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
ALONE = COLUMNS | GATHERED - {"details"}
WITH_A_NAME = frozenset({"details", "credits", "metadata"})
T = TypeVar("T")


class MappingInvalid(Exception):
    """A declared mapping cannot be meant so; the message names its source, shape and field."""


def declared(mappings: Iterable[SourceMapping]) -> Mapping[str, SourceMapping]:
    """The mappings by source. Raises MappingInvalid with everything that is wrong, a line each."""
    given = tuple(mappings)
    wrong = [
        f"{name}: there are two mappings of this source" for name in _twice(m.source_name for m in given)
    ]
    wrong += [f"{mapping.source_name}: {each}" for mapping in given for each in _wrong(mapping)]
    if wrong:
        raise MappingInvalid("\n".join(wrong))
    return {mapping.source_name: mapping for mapping in given}


def _wrong(mapping: SourceMapping) -> Iterator[str]:
    if not SOURCE_NAME.fullmatch(mapping.source_name):
        yield "a source's name is made of a-z, 0-9 and hyphens, and begins with a letter"
    if mapping.version < 1:
        yield f"version {mapping.version} is less than 1"
    if not mapping.shapes:
        yield "there is no shape"
    for name in _twice(shape.name for shape in mapping.shapes):
        yield f"two shapes are called {name}"
    for shape in mapping.shapes:
        yield from (f"shape {shape.name}: {each}" for each in _wrong_in(shape))


def _wrong_in(shape: Shape) -> Iterator[str]:
    if all(field.target != "title" for field in shape.fields):
        yield "no field goes to title"
    for upstream, target in _twice((field.upstream, field.target) for field in shape.fields):
        yield f"field {upstream}: it goes to {target or 'nothing'} twice"
    read = {field.upstream for field in shape.fields if field.target}
    for field in shape.fields:
        if field.target is None and field.upstream in read:
            yield f"field {field.upstream}: it is ignored and read"
        yield from (f"field {field.upstream}: {each}" for each in _wrong_target(field, shape))


def _wrong_target(field: Field, shape: Shape) -> Iterator[str]:
    if field.target is None:
        return
    part, _, name = field.target.partition(".")
    if part == "details" and name not in DETAILS[shape.media_type]:
        yield f"{field.target} is no detail of the kind {shape.media_type}"
    elif part == "credits" and name and name not in ROLES:
        yield f"{field.target} is no role of {', '.join(ROLES)}"
    elif part not in (WITH_A_NAME if name else ALONE):
        yield f"{field.target} is no target of a mapping"
    if not (field.using.__doc__ or "").strip():
        yield f"its transformation {field.using.__name__} does not say what it does"


def _twice(names: Iterable[T]) -> list[T]:
    return [name for name, times in Counter(names).items() if times > 1]
