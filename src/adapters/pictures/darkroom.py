"""Makes covers of what upstreams send: decoded within bounds, turned upright, and written anew as WebP.

Writing anew leaves nothing of the file that came: no metadata, no trailing data, no other format's tricks.
"""

import asyncio
import hashlib
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.catalog.covers import WIDTHS, CoverMissed, Picture

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 30_000_000
"""A cover of 5,000 by 6,000; decoded it takes 90 MB."""
SMALLEST = 40
"""Pixels. Upstreams answer with a dot where they have no cover."""
QUALITY = 82


class PillowDarkroom:
    """The port Darkroom. One picture at a time, beside the event loop."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def __call__(self, received: bytes) -> Picture:
        async with self._turn:
            return await asyncio.to_thread(developed, received)


def developed(received: bytes) -> Picture:
    """Raises CoverMissed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(received), formats=FORMATS) as image:
                upright = _upright(image)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
            raise CoverMissed("not-a-picture") from error
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise CoverMissed("picture-too-large") from error
    files = {width: _written(upright, width) for width in WIDTHS}
    return Picture(hashlib.sha256(files[max(WIDTHS)]).hexdigest()[:32], files)


def _upright(image: Image.Image) -> Image.Image:
    """The header tells the size before anything is decoded."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise CoverMissed("picture-too-large")
    if min(width, height) < SMALLEST:
        raise CoverMissed("picture-too-small")
    image.draft(
        "RGB", (2 * max(WIDTHS), 2 * max(WIDTHS))
    )  # a large JPEG is decoded at a fraction of its size
    return ImageOps.exif_transpose(image).convert("RGB")


def _written(image: Image.Image, width: int) -> bytes:
    """At most so wide, and never larger than it came."""
    small = image.copy()
    small.thumbnail((width, 3 * width), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
