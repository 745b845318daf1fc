"""Brings text into one spelling (NFC) in time that grows with its length, whatever somebody sends."""

import re
import unicodedata
from typing import Final

LONGEST_RUN: Final = 30
"""Combining marks in a row; no language comes near it (UAX #15, Stream-Safe Text Format)."""

JOINER: Final = "\N{COMBINING GRAPHEME JOINER}"
TWO_PLANES: Final = range(0x300, 0x20000)
"""Where Unicode has its combining marks."""


def composed(text: str) -> str:
    """The text in NFC. A run of marks is parted after each thirty by a joiner that nobody sees.

    Normalising takes the square of the length of a run: half a million marks would hold a worker for half
    an hour.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", RUN.sub(rf"\1{JOINER}", text))


def _is_mark(letter: str) -> bool:
    """Whether it is sorted among its neighbours; what falls apart into such marks is too."""
    return unicodedata.combining(unicodedata.normalize("NFD", letter)[0]) != 0


MARKS: Final = "".join(filter(_is_mark, map(chr, TWO_PLANES)))
RUN: Final = re.compile(f"([{MARKS}]{{{LONGEST_RUN}}})(?=[{MARKS}])")
