"""A service whose fonts were not installed asks for none, and renders anew once it has them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.web import static_files
from app.web.formats.renderings import fingerprint
from app.web.rendering import environment

FONT = "fraunces-latin-wght-normal.woff2"

Install = Callable[[], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """No fonts, until it is called."""
    monkeypatch.setattr(static_files, "FONTS", tmp_path)
    forget_what_was_found()

    def put_one_there() -> None:
        (tmp_path / FONT).touch()

    yield put_one_there
    forget_what_was_found()


def forget_what_was_found() -> None:
    environment.cache_clear()
    fingerprint.cache_clear()


def page() -> str:
    return environment("en").get_template("base.html").render()


def test_a_page_asks_for_no_font_that_is_not_there(install: Install) -> None:
    assert "fonts" not in page()
    install()
    forget_what_was_found()
    assert FONT in page()


def test_what_was_rendered_without_fonts_is_rendered_again_with_them(install: Install) -> None:
    without = fingerprint("http://127.0.0.1:8000")
    install()
    forget_what_was_found()
    assert fingerprint("http://127.0.0.1:8000") != without
