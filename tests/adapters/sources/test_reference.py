"""The page of mappings says what the mappings do."""

from pathlib import Path

from adapters.sources.declared import MAPPINGS
from adapters.sources.reference import as_markdown

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "mappings.md"


def test_the_reference_is_current() -> None:
    """`python -m adapters.sources.reference > docs/reference/mappings.md` makes it so."""
    assert REFERENCE.read_text() == as_markdown()


def test_every_field_of_every_shape_is_a_row() -> None:
    fields = [field for mapping in MAPPINGS.values() for shape in mapping.shapes for field in shape.fields]
    rows = [line for line in as_markdown().splitlines() if line.startswith(("| `", "| the record"))]
    assert len(rows) == len(fields)
    assert sum(row.endswith("| *ignored* | |") for row in rows) == sum(not field.target for field in fields)
