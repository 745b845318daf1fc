"""Reads the lines of title.basics.tsv."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import starmap

from domain.ingestion.imdb_files.lines import (
    NUL_REMOVED,
    IdUnreadable,
    Line,
    LineReader,
    LineRefused,
    Remarking,
)
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, UNSEEN, SeenIds, slot_of
from domain.ingestion.imdb_files.values import (
    ADULT,
    NULL,
    GenreLists,
    Whole,
    adult_flag,
    as_json,
    escaped,
    plain_as_json,
    received,
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

TitleKeys = Callable[[Sequence[str], Sequence[str | None]], tuple[list[str], list[str], list[str]]]
"""From titles and original titles to what the works are found, searched and sorted by."""

TakenTitle = tuple[int, str, list[str], str, str | None, str, str]
"""Number, line, fields, title, original title, kind of work, and whether U+0000 was removed (`t` or `f`)."""


class TitleLines(LineReader[TakenTitle]):
    """`wanted` are the allowed types with their kinds of work; the others are skipped."""

    def __init__(
        self,
        wanted: Mapping[str, str],
        seen: SeenIds,
        this_year: int,
        keys: TitleKeys,
        remark: Remarking,
    ) -> None:
        super().__init__("title.basics", FIELDS, remark)
        self._wanted = wanted
        self._seen = seen
        self._refused = SeenIds()
        self._keys = keys
        self._first_years = Whole("startYear", 1870, this_year + 10)
        self._last_years = Whole("endYear", 1870, this_year + 10)
        self._minutes = Whole("runtimeMinutes", 1, 100_000)
        self._genres = GenreLists()

    def _take(self, number: int, line: Line) -> TakenTitle | None:
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
            nul = "f"
            if not self._plain and "\0" in line:
                nul, line = "t", line.replace("\0", "")
                fields = line.split("\t")
            title, original = shown(fields[2]), None
            if fields[3] != fields[2] and fields[3] not in NOTHING:
                original = shown(fields[3])
            self._seen.add(slot, TAKEN)
            return number, line, fields, title, original, media_type, nul
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
        together = self._together(taken) if self._plain and taken else None
        return "".join(starmap(self._alone, taken)) if together is None else together

    def _together(self, taken: list[TakenTitle]) -> str | None:
        """Column by column, which is fastest; None when some value has to be looked at by itself."""
        numbers, lines, fields, titles, originals, media_types, nuls = zip(*taken, strict=True)
        tconsts, types, _, _, adult, first, last, minutes, genres = zip(*fields, strict=True)
        values = (
            tuple(map(ADULT.get, adult)),
            column(self._first_years, first),
            column(self._last_years, last),
            column(self._minutes, minutes),
            column(self._genres, genres),
        )
        if any(None in each for each in values):
            return None
        shown_originals = [original or NULL for original in originals]
        keys = self._keys(titles, originals)
        text = "\n".join(lines)
        came = received(text).split("\n"), plain_as_json(text).split("\n")
        columns = (map(str, numbers), tconsts, types, *came, media_types, titles, shown_originals, *keys)
        return "\n".join(map("\t".join, zip(*columns, *values, nuls, strict=True))) + "\n"

    def _alone(
        self,
        number: int,
        line: str,
        fields: list[str],
        title: str,
        original: str | None,
        media_type: str,
        nul: str,
    ) -> str:
        """One title, with what has to be noted or escaped."""
        problems: list[Problem] = [NUL_REMOVED] if nul == "t" else []
        tconst, title_type, _, _, adult, first, last, minutes, genres = fields
        texts = map(escaped, (title, original or NULL, *(key for [key] in self._keys([title], [original]))))
        values = (
            adult_flag(adult, problems.append),
            self._first_years.read(first, problems.append),
            self._last_years.read(last, problems.append),
            self._minutes.read(minutes, problems.append),
            self._genres.read(genres, problems.append),
        )
        if problems:
            self._note(number, tconst, problems)
        came = received(line), as_json(line)
        row = (str(number), tconst, escaped(title_type), *came, media_type, *texts, *values, nul)
        return "\t".join(row) + "\n"


def column(known: Whole | GenreLists, texts: Iterable[str]) -> tuple[str | None, ...]:
    """What the texts mean; None for those that mean nothing."""
    values = tuple(map(known.get, texts))
    if None not in values:
        return values
    for text in set(texts).difference(known):
        known.read(text, note=lambda problem: None)
    return tuple(map(known.get, texts))


def shown(title: str, column: str = "primaryTitle") -> str:
    """The title in NFC and without outer blanks. Raises LineRefused."""
    tidy = composed(title.strip())
    if tidy in NOTHING:
        raise LineRefused(f"/{column}", "title-missing", "The line has no title")
    if len(tidy) > LONGEST:
        raise LineRefused(f"/{column}", "title-too-long", f"A title has at most {LONGEST} characters")
    return tidy
