"""Remembers what became of every id in two bits, since tens of millions of them fit in no set."""

import mmap

UNSEEN, TAKEN, SKIPPED, RATED = range(4)
"""RATED is TAKEN with the other bit."""

USED = RATED
"""Of a name that was TAKEN because a crew has it."""

_FIRST_SLOT = {9: 0, 10: 10**7, 11: 10**7 + 10**8}
"""By length of the id: `tt0000001` and `tt00000001` are two ids, so every length has slots of its own."""

_SLOTS = 10**7 + 10**8 + 10**9


def slot_of(identifier: str, prefix: str = "tt") -> int | None:
    """Where an id is remembered; None when it is not the prefix (`tt`, `nm`) and 7 to 9 digits."""
    digits = identifier[2:]
    if (
        digits.isdigit()
        and identifier.isascii()
        and identifier.startswith(prefix)
        and len(identifier) in _FIRST_SLOT
    ):
        return _FIRST_SLOT[len(identifier)] + int(digits)
    return None


class SeenIds:
    """One of UNSEEN, TAKEN, SKIPPED and RATED for each slot.

    The map is a quarter of a gigabyte of addresses, of which the system gives memory to those touched only:
    about 10 MB for all titles of today.
    """

    def __init__(self) -> None:
        self._bits = mmap.mmap(-1, _SLOTS // 4, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)

    def __getitem__(self, slot: int) -> int:
        return (self._bits[slot >> 2] >> ((slot & 3) << 1)) & 3

    def add(self, slot: int, fate: int) -> None:
        """For a slot that is UNSEEN, or TAKEN and now RATED."""
        self._bits[slot >> 2] |= fate << ((slot & 3) << 1)
