"""A cursor goes on where its own list stopped, and is of no use anywhere else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http.paging import Cursor, next_link, page_of
from app.http.refusals import CursorInvalid

NEWEST = Cursor("menus", "newest", tuple[datetime, UUID])
KEYS = (datetime(2026, 1, 2, 3, 4, 5, 678, UTC), UUID("01890000-0000-7000-8000-000000000001"))


def test_a_cursor_gives_back_its_keys() -> None:
    assert NEWEST.read(NEWEST.written(KEYS)) == KEYS
    assert NEWEST.read(None) is None


def test_a_cursor_of_another_list_or_order_is_refused() -> None:
    for other in (
        Cursor("works", "newest", tuple[datetime, UUID]),
        Cursor("menus", "title", tuple[datetime, UUID]),
    ):
        with pytest.raises(CursorInvalid):
            other.read(NEWEST.written(KEYS))


@given(st.integers(0, 40), st.integers(1, 255))
def test_a_damaged_cursor_is_refused(position: int, change: int) -> None:
    text = NEWEST.written(KEYS)
    raw = bytearray(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    raw[position % len(raw)] ^= change
    with pytest.raises(CursorInvalid):
        NEWEST.read(urlsafe_b64encode(raw).decode())


@given(st.text(max_size=80))
def test_no_text_makes_reading_a_cursor_fail_otherwise(text: str) -> None:
    with pytest.raises(CursorInvalid):
        NEWEST.read(text)


@pytest.mark.parametrize("keys", [("a\0b", 1), ("a", 2**63)])
def test_a_made_up_cursor_brings_nothing_that_the_database_cannot_take(keys: tuple[str, int]) -> None:
    cursor = Cursor("menus", "title", tuple[str, int])
    with pytest.raises(CursorInvalid):
        cursor.read(cursor.written(keys))


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00"]
)
def test_a_made_up_cursor_names_no_moment_outside_of_all_years(time: str) -> None:
    made_up = Cursor("menus", "newest", tuple[str, UUID]).written((time, KEYS[1]))
    with pytest.raises(CursorInvalid):
        NEWEST.read(made_up)


def test_the_link_keeps_the_question_and_replaces_the_cursor() -> None:
    link = next_link("/api/v1/media", {"q": "żubr & co", "cursor": "old", "tag": None}, "new")
    assert link == {"link": '</api/v1/media?q=%C5%BCubr+%26+co&cursor=new>; rel="next"'}
    assert next_link("/api/v1/media", {}, None) == {}


def test_a_page_has_a_cursor_only_when_there_is_more() -> None:
    assert page_of([1, 2, 3], 2, str).next_cursor == "2"
    assert page_of([1, 2], 2, str).next_cursor is None
    assert page_of([], 2, str).items == ()
