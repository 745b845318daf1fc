"""Keeps the message catalogues in step with what pages say: `python -m app.web.messages extract|check`."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from app.web.languages import CATALOGUES, LOCALES, read_catalogue

WEB = Path(__file__).parent
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None, "marks": (1, 2)}
OPTIONS: dict[str, dict[str, Any]] = {
    "templates/**.html": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "trim_blocks": "true",
        "silent": "false",
    }
}


def collect() -> Catalog:
    """Every message that pages can say, in English."""
    found = Catalog(project="media-menu", charset="utf-8")
    for file, line, message, comments, context in extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS):
        found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return found


def updated(locale: str, found: Catalog) -> Catalog:
    """The committed catalogue of a locale with new messages and without unused ones; none is guessed."""
    catalogue = read_catalogue(locale)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The .po file: sorted, without line numbers or dates, so that only words make a difference."""
    file = BytesIO()
    write_po(file, catalogue, omit_header=False, sort_output=True, no_location=True, width=0)
    lines = file.getvalue().splitlines(keepends=True)
    noise = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Last-Translator',
        b'"Language-Team',
        b'"Report-',
    )
    return b"".join(line for line in lines if not line.startswith(noise)).lstrip()


def gaps(locale: str, found: Catalog) -> list[str]:
    """What a locale still owes: messages without a translation, or only with a guessed one."""
    catalogue = updated(locale, found)
    return [
        str(message.id) for message in catalogue if message.id and not _is_said(message.string, message.fuzzy)
    ]


def _is_said(said: Any, guessed: bool) -> bool:
    forms = said if isinstance(said, tuple | list) else (said,)
    return all(forms) and not guessed


def main(command: str) -> int:
    found = collect()
    if command == "extract":
        for locale in LOCALES:
            path = CATALOGUES / locale / "LC_MESSAGES" / "messages.po"
            path.write_bytes(written(updated(locale, found)))
    missing = gaps("pl", found)
    sys.stdout.writelines(f"not translated: {message}\n" for message in missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
