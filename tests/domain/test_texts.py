"""Text is brought into one spelling without letting anybody hold a worker by it."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.texts import composed

ABOVE, BELOW, OVERLAY = "\u0301", "\u0316", "\u0334"


@given(st.text())
def test_ordinary_text_is_in_nfc(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("word", ["zażółć", "z\u0307a", "\u1112\u1161\u11ab", "नमस्ते", "Ṩ" + ABOVE * 29])
def test_what_people_write_is_only_composed(word: str) -> None:
    assert composed(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    "run",
    [
        ABOVE * 250_000 + BELOW * 250_000,
        (ABOVE + OVERLAY) * 250_000,
        "\u0f73" * 300_000,  # no mark by itself, but made of two
        "\u0344\u0316" * 200_000,
    ],
)
def test_no_run_of_marks_takes_long(run: str) -> None:
    started = process_time()
    composed("a" + run)
    assert process_time() - started < 2


def test_spelling_it_twice_changes_nothing() -> None:
    once = composed("a" + (BELOW + ABOVE) * 100)
    assert composed(once) == once
