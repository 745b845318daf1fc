"""Screenshots of every sample page, narrow and wide, light and dark.

`uv run python -m tests.web.look FOLDER [NAME ...]`, after which the folder holds the pages too.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.web.preview import write
from tests.web.site import serving

VIEWS = [("narrow", 390, "light"), ("narrow", 390, "dark"), ("wide", 1280, "light"), ("wide", 1280, "dark")]


def shoot(folder: Path, wanted: list[str]) -> None:
    files = write(folder)
    with serving(folder) as origin, sync_playwright() as play, chromium(play) as browser:
        for name, width, scheme in VIEWS:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for file in files:
                if not wanted or any(file.name.startswith(prefix) for prefix in wanted):
                    page.goto(f"{origin}/{file.name}")
                    page.evaluate("document.fonts.ready")
                    page.screenshot(path=folder / f"{file.stem}-{name}-{scheme}.png", full_page=True)
            context.close()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), sys.argv[2:])
