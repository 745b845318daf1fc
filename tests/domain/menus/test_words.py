"""Texts of a menu: tidied once, the same when tidied again, and bounded."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from domain.menus import words
from domain.menus.errors import TextInvalid
from domain.menus.model import Course, CourseItem
from domain.menus.sharing import LABEL
from tests.factories import CourseFactory, ItemFactory, MenuFactory, PairingFactory, ShareLinkFactory

ONE, TWO = ItemFactory.batch(2)


def test_texts_are_composed_and_lose_outer_blanks() -> None:
    assert words.required("  Zaz\u0307o\u0301łc\u0301 \n", words.TITLE, "/title") == "Zażółć"


@pytest.mark.parametrize("typed", ["a\r\nb", "a\rb", "a\nb"])
def test_lines_end_in_one_way(typed: str) -> None:
    assert words.optional(typed, words.NOTE, "/note") == "a\nb"


@example("a\r\r\nb")
@given(some.text(some.sampled_from("a\r\n \t\u0301e\u212b\u2000\u1100\u1161\u0344\x1c"), max_size=12))
def test_a_tidy_text_is_left_as_it_is(typed: str) -> None:
    once = words.optional(typed, words.NOTE, "/note")
    assert words.optional(once, words.NOTE, "/note") == once
    assert once is None or unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("nothing", [None, "", " ", "\r\n\t"])
def test_blanks_are_nothing(nothing: str | None) -> None:
    assert CourseItem(ONE.id, ONE.item_key, ONE.media_item_id, nothing).annotation is None
    assert Course(ONE.id, "Dusk", nothing).intent is None


def test_length_counts_characters_as_the_database_does() -> None:
    assert words.required("ż" * words.TITLE, words.TITLE, "/title")
    assert words.required("z\u0307" * words.TITLE, words.TITLE, "/title")
    assert words.required("🎬" * words.TITLE, words.TITLE, "/title")


TEXTS = [
    (MenuFactory.build, "title", words.TITLE),
    (MenuFactory.build, "description", words.DESCRIPTION),
    (CourseFactory.build, "title", words.TITLE),
    (CourseFactory.build, "intent", words.INTENT),
    (ItemFactory.build, "annotation", words.ANNOTATION),
    (lambda **facts: PairingFactory.of(ONE, TWO, **facts), "relationship", words.RELATIONSHIP),
    (lambda **facts: PairingFactory.of(ONE, TWO, **facts), "narrative", words.NARRATIVE),
    (ShareLinkFactory.build, "label", LABEL),
]


@pytest.mark.parametrize(("make", "field", "most"), TEXTS)
def test_every_text_fits_up_to_its_limit_and_is_pointed_at_beyond(
    make: object, field: str, most: int
) -> None:
    assert callable(make)
    assert len(getattr(make(**{field: "x" * most}), field)) == most
    with pytest.raises(TextInvalid) as refusal:
        make(**{field: "x" * (most + 1)})
    assert [(each.pointer, each.code) for each in refusal.value.problems] == [(f"/{field}", "text-too-long")]


def test_a_missing_text_is_pointed_at() -> None:
    with pytest.raises(TextInvalid) as refusal:
        MenuFactory.build(title=" ")
    assert [(each.pointer, each.code) for each in refusal.value.problems] == [("/title", "text-missing")]
