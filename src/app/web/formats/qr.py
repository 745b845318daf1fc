"""Addresses as QR codes: dark on light in either colour scheme, with the quiet zone that scanners need."""

from functools import lru_cache
from io import BytesIO
from typing import Final

import segno
from markupsafe import Markup

QUIET_ZONE: Final = 4
"""Modules around the code, as the standard wants them."""
LONGEST: Final = 500
"""Characters; a code of more is too fine for a telephone."""


@lru_cache(maxsize=256)
def qr_file(address: str) -> bytes:
    """The code as an SVG file. Only for addresses that anybody may know: it is remembered."""
    return _drawn(address, title=address)


def qr_inline(address: str) -> Markup:
    """The code to stand in a page; whoever puts it there says what it is."""
    return Markup(_drawn(address).decode())  # noqa: S704 - numbers and colours; the address is in the pattern alone


def _drawn(address: str, title: str | None = None) -> bytes:
    file = BytesIO()
    segno.make(address, error="m", micro=False).save(
        file,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        title=title,
        omitsize=True,
        nl=False,
    )
    return file.getvalue()
