"""Rows of a CSV file, each with its place; a row that cannot be read takes no other with it."""

import csv
from collections import deque
from collections.abc import Iterator

from msgspec import Struct

from adapters.sources.files.lines import TOO_LONG, Line
from domain.kernel import Problem

LONGEST_ROW = 1 << 18
DELIMITERS = ",;\t|"

UNDECODABLE = Problem("", "encoding-unknown", "The line is neither UTF-8 nor Windows-1252.")
NO_END = Problem("", "quote-without-end", "A quote is opened in this line and never closed.")


class Row(Struct, frozen=True):
    """Cells as they stand there, or what is wrong with the line; from its first line to its last."""

    first: Line
    last: Line
    cells: tuple[str, ...] = ()
    problem: Problem | None = None

    @property
    def is_blank(self) -> bool:
        return not self.problem and not any(cell.strip() for cell in self.cells)


class BadLine(Exception):
    """A line that ends the reading of its row."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Rows:
    """Reads rows; when one fails, only its first line is given up, and reading goes on behind that.

    So a quote that is never closed costs one line, and not the rest of the file.
    """

    def __init__(self, source: Iterator[Line], delimiter: str) -> None:
        self._source = source
        self._delimiter = delimiter
        self._again: deque[Line] = deque()
        self._row: list[Line] = []

    def __iter__(self) -> Iterator[Row]:
        reader = self._reader()
        while True:
            self._row = []
            try:
                cells = next(reader, None)
            except (csv.Error, BadLine) as error:
                yield self._given_up(error)
                reader = self._reader()
                continue
            if cells is None:
                return
            yield Row(self._row[0], self._row[-1], tuple(cells))

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._texts(), delimiter=self._delimiter, strict=True)

    def _texts(self) -> Iterator[str]:
        """Lines as text, remembered as those of the row that is being read."""
        size = 0
        while (line := self._again.popleft() if self._again else next(self._source, None)) is not None:
            size = len(line.data or b"") + (size if self._row else 0)
            self._row.append(line)
            text = decoded(line)
            if size > LONGEST_ROW:
                raise BadLine(TOO_LONG)
            yield text + "\n"

    def _given_up(self, error: csv.Error | BadLine) -> Row:
        first, *others = self._row
        self._again.extendleft(reversed(others))
        if others:
            return Row(first, first, problem=NO_END)
        problem = error.problem if isinstance(error, BadLine) else _malformed(error)
        return Row(first, first, problem=problem)


def decoded(line: Line) -> str:
    """UTF-8, or else Windows-1252, which old spreadsheets write. Raises BadLine."""
    if line.data is None:
        raise BadLine(TOO_LONG)
    try:
        return line.data.decode()
    except UnicodeDecodeError:
        pass
    try:
        return line.data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadLine(UNDECODABLE) from error


def delimiter_of(header: str) -> str:
    """What parts the columns of a header: the sign that is there most often outside of quotes."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _malformed(error: csv.Error) -> Problem:
    words = str(error)
    if "unexpected end of data" in words:
        return NO_END
    return Problem("", "csv-malformed", f"The row cannot be told apart: {words}.")
