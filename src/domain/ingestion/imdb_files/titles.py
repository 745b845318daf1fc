"""Reads the lines of title.basics.tsv."""

from collections.abc import Callable, Mapping

from domain.ingestion.imdb_files.lines import (
    NUL_REMOVED,
    IdUnreadable,
    Line,
    LineReader,
    LineRefused,
    Remarking,
)
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, UNSEEN, SeenTitles, slot_of
from domain.ingestion.imdb_files.values import (
    ADULT,
    NULL,
    GenreLists,
    Whole,
    as_json,
    escaped,
    received,
    unreadable_flag,
)
from domain.kernel import Problem
from domain.texts import composed

LONGEST = 1_000
NOTHING = frozenset({NULL, ""})

FIELDS = (
    *("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult"),
    *("startYear", "endYear", "runtimeMinutes", "genres"),
)
COLUMNS = (
    *("line", "tconst", "title_type", "received", "payload", "media_type"),
    *("title", "original_title", "title_norm", "search_norm", "sort_key"),
    *("is_adult", "first_year", "last_year", "minutes", "genres", "nul_removed"),
)
"""Of a normalised line: its number, what came, as text and as a JSON array, and what it means."""

TitleKeys = Callable[[str, str | None], tuple[str, str, str]]
"""From title and original title to what the work is found, searched and sorted by."""


class TitleLines(LineReader):
    """`wanted` are the allowed types with their kinds of work; the others are skipped."""

    def __init__(
        self,
        wanted: Mapping[str, str],
        seen: SeenTitles,
        this_year: int,
        keys: TitleKeys,
        remark: Remarking,
    ) -> None:
        super().__init__("title.basics", FIELDS, remark)
        self._wanted = wanted
        self._seen = seen
        self._keys = keys
        self._first_years = Whole("startYear", 1870, this_year + 10)
        self._last_years = Whole("endYear", 1870, this_year + 10)
        self._minutes = Whole("runtimeMinutes", 1, 100_000)
        self._genres = GenreLists()

    def _row(self, number: int, line: Line) -> str | None:
        line, fields = self._split(line)
        tconst, title_type = fields[0], fields[1]
        slot = slot_of(tconst)
        if slot is None:
            raise IdUnreadable
        media_type = self._wanted.get(title_type)
        if media_type is None:
            self._skip(slot, title_type)
        elif self._seen[slot]:
            self._repeat(number, tconst)
        else:
            row = self._normalised(number, line, fields, media_type)
            self._seen.add(slot, TAKEN)
            return row
        return None

    def _skip(self, slot: int, title_type: str) -> None:
        if title_type in {"", NULL}:
            raise LineRefused("/titleType", "type-missing", "The line has no type of title")
        if self._seen[slot] == UNSEEN:
            self._seen.add(slot, SKIPPED)
        self.tally.skip(title_type)

    def _normalised(self, number: int, line: str, fields: list[str], media_type: str) -> str:
        """Written flat: it runs for every title, and calls cost more than what they do."""
        problems: list[Problem] = []
        note = problems.append
        nul = "f"
        if not self._plain and "\0" in line:
            nul, line = "t", line.replace("\0", "")
            fields = line.split("\t")
            note(NUL_REMOVED)
        tconst, title_type, given, original, adult, first, last, minutes, genres = fields
        title = shown(given)
        other = NULL if original == given or original in NOTHING else shown(original)
        norm, search, sort = self._keys(title, None if other is NULL else other)
        flag = ADULT.get(adult) or unreadable_flag(adult, note)
        year = self._first_years.get(first) or self._first_years.read(first, note)
        until = self._last_years.get(last) or self._last_years.read(last, note)
        length = self._minutes.get(minutes) or self._minutes.read(minutes, note)
        listed = self._genres.get(genres) or self._genres.read(genres, note)
        if not self._plain:
            title, other, norm = escaped(title), escaped(other), escaped(norm)
            search, sort, title_type = escaped(search), escaped(sort), escaped(title_type)
        if problems:
            self._note(number, tconst, problems)
        return (
            f"{number}\t{tconst}\t{title_type}\t{received(line)}\t{as_json(line, plain=self._plain)}\t{media_type}"
            f"\t{title}\t{other}\t{norm}\t{search}\t{sort}"
            f"\t{flag}\t{year}\t{until}\t{length}\t{listed}\t{nul}\n"
        )


def shown(title: str) -> str:
    """The title in NFC and without outer blanks. Raises LineRefused."""
    tidy = title.strip()
    if not tidy.isascii():
        tidy = composed(tidy)
    if tidy in NOTHING:
        raise LineRefused("/primaryTitle", "title-missing", "The line has no title")
    if len(tidy) > LONGEST:
        raise LineRefused("/primaryTitle", "title-too-long", f"A title has at most {LONGEST} characters")
    return tidy
