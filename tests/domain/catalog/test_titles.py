"""How titles are normalised for finding and for sorting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.titles import LONGEST, search_norm, sort_key, title_norm


@pytest.mark.parametrize(
    ("title", "norm"),
    [
        ("The Lord of the Rings: The Two Towers", "the lord of the rings the two towers"),
        ("Amélie", "amelie"),
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("Smørrebrød & Ærø", "smorrebrod aero"),
        ("Straße", "strasse"),
        ("Schindler's List", "schindler s list"),
        ("  WALL·E  ", "wall e"),
        ("Сталкер", "сталкер"),
        ("東京物語", "東京物語"),
        ("???", "???"),
        ("İstanbul", "istanbul"),
    ],
)
def test_a_title_is_found_without_case_marks_and_punctuation(title: str, norm: str) -> None:
    assert title_norm(title) == norm


def test_letters_sort_as_the_polish_alphabet_has_them() -> None:
    words = ["az", "ą", "b", "cz", "ć", "d", "lz", "ł", "m", "oz", "ó", "p", "sz", "ś", "t", "zz", "ź", "ż"]
    assert sorted(set(words), key=sort_key) == words


def test_other_marks_do_not_change_the_order() -> None:
    assert sort_key("Élan") == sort_key("elan")


def test_a_work_is_found_by_every_title_and_maker_each_word_once() -> None:
    found_by = search_norm("Stalker", "Сталкер", ("Andrei Tarkovsky", "Stalker Inc."))
    assert found_by == "stalker сталкер andrei tarkovsky inc"


@given(st.text())
def test_normalising_is_bounded_and_settles(title: str) -> None:
    norm = title_norm(title)
    assert len(norm) <= LONGEST
    assert len(sort_key(title)) <= LONGEST
    assert bool(norm) == bool(title.strip())
    assert title_norm(norm) == norm or not title.isascii()


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_the_quick_way_for_ascii_is_the_long_way(title: str) -> None:
    assert title_norm(f"a{title}") == title_norm(f"a\u0301{title}")
