"""The shape of the tables of words."""

Plural = tuple[str, str]
"""One, and many, in English."""

Said = dict[str, str | Plural]
"""English words by the key that a script says them by."""
