"""Tells by its first line whether a file is the one it should be."""

from collections.abc import Mapping

from domain.ingestion.errors import WrongFile
from domain.ingestion.imdb_files import akas, crew, ratings, titles
from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.imdb_files.lines import Line
from domain.ingestion.imdb_files.seen import slot_of

FIELDS: Mapping[FileName, tuple[str, ...]] = {
    "title.basics": titles.FIELDS,
    "title.ratings": ratings.FIELDS,
    "title.akas": akas.FIELDS,
    "title.crew": crew.FIELDS,
    "name.basics": crew.NAME_FIELDS,
}


def check_beginning(file: FileName, first: Line) -> None:
    """The header, or without one a line that begins with an id. Raises WrongFile."""
    fields = tuple(first.split("\t")) if isinstance(first, str) else ()
    others = {name: expected for name, expected in FIELDS.items() if name != file}
    if fields == FIELDS[file] or (_is_data(fields, file) and len(fields) == len(FIELDS[file])):
        return
    for name, expected in others.items():
        if fields == expected or (_is_data(fields, name) and len(fields) == len(expected)):
            raise WrongFile(f"This is {name}, not {file}: were the two files swapped?")
    if not _is_data(fields, file):
        raise WrongFile(
            f"This is not {file}: it should begin with the line {' '.join(FIELDS[file])}, separated by tabs."
        )


def _is_data(fields: tuple[str, ...], file: FileName) -> bool:
    return bool(fields) and slot_of(fields[0], "nm" if file == "name.basics" else "tt") is not None
