"""What a work is recognised by without ids, and the points that speak for or against it; pure.

Records of sources and lines of pasted lists are judged by the same points; what they add up to is for each
to say.

| | points |
| --- | --- |
| title and original title both known and the same | 55 |
| one of them the same, also the title of one as the original title of the other | 45 |
| titles the same, but both original titles known and different | 25 |
| same year | 30 |
| one year apart | 15 |
| a maker in common | 25 |
| makers of one of them unknown | 0 |
| makers of both known, none in common | -30 |
"""

from collections.abc import Iterable

from msgspec import Struct

Points = tuple[int, str]
"""How much, and a word for why."""


class Match(Struct, frozen=True):
    """How sure it is that two are one, 0 to 100, and what speaks for and against it."""

    confidence: int
    reasons: tuple[str, ...] = ()


NO_MATCH = Match(0)


def summed(found: Iterable[Points]) -> Match:
    """All points together, within 0 and 100."""
    points = tuple(found)
    return Match(max(0, min(sum(each for each, _ in points), 100)), tuple(reason for _, reason in points))


def of_titles(one: str, one_original: str | None, other: str, other_original: str | None) -> Points | None:
    """For normalised titles; an original one is left out where it is the same. None for other titles."""
    if one_original and one_original == other_original:
        return (55, "same-titles") if one == other else (45, "same-original-title")
    if one == other:
        differ = one_original and other_original
        return (25, "original-titles-differ") if differ else (45, "same-title")
    crossed = one == other_original or one_original == other
    return (45, "title-is-original-title") if crossed else None


def of_years(one: int | None, other: int | None) -> Points | None:
    """None when either is unknown, or more than a year lies between them."""
    if one is None or other is None or abs(one - other) > 1:
        return None
    return (30, "same-year") if one == other else (15, "year-apart")


def of_makers(one: frozenset[str], other: frozenset[str]) -> Points:
    """For names in one spelling."""
    if not one or not other:
        return 0, "makers-unknown"
    return (25, "same-makers") if one & other else (-30, "makers-differ")
