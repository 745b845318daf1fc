"""Reads the lines of title.akas.tsv: what titles are called elsewhere."""

import re
from itertools import repeat

from msgspec import Struct

from domain.ingestion.imdb_files.lines import (
    NUL_REMOVED,
    IdUnreadable,
    Line,
    LineReader,
    LineRefused,
    Remarking,
)
from domain.ingestion.imdb_files.ratings import is_count
from domain.ingestion.imdb_files.regions import language_in
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, UNSEEN, SeenIds, slot_of
from domain.ingestion.imdb_files.title_rows import NOTHING, TitleKeys, shown
from domain.ingestion.imdb_files.values import NULL, Note, escaped
from domain.kernel import Problem

FIELDS = ("titleId", "ordering", "title", "region", "language", "types", "attributes", "isOriginalTitle")
COLUMNS = ("line", "tconst", "title", "language", "region", "words")
"""Of a normalised line; `words` are those of the title, as a work is found by them."""

MOST = 1_000
"""Titles of one work; the best known works have some two hundred."""

REGION = re.compile("[A-Z]{2,4}|[0-9]{3}")
LANGUAGE = re.compile("[a-z]{2,3}")

SKIPPED_TITLE = "a name of a skipped title"
ORIGINAL = "the original title"
NOWHERE = "neither region nor language"
ELSEWHERE = "a region that was not asked for"
AGAIN = "the same title again"


class Aka(Struct, frozen=True):
    """A line that is taken."""

    line: int
    tconst: str
    title: str
    language: str | None
    region: str | None


class AkaLines(LineReader[Aka]):
    """`seen` are the titles of title.basics; no `regions` are all of them.

    IMDb writes the lines of a title together; only those of the title at hand are remembered.
    """

    def __init__(self, seen: SeenIds, regions: frozenset[str], keys: TitleKeys, remark: Remarking) -> None:
        super().__init__("title.akas", FIELDS, remark)
        self._seen = seen
        self._regions = regions
        self._keys = keys
        self._begun = SeenIds()
        self._tconst = ""
        self._orderings: set[int] = set()
        self._called: set[tuple[str, str | None, str | None]] = set()

    def _take(self, number: int, line: Line) -> Aka | None:
        line, fields = self._split(line)
        tconst = fields[0]
        slot = slot_of(tconst)
        if slot is None:
            raise IdUnreadable("titleId")
        fate = self._seen[slot]
        if fate == SKIPPED:
            self.tally.skip(SKIPPED_TITLE)
        elif fate == UNSEEN:
            self.tally.without_title += 1
        elif self._comes_again(tconst, slot, fields[1]):
            self._repeat(number, tconst, "An earlier line of the title has this ordering.")
        else:
            return self._wanted(number, line, fields)
        return None

    def _comes_again(self, tconst: str, slot: int, ordering: str) -> bool:
        """Whether the title had the ordering before. Raises LineRefused."""
        if not is_count(ordering):
            raise LineRefused("/ordering", "ordering-unreadable", f"Not a whole number: {ordering[:40]!r}")
        if tconst != self._tconst:
            if self._begun[slot]:
                raise LineRefused("/titleId", "out-of-order", "The lines of this title do not stand together")
            self._begun.add(slot, TAKEN)
            self._tconst, self._orderings, self._called = tconst, set(), set()
        known = int(ordering) in self._orderings
        self._orderings.add(int(ordering))
        return known

    def _wanted(self, number: int, line: str, fields: list[str]) -> Aka | None:
        """The title, unless it says nothing new. Raises LineRefused."""
        problems: list[Problem] = []
        tconst, _, title, region, language, _, attributes, is_original = fields
        if not self._plain and "\0" in line:
            problems.append(NUL_REMOVED)
            title = title.replace("\0", "")
        region_known = code(REGION, "region", region, problems.append)
        language_known = code(LANGUAGE, "language", language, problems.append)
        if is_original not in {"0", "1", *NOTHING}:
            problems.append(
                Problem("/isOriginalTitle", "flag-unreadable", f"Neither 0 nor 1: {is_original[:40]!r}")
            )
        called = shown(title, "title"), language_known or language_in(region_known, attributes), region_known
        reason = self._reason_to_skip(called, is_original)
        if reason:
            self.tally.skip(reason)
            return None
        if len(self._called) == MOST:
            raise LineRefused("", "too-many-titles", f"A work is called at most {MOST} names")
        self._called.add(called)
        if problems:
            self._note(number, tconst, problems)
        return Aka(number, tconst, *called)

    def _reason_to_skip(self, called: tuple[str, str | None, str | None], is_original: str) -> str | None:
        _, language, region = called
        if is_original == "1":
            return ORIGINAL
        if language is None and region is None:
            return NOWHERE
        if self._regions and region not in self._regions:
            return ELSEWHERE
        return AGAIN if called in self._called else None

    def _normalised(self, taken: list[Aka]) -> str:
        _, words, _ = self._keys([each.title for each in taken], list(repeat(None, len(taken))))
        return "".join(
            f"{aka.line}\t{aka.tconst}\t{escaped(aka.title)}\t{aka.language or NULL}\t{aka.region or NULL}"
            f"\t{escaped(found_by)}\n"
            for aka, found_by in zip(taken, words, strict=True)
        )


def code(form: re.Pattern[str], column: str, text: str, note: Note) -> str | None:
    """The code, None for unknown; what is no code is unknown and noted."""
    if text in NOTHING:
        return None
    if form.fullmatch(text):
        return text
    note(Problem(f"/{column}", f"{column}-unreadable", f"Not a code of a {column}: {text[:40]!r}"))
    return None
