"""Reads the lines of a file of IMDb: counting, refusing, and what else they have in common."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Generic, TypeVar

from msgspec import Struct

from domain.ingestion.imdb_files.account import FileName, Remark, Tally
from domain.ingestion.imdb_files.seen import slot_of
from domain.kernel import Problem

Taken = TypeVar("Taken")

Remarking = Callable[[Remark], None]

NUL_REMOVED = Problem("", "nul-removed", "U+0000 was removed")


class Unreadable(Enum):
    """A line that is not text: code and words."""

    NOT_UTF8 = ("invalid-utf8", "The line is not UTF-8")
    TOO_LONG = ("line-too-long", "The line is longer than any line of such a file")


Line = str | Unreadable


class LineRefused(Exception):
    """A line that cannot be taken. Never leaves the reading of a file."""

    def __init__(self, pointer: str, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(pointer, code, message)


class IdUnreadable(LineRefused):
    """The line does not begin with an id."""

    def __init__(self, column: str = "tconst", prefix: str = "tt") -> None:
        words = f"The line does not begin with {prefix} and 7 to 9 digits"
        super().__init__(f"/{column}", "id-unreadable", words)


class Block(Struct, frozen=True):
    """Lines of a file in a row, without their ends; `first` is the number of the first, from 1.

    `bytes_read` is how far the file has been read. `plain` says that the lines hold nothing that COPY would
    not take as it is, `cut` that the file ends without a line end.
    """

    first: int
    lines: Sequence[Line]
    bytes_read: int
    plain: bool
    cut: bool = False


CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n")


def is_plain(text: str) -> bool:
    """Whether every backslash of these lines is in a `\\N` that fills a field, and no sign needs escaping."""
    backslashes = text.count("\\")
    ends = text.count("\\N\t") + text.count("\\N\n") + text.endswith("\\N")
    if not backslashes == text.count("\t\\N") == ends:
        return False
    data = text.encode()
    return len(data.translate(None, CONTROLS)) == len(data)


class LineReader(Generic[Taken]):
    """From lines to normalised lines: what PostgreSQL's COPY reads.

    That is fields between tabs and `\\N` for unknown, as in the files themselves, but with backslashes and
    carriage returns inside a field escaped.
    """

    def __init__(
        self, file: FileName, fields: tuple[str, ...], remark: Remarking, prefix: str = "tt"
    ) -> None:
        self.file: FileName = file
        self.tally = Tally()
        self.lines = 0
        self.is_cut = False
        self._prefix = prefix
        self._width = len(fields)
        self._header = "\t".join(fields)
        self._remark = remark
        self._cut_line = 0
        self._plain = False

    def normalised(self, block: Block) -> bytes:
        """The lines of the block that are taken, for COPY; the fate of the others is in the tally."""
        lines, first = block.lines, block.first
        self.lines += len(lines)
        self._plain = block.plain
        self._cut_line = first + len(lines) - 1 if block.cut else 0
        self.is_cut = block.cut
        if first == 1 and lines and lines[0] == self._header:
            self.tally.header = 1
            lines, first = lines[1:], 2
        taken: list[Taken] = []
        for number, line in enumerate(lines, first):
            try:
                each = self._take(number, line)
            except LineRefused as refusal:
                self._reject(number, line, refusal.problem)
            else:
                if each is not None:
                    taken.append(each)
        self.tally.staged += len(taken)
        return self._normalised(taken).encode()

    def _take(self, number: int, line: Line) -> Taken | None:
        """What is needed of a line that is taken, None for another. Raises LineRefused."""
        raise NotImplementedError

    def _normalised(self, taken: list[Taken]) -> str:
        """The normalised lines, each with its end."""
        raise NotImplementedError

    def _split(self, line: Line) -> tuple[str, list[str]]:
        """The line and its fields. Raises LineRefused for too many or not enough."""
        if not isinstance(line, str):
            raise LineRefused("", *line.value)
        fields = line.split("\t")
        if len(fields) != self._width:
            words = f"{len(fields)} fields instead of {self._width}"
            raise LineRefused("", "wrong-field-count", words)
        return line, fields

    def _reject(self, number: int, line: Line, problem: Problem) -> None:
        if number == self._cut_line:
            message = f"{problem.message}; the file ends in the middle of this line"
            problem = Problem(problem.pointer, problem.code, message)
        tconst = line.partition("\t")[0] if isinstance(line, str) else ""
        known = tconst if slot_of(tconst, self._prefix) is not None else None
        self.tally.reject(problem.code)
        self._remark(Remark(self.file, number, known, "rejected", (problem,)))

    def _repeat(self, number: int, identifier: str, words: str = "An earlier line has this id.") -> None:
        """An id that came before: the first line counts."""
        self.tally.duplicate += 1
        pointer = "/nconst" if self._prefix == "nm" else "/tconst"
        self._note(number, identifier, [Problem(pointer, "duplicate", words)])

    def _note(self, number: int, tconst: str, problems: Iterable[Problem]) -> None:
        self.tally.noted += 1
        self._remark(Remark(self.file, number, tconst, "noted", tuple(problems)))
