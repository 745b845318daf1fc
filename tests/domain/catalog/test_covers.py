"""Where covers are fetched from, and when they are asked for again."""

from datetime import timedelta

import pytest

from domain.catalog.covers import COVER_HOSTS, FRESH, is_allowed, pause_after


@pytest.mark.parametrize(
    "url",
    [
        "http://image.tmdb.org/t/p/w500/a.jpg",
        "https://image.tmdb.org.evil.example/a.jpg",
        "https://evil.example/image.tmdb.org/a.jpg",
        "https://image.tmdb.org@evil.example/a.jpg",
        "https://image.tmdb.org:8443/a.jpg",
        "https://127.0.0.1/a.jpg",
        "file:///etc/passwd",
        "//image.tmdb.org/a.jpg",
        "",
    ],
)
def test_only_known_hosts_are_asked(url: str) -> None:
    assert not is_allowed(url, COVER_HOSTS)


def test_a_known_host_is_asked() -> None:
    assert is_allowed("https://covers.openlibrary.org/b/id/1-L.jpg?default=false", COVER_HOSTS)


def test_pauses_grow_with_every_miss_and_end_at_the_age_of_a_fresh_cover() -> None:
    pauses = [pause_after(misses) for misses in range(1, 12)]
    assert pauses[0] == timedelta(hours=6)
    assert pauses == sorted(pauses)
    assert pauses[-1] == FRESH
