"""Reads the lines of title.basics.tsv."""

import unicodedata
from collections.abc import Callable, Mapping

from domain.ingestion.imdb_files.lines import (
    NUL_REMOVED,
    Line,
    LineReader,
    LineRefused,
    Remarking,
    known_slot,
)
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, UNSEEN, SeenTitles
from domain.ingestion.imdb_files.values import (
    NULL,
    Whole,
    adult_flag,
    escaped,
    genre_list,
)
from domain.kernel import Problem

LONGEST = 1_000

FIELDS = (
    *("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult"),
    *("startYear", "endYear", "runtimeMinutes", "genres"),
)
COLUMNS = (
    *("line", "tconst", "title_type", "primary_title", "original_title", "is_adult"),
    *("start_year", "end_year", "runtime_minutes", "genres"),
    *("media_type", "shown_title", "shown_original", "title_norm", "search_norm", "sort_key"),
    *("adult", "first_year", "last_year", "minutes", "genre_list", "nul_removed"),
)
"""Of a normalised line: its number, its fields as they came, and what they mean."""

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

    def _row(self, number: int, line: Line) -> str | None:
        fields = self._fields(line)
        tconst, title_type = fields[:2]
        slot = known_slot(tconst)
        media_type = self._wanted.get(title_type)
        if media_type is None:
            self._skip(slot, title_type)
        elif self._seen[slot] != UNSEEN:
            self._repeat(number, tconst)
        else:
            row = self._normalised_row(number, fields, media_type)
            self._seen[slot] = TAKEN
            return row
        return None

    def _skip(self, slot: int, title_type: str) -> None:
        if title_type in {"", NULL}:
            raise LineRefused("/titleType", "type-missing", "The line has no type of title")
        if self._seen[slot] == UNSEEN:
            self._seen[slot] = SKIPPED
        self.tally.skip(title_type)

    def _normalised_row(self, number: int, fields: list[str], media_type: str) -> str:
        problems: list[Problem] = []
        note = problems.append
        line = "\t".join(fields)
        nul_removed = "f"
        if "\0" in line:
            line, nul_removed = line.replace("\0", ""), "t"
            fields = line.split("\t")
            note(NUL_REMOVED)
        tconst, _, given, original, adult, first, last, minutes, genres = fields
        title = shown(given)
        other = NULL if original in {given, NULL, ""} else shown(original)
        norm, search, sort = self._keys(title, None if other is NULL else other)
        if "\r" in line or line.count("\\") != fields.count(NULL):
            line = "\t".join(map(escaped, fields))
            title, other, genres = escaped(title), escaped(other), escaped(genres)
            norm, search, sort = escaped(norm), escaped(search), escaped(sort)
        row = (
            f"{number}\t{line}\t{media_type}\t{title}\t{other}\t{norm}\t{search}\t{sort}"
            f"\t{adult_flag(adult, note)}\t{self._first_years.read(first, note)}"
            f"\t{self._last_years.read(last, note)}\t{self._minutes.read(minutes, note)}"
            f"\t{genre_list(genres, note)}\t{nul_removed}\n"
        )
        if problems:
            self._note(number, tconst, problems)
        return row


def shown(title: str) -> str:
    """The title in NFC and without outer blanks. Raises LineRefused."""
    tidy = title.strip()
    if not tidy.isascii():
        tidy = unicodedata.normalize("NFC", tidy)
    if not tidy or tidy == NULL:
        raise LineRefused("/primaryTitle", "title-missing", "The line has no title")
    if len(tidy) > LONGEST:
        raise LineRefused("/primaryTitle", "title-too-long", f"A title has at most {LONGEST} characters")
    return tidy
