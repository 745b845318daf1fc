"""Browsers are called what people call them."""

import pytest

from app.web.words.browsers import LONGEST, browser_name

APPLE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("calls_itself", "is_called"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {APPLE} Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; Android 15) {APPLE} Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {APPLE} Version/18 Safari/604.1",
            "Safari, iPhone",
        ),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) {APPLE} Chrome/140 Safari/537", "Chrome, macOS"),
        ("python-httpx/0.28", "python-httpx/0.28"),
        ("", ""),
    ],
)
def test_a_browser_has_the_name_that_people_know(calls_itself: str, is_called: str) -> None:
    assert browser_name(calls_itself) == is_called


def test_what_calls_itself_at_length_is_cut_short() -> None:
    assert len(browser_name("x" * 1_000)) == LONGEST
