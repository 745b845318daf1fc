"""From what somebody typed to conditions on works, typing errors included."""

import string
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

LETTERS = string.ascii_lowercase + string.digits
SHORTEST_KEPT = 4
LONGEST_CORRECTED = 25
WORDS_VECTOR = "to_tsvector('simple', search_norm)"


class Match(Struct, frozen=True):
    """A condition on catalog.media_items; ordered when an index gives its best-known works first."""

    condition: str
    parameters: Mapping[str, Any]
    is_ordered: bool = False


def begins_with(norm: str) -> Match:
    """Titles that begin so, by the index of their first letters."""
    letters = min(len(norm), 3)
    same = f"left(title_norm, {letters}) = :letters"
    rest = " AND starts_with(title_norm, :norm)" if len(norm) > letters else ""
    return Match(same + rest, {"letters": norm[:letters], "norm": norm}, is_ordered=True)


def has_words(norm: str) -> Match:
    """Works that have all words, the last one perhaps unfinished. Nothing but signs is no word."""
    words = _words(norm)
    if not words:
        return begins_with(norm)
    quoted = [*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"]
    return Match(f"{WORDS_VECTOR} @@ to_tsquery('simple', :words)", {"words": " & ".join(quoted)})


def all_words(norm: str) -> str:
    """The query for works that have all words as they are; empty when there is no word."""
    return " & ".join(f"'{word}'" for word in _words(norm))


def any_of(groups: Iterable[Iterable[str]]) -> str:
    """The query for works that have a word of every group."""
    return " & ".join("(" + " | ".join(f"'{word}'" for word in group) + ")" for group in groups)


def reads(norm: str) -> Match:
    """The same by reading, for a few rows that are at hand."""
    words = _words(norm)
    if not words:
        return Match("starts_with(title_norm, :norm)", {"norm": norm})
    patterns = [*(f"% {word} %" for word in words[:-1]), f"% {words[-1]}%"]
    return Match("concat(' ', search_norm, ' ') LIKE ALL (:patterns)", {"patterns": patterns})


def has_any_of(groups: Iterable[Iterable[str]]) -> Match:
    """Works that have a word of every group."""
    return Match(f"{WORDS_VECTOR} @@ to_tsquery('simple', :words)", {"words": any_of(groups)})


def mistakes_of(norm: str) -> dict[str, frozenset[str]]:
    """For each longer word of the text, every word that one slip of a finger could have made it from."""
    words = (word for word in _words(norm) if SHORTEST_KEPT <= len(word) <= LONGEST_CORRECTED)
    return {word: frozenset(one_slip_away(word)) for word in words}


def one_slip_away(word: str) -> Iterable[str]:
    """One letter left out, put in, replaced, or two of them swapped."""
    letters = dict.fromkeys(LETTERS + word)
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in letters)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in letters)


def corrections(mistakes: Mapping[str, frozenset[str]], known: frozenset[str]) -> list[list[str]] | None:
    """For each word what it may have been meant to be: itself, when it is a word; None when nothing fits."""
    groups = [[word] if word in known else sorted(known & slips) for word, slips in mistakes.items()]
    changed = any(group != [word] for group, word in zip(groups, mistakes, strict=True))
    return groups if changed and all(groups) else None


def _words(norm: str) -> list[str]:
    return [word for word in norm.split(" ") if word.isalnum()]
