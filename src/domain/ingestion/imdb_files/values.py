"""Reads single values of IMDb's files; what means nothing becomes unknown and is noted, not refused."""

from collections.abc import Callable

from domain.kernel import Problem

NULL = r"\N"

LONGEST_GENRES = 200

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
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in self._range:
            self[text] = str(int(text))
            return self[text]
        words = f"Not a whole number from {self._range[0]} to {self._range[-1]}: {text[:40]!r}"
        note(Problem(f"/{self._column}", "number-unreadable", words))
        return NULL


_ADULT = {"0": "f", "1": "t", NULL: NULL}


def adult_flag(text: str, note: Note) -> str:
    """`0` or `1` as COPY writes a boolean, or unknown and noted."""
    flag = _ADULT.get(text)
    if flag is None:
        note(Problem("/isAdult", "flag-unreadable", f"Neither 0 nor 1: {text[:40]!r}"))
        return NULL
    return flag


def genre_list(text: str, note: Note) -> str:
    """The genres between commas; a text too long to be a list of genres is noted and left out."""
    if len(text) <= LONGEST_GENRES:
        return text
    note(Problem("/genres", "genres-too-long", f"More than {LONGEST_GENRES} characters."))
    return NULL
