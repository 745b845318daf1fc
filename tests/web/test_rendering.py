"""Every page renders in every language, within the content security policy and the budget of weight."""

import re
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from app.web.languages import LOCALES
from app.web.pages import Search
from app.web.rendering import render
from app.web.static_files import STATIC, asset
from tests.web import samples
from tests.web.preview import PageShown, pages

SHOWN = list(pages())
VOID = {"meta", "link", "input", "img", "br", "path", "rect"}
KILOBYTE = 1000


class Structure(HTMLParser):
    """Checks nesting, ids and what the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.linked: list[str] = []
        self.unsealed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if identity := given.get("id"):
            self.ids.append(identity)
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"{tag} {given}")
        is_data = given.get("type") in {"application/json", "application/ld+json"}
        if tag == "script" and not given.get("src") and not is_data:
            self.faults.append("a script in the page")
        self.linked += [str(value) for name, value in attrs if name in {"src", "href"} and tag != "a"]
        self.unsealed += (tag == "form" and given.get("method") == "post") - (
            given.get("name") == "csrf_token"
        )

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}> closes something else")


@pytest.fixture(
    params=[(page, locale) for page in SHOWN for locale in LOCALES], ids=lambda p: f"{p[0].name}.{p[1]}"
)
def structure(request: pytest.FixtureRequest) -> Structure:
    page, locale = request.param
    read = Structure()
    read.feed(render(page.template, locale, **page.context))
    return read


def test_pages_are_well_formed_and_keep_to_the_policy(structure: Structure) -> None:
    assert (structure.faults, structure.open) == ([], [])


def test_ids_are_unique(structure: Structure) -> None:
    assert len(structure.ids) == len(set(structure.ids))


def test_every_form_that_writes_carries_the_csrf_token(structure: Structure) -> None:
    assert structure.unsealed == 0


def test_pages_load_nothing_from_elsewhere(structure: Structure) -> None:
    assert [
        link for link in structure.linked if not link.startswith("/") and "menus.example" not in link
    ] == []


def test_every_template_is_among_the_sample_pages() -> None:
    folder = STATIC.parent / "templates"
    templates = {str(path.relative_to(folder)) for path in folder.glob("**/*.html")}
    frames = {
        name
        for name in templates
        if name.startswith(("parts/", "styleguide/")) or name.endswith(("layout.html", "base.html"))
    }
    of_scripts_alone = {
        "styleguide_editor.html"
    }  # empty until they run; tests/e2e/test_specimens.py looks at it
    assert templates - frames - of_scripts_alone == {page.template for page in SHOWN}


def test_a_name_that_a_template_does_not_get_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("menu.html", "en", cached=True)


def test_what_people_write_is_escaped() -> None:
    page = render("catalog.html", "en", classes=(), search=Search(q='"><script>alert(1)</script>'))
    assert "<script>alert" not in page


def shown(name: str) -> PageShown:
    return next(page for page in SHOWN if page.name == name)


def test_a_public_menu_is_light() -> None:
    page = render("menu.html", "pl", **shown("menu-long").context)
    parts = ["css/fonts.css", "css/base.css", "css/menu.css", "js/page.js"]
    assert len(page.encode()) + sum((STATIC / part).stat().st_size for part in parts) < 60 * KILOBYTE


def test_the_address_of_an_asset_changes_with_its_content() -> None:
    assert asset("css/base.css").startswith("/static/css/base.css?v=")
    assert asset("css/base.css") != asset("css/menu.css").replace("menu.css", "base.css")


def test_fonts_of_a_page_weigh_less_than_120_kilobytes() -> None:
    fonts = list(Path(STATIC / "vendor" / "fonts").glob("*.woff2"))
    if not fonts:
        pytest.skip("the fonts are not vendored here: run ui/vendor.py")
    assert sum(path.stat().st_size for path in fonts) < 120 * KILOBYTE


def test_a_pairing_is_told_once_beside_the_first_of_its_works() -> None:
    page = render("menu.html", "en", **shown("menu").context)
    contrast = samples.PAIRINGS[1]
    assert page.count("<p>One man needs ten years") == 1
    odyssey, told, outer_wilds = (
        page.index("The Odyssey</a></h3>"),
        page.index(contrast.narrative),
        page.index("Outer Wilds</a></h3>"),
    )
    assert odyssey < told < outer_wilds


@pytest.mark.parametrize(
    "name", ["menu", "media", "catalog", "studio", "home", "curator", "studio-menu-plain"]
)
def test_a_title_that_stands_alone_has_a_direction_of_its_own(name: str) -> None:
    """An element with a direction of its own looks for it in its text, and skips what is inside `bdi`."""
    page = render(shown(name).template, "en", **shown(name).context).partition("<main")[2]
    alone = re.findall(r"<h[1-4]\b[^>]*>(?:<a [^>]*>)?<bdi>[^<]*</bdi>(?:</a>)?</h", page)
    assert alone == []
    assert re.search(r'<(?:h[1-4]|b)\b[^>]* dir="auto">', page)


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    page = render("register.html", "en", **shown("register").context)
    assert 'value="ada"' in page
    assert 'aria-describedby="register-email-error"' in page
    assert "This is not an e-mail address." in page
