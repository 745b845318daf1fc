"""The declared mappings as a page: `python -m adapters.sources.reference > docs/reference/mappings.md`."""

import sys
from collections.abc import Iterator

from adapters.sources.declared import MAPPINGS
from domain.ingestion.mapping import Field, SourceMapping

HEAD = """# Mappings

Written by `python -m adapters.sources.reference` from the source.

Each table is a shape of records that a source sends: which upstream field goes where, through which
transformation. Null, blanks, empty lists and zero mean unknown. A field that is in no table stays in the
stored payload alone; one that is *ignored* does so on purpose.

Of several fields with one target, the first that is known counts. `titles`, `links` and `credits` add up,
and a `media_class` below an earlier one makes it more specific. Makers in `details` (directors, authors,
developers, artists, publishers) are credits too, and so are `creators` who have no other role; without
`creators` a work's directors, authors, developers or artists are its creators.
"""


def as_markdown() -> str:
    """The reference page."""
    return "\n".join((HEAD, *(line for mapping in MAPPINGS.values() for line in _source(mapping))))


def _source(mapping: SourceMapping) -> Iterator[str]:
    yield f"## {mapping.source_name}, version {mapping.version}\n"
    if mapping.strict:
        yield "A field that cannot be read, or that is in no table, rejects its record.\n"
    for shape in mapping.shapes:
        yield f"### {mapping.source_name}: {shape.name}\n"
        yield f"Becomes a work of the kind {shape.media_type}.\n"
        yield "| upstream field | goes to | transformation |"
        yield "| --- | --- | --- |"
        yield from map(_row, shape.fields)
        yield ""


def _row(field: Field) -> str:
    upstream = f"`{field.upstream}`" if field.upstream else "the record"
    if field.target is None:
        return f"| {upstream} | *ignored* | |"
    return f"| {upstream} | `{field.target}` | {_words(field)} |"


def _words(field: Field) -> str:
    """The first paragraph of what the transformation says of itself."""
    paragraph = (field.using.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
