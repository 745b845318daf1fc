"""The addresses of static files, each with a mark of its content, so that it can be cached for good."""

from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
FONTS = VENDOR / "fonts"
EDITOR = VENDOR / "editor" / "editor.js"
SPECIMENS = VENDOR / "specimens" / "specimens.js"


@cache
def asset(path: str) -> str:
    """The URL of a file below static/, such as css/base.css."""
    mark = sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={mark}"


def has_fonts() -> bool:
    """Whether the fonts were vendored; without them the pages use the system's."""
    return any(FONTS.glob("*.woff2"))


def has_editor() -> bool:
    """Whether the editor's script was built; without it the plain page of forms stays."""
    return EDITOR.exists()


def has_specimens() -> bool:
    """Whether the script was built that brings the editor to its states on the design system page."""
    return SPECIMENS.exists()
