"""Copies the few files that pages need out of ui/node_modules into the served folder `static/vendor/`.

Run it after the packages of the lock file are installed: `python ui/vendor.py`. Standard library only.
"""

import shutil
import sys
from pathlib import Path

UI = Path(__file__).resolve().parent
PACKAGES = UI / "node_modules"
VENDOR = UI.parent / "src" / "app" / "web" / "static" / "vendor"

# The weight axis alone: the serif and the sans with all of Latin stay under 120 kB for a page that needs both
# subsets, as every Polish one does; the optical-size axis would double that.
FONTS = [
    f"@fontsource-variable/{family}/files/{family}-{subset}-wght-normal.woff2"
    for family in ("fraunces", "instrument-sans")
    for subset in ("latin", "latin-ext")
]
# Pictures for previews are drawn with letters that pages leave to the reader's own fonts.
LETTERS = [
    f"@fontsource-variable/{family}/files/{family}-{subset}-wght-normal.woff2"
    for family, subset in (
        ("noto-serif", "cyrillic"),
        ("noto-serif", "cyrillic-ext"),
        ("noto-serif", "greek"),
        ("noto-serif", "vietnamese"),
        ("noto-serif-hebrew", "hebrew"),
        ("noto-naskh-arabic", "arabic"),
    )
]
API_DOCS = ["swagger-ui-dist/swagger-ui.css", "swagger-ui-dist/swagger-ui-bundle.js"]
WANTED = {"fonts": FONTS, "letters": LETTERS, ".": API_DOCS}


def copy_all() -> list[Path]:
    """Fill the vendor folder afresh; raises FileNotFoundError when a package is not installed."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    copied = []
    for folder, files in WANTED.items():
        (VENDOR / folder).mkdir(parents=True, exist_ok=True)
        for name in files:
            source = PACKAGES / name
            copied.append(Path(shutil.copyfile(source, VENDOR / folder / source.name)))
    return copied


if __name__ == "__main__":
    try:
        total = sum(path.stat().st_size for path in copy_all())
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is not there: install the packages first (npm ci in ui/)")
    sys.stdout.write(f"vendored {total // 1024} kB into {VENDOR}\n")
