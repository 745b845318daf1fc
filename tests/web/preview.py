"""Every page with sample data, as files: `uv run python -m tests.web.preview FOLDER`, then open and judge."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from app.web.forms import FormState
from app.web.pages import Search
from app.web.rendering import render
from app.web.static_files import STATIC
from tests.web import samples


class PageShown(NamedTuple):
    name: str
    template: str
    context: dict[str, Any]


def pages() -> Iterator[PageShown]:
    """Each template at least once, with its empty and refused states."""
    public = {
        "canonical": "https://menus.example/m/the-long-way-home",
        "content_hash": "4c1fa09e77d2b0a1",
        "cached": True,
    }
    yield PageShown("menu", "menu.html", {**public, "menu": samples.MENU})
    yield PageShown("menu-long", "menu.html", {**public, "menu": samples.long_menu()})
    yield PageShown(
        "draft", "draft.html", {"menu": samples.MENU, "curator": samples.CURATOR, "shared_until": samples.NOW}
    )
    yield from studio()


def studio() -> Iterator[PageShown]:
    """The curator's pages."""
    signed_in = {"viewer": samples.VIEWER, "csrf_token": "token"}
    quiet = {**signed_in, "search": Search(), "problems": (), "shares": ()}
    yield PageShown("studio", "studio.html", {**signed_in, "menus": samples.SUMMARIES})
    yield PageShown("studio-empty", "studio.html", {**signed_in, "menus": ()})
    yield PageShown(
        "studio-menu",
        "studio_menu.html",
        {
            **signed_in,
            "menu": samples.MENU,
            "search": Search(q="paris", results=samples.FOUND),
            "problems": (),
            "shares": samples.SHARES,
            "new_share_url": "https://menus.example/s/mms_3kV9xQ2mA7tYbN4cL8wZ",
        },
    )
    yield PageShown(
        "studio-menu-bare",
        "studio_menu.html",
        {**quiet, "menu": samples.bare_menu(), "problems": samples.PROBLEMS},
    )
    yield PageShown(
        "studio-menu-long",
        "studio_menu.html",
        {**quiet, "menu": samples.long_menu(), "search": Search(q="zzz")},
    )
    yield PageShown(
        "studio-menu-refused",
        "studio_menu.html",
        {
            **quiet,
            "menu": samples.MENU,
            "problems": samples.PROBLEMS,
            "form": FormState(
                "pairing-new",
                {
                    "relationship": "echo",
                    "first_item_id": str(samples.LEAVING.items[0].id),
                    "narrative": "Both end on a road.",
                },
                {"second_item_id": "Choose two different works.", "": "The pairing was not added."},
            ),
        },
    )


def write(folder: Path) -> list[Path]:
    """One HTML file a page and language, beside a copy of the static files."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(STATIC, folder / "static")
    written = []
    for page in pages():
        for locale in ("en", "pl"):
            path = folder / f"{page.name}.{locale}.html"
            path.write_text(render(page.template, locale, **page.context), encoding="utf-8")
            written.append(path)
    return written


if __name__ == "__main__":
    sys.stdout.write("\n".join(map(str, write(Path(sys.argv[1])))) + "\n")
