"""Reads single values of IMDb's files; what means nothing becomes unknown and is noted, not refused."""

from collections.abc import Callable

import msgspec

from domain.kernel import Problem

NULL = r"\N"

LONGEST_GENRES = 200
GENRES_REMEMBERED = 10_000

_ESCAPES = str.maketrans({"\\": "\\\\", "\r": "\\r", "\n": "\\n", "\t": "\\t"})

Note = Callable[[Problem], None]


def escaped(field: str) -> str:
    """A field as COPY reads it; one that says unknown goes on saying so."""
    return field if field == NULL else field.translate(_ESCAPES)


class Whole(dict[str, str]):
    """Whole numbers of one column within a range; remembers the texts it has read. Zero means unknown."""

    def __init__(self, column: str, lowest: int, highest: int) -> None:
        super().__init__({NULL: NULL, "0": NULL})
        self._column = column
        self._range = range(lowest, highest + 1)

    def read(self, text: str, note: Note) -> str:
        """The number for COPY, or unknown and noted."""
        if known := self.get(text):
            return known
        if text.isascii() and text.isdigit() and len(text) < 7 and int(text) in self._range:
            self[text] = str(int(text))
            return self[text]
        words = f"Not a whole number from {self._range[0]} to {self._range[-1]}: {text[:40]!r}"
        note(Problem(f"/{self._column}", "number-unreadable", words))
        return NULL


ADULT = {"0": "f", "1": "t", NULL: NULL}
"""isAdult as COPY reads a boolean."""


def adult_flag(text: str, note: Note) -> str:
    """`0` or `1` as a boolean, anything else as unknown and noted."""
    flag = ADULT.get(text)
    if flag is None:
        note(Problem("/isAdult", "flag-unreadable", f"Neither 0 nor 1: {text[:40]!r}"))
        return NULL
    return flag


class GenreLists(dict[str, str]):
    """Genres between commas as COPY reads an array; remembers those it has read."""

    def __init__(self) -> None:
        super().__init__({NULL: "{}"})

    def read(self, text: str, note: Note) -> str:
        """A text too long to be a list of genres is noted and left out."""
        if known := self.get(text):
            return known
        if len(text) > LONGEST_GENRES:
            note(Problem("/genres", "genres-too-long", f"{len(text)} characters are too many"))
            return self[NULL]
        names = [
            name.replace("\\", r"\\").replace('"', r"\"") for name in map(str.strip, text.split(",")) if name
        ]
        listed = escaped("{" + ",".join(f'"{name}"' for name in names) + "}")
        if len(self) < GENRES_REMEMBERED:
            self[text] = listed
        return listed


def received(line: str) -> str:
    """The line as it came, for COPY into one column."""
    line = line.replace("\\", "\\\\").replace("\t", "\\t")
    return line.replace("\r", "\\r") if "\r" in line else line


def as_json(line: str) -> str:
    """The fields of the line as a JSON array, unknown as null, for COPY."""
    payload = msgspec.json.encode(line.split("\t")).decode().replace(r'"\\N"', "null")
    return payload.replace("\\", "\\\\")


def plain_as_json(lines: str) -> str:
    """The same of many lines, in which nothing but quotes needs escaping."""
    arrays = lines.replace('"', r'\\"').replace("\t", '","').replace("\n", '"]\n["')
    return f'["{arrays}"]'.replace(r'"\N"', "null")
