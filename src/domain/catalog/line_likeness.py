"""How like a line of a pasted list is to a work: the table of likeness, and what only lines need. Pure.

| a line and a work | points |
| --- | --- |
| titles, years and makers | as in `domain.likeness` |
| the line's title is another title of the work, or all but an article of it | 40 |
| every word of the line is one slip of a finger away from the title's | 35 |
| every word of the line is in the work's titles and makers | 10 |
| a year is said, and the work's is unknown | 0 |
| a year is said, and the work's is another | -20 |
| a maker is said, and the work's are unknown | -20 |
| an id is said, and it is the work's | 100 |
"""

import re
from typing import Final

from msgspec import Struct

from domain.catalog.pasted import Key, Line, Reading
from domain.catalog.titles import title_norm
from domain.catalog.views import MediaSuggestion
from domain.likeness import NO_MATCH, Match, Points, of_makers, of_titles, of_years, summed

SHORTEST_SLIP: Final = 4
ARTICLE: Final = re.compile(r"^(?:the|an?) ")


class Found(Struct, frozen=True):
    """A work that a line may mean; `key` is the id by which it was found, if it was."""

    work: MediaSuggestion
    original_title: str | None = None
    other_titles: tuple[str, ...] = ()
    popularity: int = 0
    key: Key | None = None


def judged_best(line: Line, found: Found) -> Match:
    """By the reading that speaks most for the work."""
    if found.key in line.keys:
        return Match(100, ("same-id",))
    matches = (judged(reading, found) for reading in line.readings)
    return max(matches, key=lambda match: match.confidence, default=NO_MATCH)


def judged(reading: Reading, found: Found) -> Match:
    """How sure it is that the work is meant by a line read so."""
    titles = titles_of(reading, found)
    if titles is None:
        return NO_MATCH
    return summed(each for each in (titles, _year(reading, found), _makers(reading, found)) if each)


def titles_of(reading: Reading, found: Found) -> Points | None:
    """None when not even all words are the work's."""
    title = title_norm(found.work.title)
    original = title_norm(found.original_title) if found.original_title else None
    if same := of_titles(reading.norm, None, title, None if original == title else original):
        return same
    others = {title_norm(other) for other in found.other_titles}
    if reading.norm in others or ARTICLE.sub("", reading.norm) == ARTICLE.sub("", title):
        return 40, "another-title"
    if nearly(reading.norm, title) or (original and nearly(reading.norm, original)):
        return 35, "nearly-the-title"
    known = " ".join((title, original or "", *others, *map(title_norm, found.work.creators)))
    has_all = set(reading.norm.split(" ")) <= set(known.split(" "))
    return (10, "words-in-common") if has_all else None


def nearly(one: str, other: str) -> bool:
    """Whether the same words stand in both, but for a slip of a finger in longer ones."""
    pairs = list(zip(words := one.split(" "), others := other.split(" "), strict=False))
    return len(words) == len(others) and all(each == meant or _is_slip(each, meant) for each, meant in pairs)


def _is_slip(word: str, meant: str) -> bool:
    """One letter left out, put in, replaced, or two of them swapped."""
    if min(len(word), len(meant)) < SHORTEST_SLIP:
        return False
    before = _same_letters(word, meant)
    left, right = word[before:], meant[before:]
    behind = _same_letters(left[::-1], right[::-1])
    left, right = left[: len(left) - behind], right[: len(right) - behind]
    return max(len(left), len(right)) == 1 or (len(left) == len(right) == 2 and left == right[::-1])


def _same_letters(one: str, other: str) -> int:
    """How many letters at the beginning are the same."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _year(reading: Reading, found: Found) -> Points | None:
    if reading.year is None or found.work.release_year is None:
        return None
    return of_years(reading.year, found.work.release_year) or (-20, "another-year")


def _makers(reading: Reading, found: Found) -> Points | None:
    """A part of a name is enough in a list: Le Guin."""
    if not reading.makers:
        return None
    if not found.work.creators:
        return -20, "makers-unknown"
    names = {name: frozenset(title_norm(name).split(" ")) for name in found.work.creators}
    said = {
        name
        for name, words in names.items()
        if any(each <= words or words <= each for each in reading.makers)
    }
    return of_makers(frozenset(said or {reading.maker or ""}), frozenset(names))
