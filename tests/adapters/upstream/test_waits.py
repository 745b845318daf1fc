"""A wait is read from Retry-After, however it is written, and never believed beyond a day."""

from datetime import UTC, datetime

import pytest

from adapters.upstream.waits import retry_after

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("99999999999999999999", 86_400),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30),
        ("Sunday, 01-Mar-26 12:00:30 GMT", 30),
        ("Sun, 01 Mar 2026 13:00:30 +0100", 30),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Mon, 01 Mar 2027 11:00:00 GMT", 86_400),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("²", None),
        ("Sun, 01 Mar 99999 12:00:30 GMT", None),
    ],
)
def test_a_wait_is_read(header: str | None, seconds: int | None) -> None:
    assert retry_after(header, NOON) == seconds
