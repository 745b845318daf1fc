"""What is wrong with a declared mapping is said before the service takes a record."""

from typing import Any

import pytest
from msgspec.structs import replace

from adapters.postgres.ingestion.rows import DETAILS_OF
from adapters.postgres.ingestion.statements import DETAIL_COLUMNS
from adapters.sources.media_menu import MEDIA_MENU
from domain.ingestion.canonical import DETAILS
from domain.ingestion.declaring import MappingInvalid, declared
from domain.ingestion.mapping import Field, Shape, SourceMapping

TITLE = Field("name", "title")


def silent(value: Any) -> Any:
    return value


def mapping(*fields: Field, **changes: Any) -> SourceMapping:
    shapes = (Shape("movie", "film", (TITLE, *fields)),)
    return replace(MEDIA_MENU, **{"source_name": "films", "shapes": shapes} | changes)


def test_a_sound_mapping_is_found_by_its_source() -> None:
    sound = mapping(Field("length", "details.runtime_minutes"), Field("x", "metadata.x"), Field("y"))
    assert declared([sound]) == {"films": sound}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (mapping(Field("x", "titel")), "films: shape movie: field x: titel is no target of a mapping"),
        (
            mapping(Field("x", "titles.pl")),
            "films: shape movie: field x: titles.pl is no target of a mapping",
        ),
        (
            mapping(Field("x", "details")),
            "films: shape movie: field x: details is no detail of the kind film",
        ),
        (
            mapping(Field("x", "details.authors")),
            "films: shape movie: field x: details.authors is no detail of the kind film",
        ),
        (mapping(Field("x", "credits.directer")), "films: shape movie: field x: credits.directer is no role"),
        (mapping(Field("x"), Field("x", "genres")), "films: shape movie: field x: it is ignored and read"),
        (
            mapping(Field("x", "genres"), Field("x", "genres")),
            "films: shape movie: field x: it goes to genres twice",
        ),
        (
            mapping(Field("x", "genres", silent)),
            "films: shape movie: field x: its transformation silent does not say what it does",
        ),
        (mapping(shapes=(Shape("movie", "film", ()),)), "films: shape movie: no field goes to title"),
        (mapping(shapes=(Shape("a", "film", (TITLE,)),) * 2), "films: two shapes are called a"),
        (mapping(shapes=()), "films: there is no shape"),
        (mapping(version=0), "films: version 0 is less than 1"),
        (mapping(source_name="Films"), "Films: a source's name is made of a-z"),
    ],
)
def test_a_slip_is_told_with_source_shape_and_field(wrong: SourceMapping, message: str) -> None:
    with pytest.raises(MappingInvalid) as raised:
        declared([wrong])
    (line,) = str(raised.value).splitlines()
    assert line.startswith(message)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(MappingInvalid) as raised:
        declared([mapping(version=0), mapping(Field("x", "y"))])
    assert len(str(raised.value).splitlines()) == 3


def test_details_of_kinds_are_the_columns_that_are_written() -> None:
    assert set(DETAILS) == {shape.media_type for shape in MEDIA_MENU.shapes}
    for kind, details in DETAILS.items():
        table = DETAILS_OF.get(kind)
        assert set(details) == (set(DETAIL_COLUMNS[table]) if table else set())
