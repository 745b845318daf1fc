"""Reads the lines of title.basics.tsv."""

from collections.abc import Collection

from domain.ingestion.imdb_files.lines import IdUnreadable, Line, LineReader, LineRefused, Remarking
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, UNSEEN, SeenIds, slot_of
from domain.ingestion.imdb_files.title_rows import TakenTitle, ToRows, taken_title
from domain.ingestion.imdb_files.values import NULL
from domain.kernel import Problem

FIELDS = (
    *("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult"),
    *("startYear", "endYear", "runtimeMinutes", "genres"),
)


class TitleLines(LineReader[TakenTitle]):
    """`wanted` are the types of the titles to take; the others are skipped. `rows` says what lines mean."""

    def __init__(self, wanted: Collection[str], seen: SeenIds, rows: ToRows, remark: Remarking) -> None:
        super().__init__("title.basics", FIELDS, remark)
        self._wanted = wanted
        self._seen = seen
        self._refused = SeenIds()
        self._rows = rows

    def _take(self, number: int, line: Line) -> TakenTitle | None:
        line, fields = self._split(line)
        tconst, title_type = fields[0], fields[1]
        slot = slot_of(tconst)
        if slot is None:
            raise IdUnreadable
        if title_type not in self._wanted:
            self._skip(slot, title_type)
        elif self._seen[slot]:
            self._repeat(number, tconst)
        else:
            nul = "f"
            if not self._plain and "\0" in line:
                nul, line = "t", line.replace("\0", "")
                fields = line.split("\t")
            taken = taken_title(number, line, fields, nul)
            self._seen.add(slot, TAKEN)
            return taken
        return None

    def is_there(self, tconst: str) -> bool:
        """Whether some line had the id, also one of another type, or one that was refused."""
        slot = slot_of(tconst)
        return slot is not None and bool(self._seen[slot] or self._refused[slot])

    def _reject(self, number: int, line: Line, problem: Problem) -> None:
        slot = slot_of(line.partition("\t")[0]) if isinstance(line, str) else None
        if slot is not None:
            self._refused.add(slot, TAKEN)
        super()._reject(number, line, problem)

    def _skip(self, slot: int, title_type: str) -> None:
        if title_type in {"", NULL}:
            raise LineRefused("/titleType", "type-missing", "The line has no type of title")
        if self._seen[slot] == UNSEEN:
            self._seen.add(slot, SKIPPED)
        self.tally.skip(title_type)

    def _normalised(self, taken: list[TakenTitle]) -> str:
        return self._rows(taken, self._plain, self._note)
