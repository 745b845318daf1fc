"""The shape of the tables of words."""

from collections import Counter

Plural = tuple[str, str]
"""One, and many, in English."""

Said = dict[str, str | Plural]
"""English words by the key that a script says them by."""


def together(*parts: Said) -> Said:
    """All of them in one table. Raises ValueError when two of them mean something else by the same key."""
    counted = Counter(key for part in parts for key in part)
    if twice := [key for key, times in counted.items() if times > 1]:
        raise ValueError(f"said by two tables: {', '.join(twice)}")
    return {key: words for part in parts for key, words in part.items()}
