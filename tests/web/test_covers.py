"""What stands for a work: a picture of our own, else type."""

import pytest
from msgspec.structs import replace

from app.web.rendering import environment
from tests.web.samples import served

STALKER = served(1, "film", "Stalker", 1979, "Andrei Tarkovsky")
COVER = '{% from "parts/works.html" import cover %}{{ cover(work) }}'


@pytest.mark.parametrize("url", [None, "https://elsewhere.example/cover.jpg", "http://127.0.0.1/x.png"])
def test_a_picture_on_another_host_is_never_asked_for(url: str | None) -> None:
    shown = environment("en").from_string(COVER).render(work=replace(STALKER, cover_url=url))
    assert "<img" not in shown
    assert STALKER.title in shown


def test_a_picture_of_our_own_is_shown() -> None:
    shown = environment("en").from_string(COVER).render(work=replace(STALKER, cover_url="/covers/1.jpg"))
    assert '<img class="cover' in shown
