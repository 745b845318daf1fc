"""Says what the lines of title.basics.tsv that are taken mean: normalised lines, whole or in brief."""

from collections.abc import Callable, Iterable, Sequence

from domain.ingestion.imdb_files.lines import NUL_REMOVED, LineRefused, is_plain
from domain.ingestion.imdb_files.title_types import MEDIA_TYPES
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

COLUMNS = (
    *("line", "tconst", "title_type", "received", "payload", "media_type"),
    *("title", "original_title", "title_norm", "search_norm", "sort_key"),
    *("is_adult", "first_year", "last_year", "minutes", "genres", "nul_removed"),
)
"""Of a normalised line: its number, what came, as text and as a JSON array, and what it means."""

BRIEF_COLUMNS = ("line", "tconst", "title", "received", "nul_removed")
"""Of one in brief: enough to tell whether it says anything new, and to normalise it whole if it does."""

TitleKeys = Callable[[Sequence[str], Sequence[str | None]], tuple[list[str], list[str], list[str]]]
"""From titles and original titles to what the works are found, searched and sorted by."""

TakenTitle = tuple[int, str, list[str], str, str | None, str]
"""Number, line without U+0000, fields, title, original title, and whether U+0000 was removed (`t` or `f`)."""

ReceivedTitle = tuple[int, str, bool]
"""The same as it is kept in brief: number, line, and whether U+0000 was removed."""

Values = tuple[tuple[str | None, ...], ...]
"""Columns of isAdult, startYear, endYear, runtimeMinutes and genres, for COPY."""

NoteOfTitle = Callable[[int, str, Sequence[Problem]], None]
"""Takes the number of a line, its tconst, and what had to be left out of it."""

ToRows = Callable[[Sequence[TakenTitle], bool, NoteOfTitle], str]
"""From titles to lines for COPY; the flag says that the titles are plain, as blocks are."""


def taken_title(number: int, line: str, fields: list[str], nul: str) -> TakenTitle:
    """Raises LineRefused for a line without a title, or with one that is too long."""
    title, original = shown(fields[2]), None
    if fields[3] != fields[2] and fields[3] not in NOTHING:
        original = shown(fields[3])
    return number, line, fields, title, original, nul


def shown(title: str, column: str = "primaryTitle") -> str:
    """The title in NFC and without outer blanks. Raises LineRefused."""
    tidy = composed(title.strip())
    if tidy in NOTHING:
        raise LineRefused(f"/{column}", "title-missing", "The line has no title")
    if len(tidy) > LONGEST:
        raise LineRefused(f"/{column}", "title-too-long", f"A title has at most {LONGEST} characters")
    return tidy


class TitleRows:
    """Column by column, which is fastest, unless some value has to be looked at by itself."""

    def __init__(self, keys: TitleKeys, this_year: int) -> None:
        self._keys = keys
        self._first_years = Whole("startYear", 1870, this_year + 10)
        self._last_years = Whole("endYear", 1870, this_year + 10)
        self._minutes = Whole("runtimeMinutes", 1, 100_000)
        self._genres = GenreLists()

    def whole(self, taken: Sequence[TakenTitle], plain: bool, note: NoteOfTitle) -> str:
        """Lines of COLUMNS."""
        values = self._values(taken) if plain and taken else None
        if values is None:
            return "".join(self._one(each, note) for each in taken)
        numbers, lines, fields, titles, originals, nuls = zip(*taken, strict=True)
        tconsts, types, *_ = zip(*fields, strict=True)
        text = "\n".join(lines)
        came = received(text).split("\n"), plain_as_json(text).split("\n")
        kinds = map(MEDIA_TYPES.__getitem__, types)
        keys = self._keys(titles, originals)
        named = titles, [original or NULL for original in originals], *keys
        columns = (map(str, numbers), tconsts, types, *came, kinds, *named, *values, nuls)
        return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"

    def brief(self, taken: Sequence[TakenTitle], plain: bool, note: NoteOfTitle) -> str:
        """Lines of BRIEF_COLUMNS; as much is noted as of whole ones."""
        if not plain or not taken or self._values(taken) is None:
            return "".join(self._one_in_brief(each, note) for each in taken)
        numbers, lines, fields, titles, _, nuls = zip(*taken, strict=True)
        came = received("\n".join(lines)).split("\n")
        columns = (map(str, numbers), [each[0] for each in fields], titles, came, nuls)
        return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"

    def again(self, kept: Sequence[ReceivedTitle]) -> bytes:
        """Lines of COLUMNS, of titles that were kept in brief. What is to note of them was noted then."""
        plain = is_plain("\n".join(line for _, line, _ in kept))
        taken = [taken_title(number, line, line.split("\t"), "ft"[nul]) for number, line, nul in kept]
        return self.whole(taken, plain, lambda number, tconst, problems: None).encode()

    def _values(self, taken: Sequence[TakenTitle]) -> Values | None:
        """None when some value means nothing."""
        _, _, _, _, adult, first, last, minutes, genres = zip(*(each[2] for each in taken), strict=True)
        values = (
            tuple(map(ADULT.get, adult)),
            column(self._first_years, first),
            column(self._last_years, last),
            column(self._minutes, minutes),
            column(self._genres, genres),
        )
        return None if any(None in each for each in values) else values

    def _one(self, taken: TakenTitle, note: NoteOfTitle) -> str:
        number, line, fields, title, original, nul = taken
        values = self._values_of_one(taken, note)
        names = (title, original or NULL, *(key for [key] in self._keys([title], [original])))
        came = received(line), as_json(line)
        kind = MEDIA_TYPES[fields[1]]
        row = (str(number), *fields[:2], *came, kind, *map(escaped, names), *values, nul)
        return "\t".join(row) + "\n"

    def _one_in_brief(self, taken: TakenTitle, note: NoteOfTitle) -> str:
        number, line, fields, title, _, nul = taken
        self._values_of_one(taken, note)
        return f"{number}\t{fields[0]}\t{escaped(title)}\t{received(line)}\t{nul}\n"

    def _values_of_one(self, taken: TakenTitle, note: NoteOfTitle) -> tuple[str, ...]:
        number, _, fields, _, _, nul = taken
        problems: list[Problem] = [NUL_REMOVED] if nul == "t" else []
        tconst, _, _, _, adult, first, last, minutes, genres = fields
        values = (
            adult_flag(adult, problems.append),
            self._first_years.read(first, problems.append),
            self._last_years.read(last, problems.append),
            self._minutes.read(minutes, problems.append),
            self._genres.read(genres, problems.append),
        )
        if problems:
            note(number, tconst, problems)
        return values


def column(known: Whole | GenreLists, texts: Iterable[str]) -> tuple[str | None, ...]:
    """What the texts mean; None for those that mean nothing."""
    values = tuple(map(known.get, texts))
    if None not in values:
        return values
    for text in set(texts).difference(known):
        known.read(text, note=lambda problem: None)
    return tuple(map(known.get, texts))
