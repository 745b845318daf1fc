"""Makes the bytes of a published menu, and names the code that makes them: an upgrade makes new ones."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from app.web.rendering import render
from app.web.static_files import has_fonts
from domain.menus.renderings import Format, Source

WEB = Path(__file__).parent
SHOWN = ("*.py", "templates/**/*.html", "locales/**/*.po", "static/css/*", "static/js/*")


def renderer(base_url: str) -> Callable[[Source, Format, str], bytes]:
    """The function that renders editions for a service that stands at `base_url`."""

    def rendered(source: Source, kind: Format, locale: str) -> bytes:
        if kind == "json":
            return msgspec.json.encode(source.menu)
        page = render(
            "menu.html",
            locale,
            menu=source.menu,
            content_hash=source.content_hash,
            canonical=f"{base_url}/m/{source.menu.slug}",
            cached=True,
        )
        return page.encode()

    return rendered


@cache
def fingerprint(base_url: str) -> str:
    """Changes with the templates, words, styles, the code that puts them together, and the address."""
    seen = hashlib.sha256(f"{version('media-menu')} {base_url} {has_fonts()}".encode())
    for pattern in SHOWN:
        for file in sorted(WEB.glob(pattern)):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:16]
