"""Screenshots of every sample page and state, at three widths, light and dark, for anybody to look at.

`make look` takes them all; `uv run python -m tests.web.look FOLDER [NAME ...]` takes some. The folder holds
the pages too, so that they can be opened. It may not lie in the repository.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.web.preview import write
from tests.web.site import serving

WIDTHS: Final = (390, 820, 1440)
SCHEMES: Final = ("light", "dark")
HEIGHT: Final = 900
ALL_LOADED: Final = """async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  }));
}"""
REPOSITORY: Final = Path(__file__).parents[2]


def shoot(folder: Path, wanted: list[str]) -> int:
    """Takes the pictures of the pages whose names begin so, or of all; gives how many."""
    pages = [page.name for page in write(folder) if not wanted or page.name.startswith(tuple(wanted))]
    with serving(folder) as origin, sync_playwright() as play, chromium(play) as browser:
        return sum(
            1
            for width in WIDTHS
            for scheme in SCHEMES
            for _ in taken(browser, origin, folder, pages, width, scheme)
        )


def taken(
    browser: Browser, origin: str, folder: Path, pages: list[str], width: int, scheme: str
) -> Iterator[Path]:
    """The pictures of one window, as `studio.en-390-dark.png`."""
    window = {"viewport": {"width": width, "height": HEIGHT}, "color_scheme": scheme}
    context = browser.new_context(**window, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for name in pages:
        page.goto(f"{origin}/{name}")
        page.evaluate(ALL_LOADED)
        path = folder / f"{name.removesuffix('.html')}-{width}-{scheme}.png"
        page.screenshot(path=path, full_page=True)
        yield path
    context.close()


def main(folder: Path, wanted: list[str]) -> int:
    """The exit code."""
    if folder.resolve().is_relative_to(REPOSITORY):
        sys.stderr.write("Choose a folder outside the repository: pictures of pages are not kept in it.\n")
        return 2
    sys.stdout.write(f"{shoot(folder, wanted)} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
