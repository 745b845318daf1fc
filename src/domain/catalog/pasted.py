"""What a line of a pasted list may mean: ids, and readings as a title with a year and makers. Pure."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct

from domain.catalog.titles import title_norm
from domain.kernel import Invalid, Problem
from domain.texts import composed

MOST_LINES: Final = 200
LONGEST_LINE: Final = 500
MOST_KEYS: Final = 3
MOST_READINGS: Final = 8

Key = tuple[str, str]
"""A source and the id of a work there."""

KeyNamed = Callable[[str], Key | None]
"""The id that a word, an address or a number in it is, without asking anybody; None for any other text."""

KeyWritten = Callable[[str, Any], Key | None]
"""The same of a source and an id there, both as somebody wrote them; None if it is no id of that source."""

BLANKS: Final = re.compile(r"[^\S\t]+")
BULLET: Final = re.compile(r"(?:[-*+•‣◦▪·–—→>]+|\[[ xX✓]?\]|[☐☑✓✔])\s+")
NUMBER: Final = re.compile(r"(?:#\s?\d{1,3}[.):]?|\(?\d{1,3}[.)])\s+")
LINK: Final = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")
ISBN: Final = re.compile(r"\bisbn(?:-?1[03])?:?\s*[0-9][0-9\s-]{7,20}[0-9x]\b", re.IGNORECASE)
AROUND: Final = "<>()[]{}.,;:\"'“”„«»"
QUOTES: Final = tuple(pair.split(" ") for pair in (
    "“ ”", "„ ”", "„ “", "« »", "» «", '" "', "‘ ’", "' '", "** **", "__ __", "* *", "_ _",
))  # fmt: skip
YEAR: Final = r"(1[0-9]{3}|20[0-9]{2}|2100)"
YEARS: Final = rf"{YEAR}(?:\s*[-–—]\s*(?:[12][0-9]{{3}})?)?"
YEAR_IN_BRACKETS: Final = re.compile(rf"^(.*?\S)\s*[(\[]\s*{YEARS}\s*[)\]]\s*(.*)$")
IN_BRACKETS: Final = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]*)[)\]]$")
A_YEAR: Final = re.compile(rf"(?<!\d){YEARS}(?!\d)")
YEAR_BEHIND: Final = re.compile(rf"^(.*\S)(?:\s*[,;|\t]\s*|\s+[-–—]\s+|\s+){YEARS}$")
YEAR_BEFORE: Final = re.compile(rf"^{YEAR}\s*(?:[:;|\t]|\s[-–—])\s*(.*\S)$")
PARTS: Final = (
    re.compile(r"\s*[\t|]\s*"),
    re.compile(r"\s+[-–—]\s+|\s+/\s+"),
    re.compile(r"\s+by\s+", re.IGNORECASE),
    re.compile(r"\s*[,;]\s+"),
    re.compile(r"\s*:\s+"),
)
"""What stands between a title and a maker, the clearest first."""
OF_A_MAKER: Final = re.compile(
    r"^(?:(?:directed|written|composed|made)\s+by|by|dir\.?|directors?:?|authors?:?|reż\.?|autor(?:ka)?:?)\s+",
    re.IGNORECASE,
)
ARTICLE_BEHIND: Final = re.compile(r"^(.*\S),\s*(the|an?)$", re.IGNORECASE)
BETWEEN_NAMES: Final = re.compile(r"\s*[,;&/]\s*|\s+(?:and|i|und|et|y)\s+", re.IGNORECASE)


class Reading(Struct, frozen=True):
    """One way to read a line; `maker` is text that would name who made it."""

    title: str
    year: int | None = None
    maker: str | None = None

    @property
    def norm(self) -> str:
        return title_norm(self.title)

    @property
    def makers(self) -> tuple[frozenset[str], ...]:
        """The words of each name, and of the whole, in case that is one."""
        if not self.maker:
            return ()
        names = dict.fromkeys((self.maker, *BETWEEN_NAMES.split(self.maker)))
        return tuple(frozenset(title_norm(name).split(" ")) for name in names if title_norm(name))


class Line(Struct, frozen=True):
    """A line as it was pasted, and what it may mean; the likeliest reading stands first."""

    text: str
    keys: tuple[Key, ...] = ()
    readings: tuple[Reading, ...] = ()


def lines_in(text: str) -> tuple[str, ...]:
    """The lines of a pasted text that say something, as they stand there."""
    return tuple(line.strip() for line in re.split(r"[\r\n]+", text) if line.strip())


def refuse_too_much(lines: tuple[str, ...]) -> None:
    """Raises Invalid that points at what is too much."""
    if len(lines) > MOST_LINES:
        words = "At most 200 lines are taken at once."
        raise Invalid("There are too many lines.", Problem("/lines", "too-many-lines", words))
    problems = [
        Problem(f"/lines/{index}", "line-too-long", "A line has at most 500 characters.")
        for index, line in enumerate(lines)
        if len(line) > LONGEST_LINE
    ]
    if problems:
        raise Invalid("A line is too long.", *problems)


def read_line(text: str, key_named: KeyNamed) -> Line:
    """What the line may mean; a blank one means nothing."""
    said = BLANKS.sub(" ", _printable(composed(text))).strip()
    keys, rest = _keys(said, key_named)
    readings = dict.fromkeys(each for each in _readings(rest) if each.norm)
    return Line(text, tuple(dict.fromkeys(keys))[:MOST_KEYS], tuple(readings)[:MOST_READINGS])


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() or each == "\t" else " " for each in text)


def _keys(said: str, key_named: KeyNamed) -> tuple[list[Key], str]:
    """The ids in the line, and what else stands there."""
    text = LINK.sub(r"\1 \2", _undressed(said))
    if whole := key_named(text):
        return [whole], ""
    keys, words = [], []
    for found in ISBN.findall(text):
        if key := key_named(found):
            keys.append(key)
            text = text.replace(found, " ")
    for word in re.split(r"( |\t)", text):
        key = key_named(word.strip(AROUND)) if word.strip(AROUND) else None
        keys.extend([key] if key else [])
        words.append("" if key else word)
    if not keys:
        return [], said
    return keys, "".join(words).strip(" \t-–—|,;:()[]<>")


def _undressed(said: str) -> str:
    """Without what marks a line as one of a list."""
    text = said
    while found := BULLET.match(text) or (NUMBER.match(text) if text == said else None):
        text = text[found.end() :]
    if numbered := NUMBER.match(text):
        text = text[numbered.end() :]
    return text.strip()


def _readings(said: str) -> Iterator[Reading]:
    text = _undressed(said)
    yield from _of_whole(text)
    if text != said:  # what looked like a number of the list may be the title's
        yield Reading(_unquoted(said))


def _of_whole(text: str) -> Iterator[Reading]:
    bare, year, maker = _without_brackets(text)
    if year is None and (before := YEAR_BEFORE.match(bare)):
        yield from _of_parts(before[2], int(before[1]), maker)
    elif year is None and (behind := YEAR_BEHIND.match(bare)):
        yield from _of_parts(behind[1], int(behind[2]), maker)
    yield from _of_parts(bare, year, maker)
    if bare != text:
        yield Reading(_unquoted(text))


def _without_brackets(text: str) -> tuple[str, int | None, str | None]:
    """What stands in brackets at the end, as a year and a maker; anything else there is left out."""
    if found := YEAR_IN_BRACKETS.match(text):
        return found[1], int(found[2]), _name(found[3])
    year, maker = None, None
    if found := IN_BRACKETS.match(text):
        text = found[1]
        said = A_YEAR.search(found[2])
        year, maker = int(said[1]) if said else None, _name(A_YEAR.sub("", found[2]))
    return text, year, maker


def _name(text: str) -> str | None:
    return OF_A_MAKER.sub("", text.strip(" \t,;|-–—()[]")) or None


def _of_parts(text: str, year: int | None, maker: str | None) -> Iterator[Reading]:
    """The whole as a title, and what stands before and behind the first sign that may part it from makers."""
    yield Reading(_unquoted(text), year, maker)
    if turned := ARTICLE_BEHIND.match(text):
        yield Reading(f"{turned[2]} {turned[1]}", year, maker)
    several = (parts for sign in PARTS if len(parts := [each for each in sign.split(text) if each]) > 1)
    parts = next(several, [])
    years = [int(found[1]) for part in parts if (found := A_YEAR.fullmatch(part))]
    names = [part for part in parts if not A_YEAR.fullmatch(part)]
    said = year or next(iter(years), None)
    match names:
        case [first]:
            yield Reading(_unquoted(first), said, maker)
        case [first, second]:
            yield Reading(_unquoted(first), said, _name(second))
            yield Reading(_unquoted(second), said, _name(first))
        case [first, *others]:
            yield Reading(_unquoted(first), said, _name(" & ".join(others)))


def _unquoted(text: str) -> str:
    bare = text.strip()
    for before, behind in QUOTES:
        if len(bare) > len(before + behind) and bare.startswith(before) and bare.endswith(behind):
            return bare[len(before) : -len(behind)].strip()
    return bare
