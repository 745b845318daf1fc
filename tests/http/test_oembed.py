"""oEmbed as its specification has it: required fields, limits of size, and refusals."""

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.http.curators import Curator, client_of, outcome
from tests.service import BASE_URL, Service

REQUIRED_OF_RICH = {"type", "version", "html", "width", "height"}
WITH_THUMBNAIL = {"thumbnail_url", "thumbnail_width", "thumbnail_height"}


@pytest.fixture
def reader(service: Service) -> Any:
    return client_of(service.application)


@pytest.fixture
async def page(curator: Curator) -> str:
    """The address of a menu with a title that no attribute should be broken by."""
    slug = (await curator.published(await curator.full_menu('Noir "&" <b>')))["slug"]
    return f"{BASE_URL}/m/{slug}"


async def embedded(reader: Any, url: str, **limits: int) -> dict[str, Any]:
    answer = await reader.get("/oembed", params={"url": url, "format": "json", **limits})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()  # type: ignore[no-any-return]


class Frame(HTMLParser):
    """The attributes of the one element there is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


async def test_a_menu_is_embedded_as_a_frame(reader: Any, page: str) -> None:
    told = await embedded(reader, page)
    assert told.keys() >= REQUIRED_OF_RICH | WITH_THUMBNAIL
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert told["title"] == 'Noir "&" <b>'
    ((tag, attributes),) = Frame(told["html"]).found
    assert (tag, attributes["src"], attributes["title"]) == ("iframe", f"{page}/embed", 'Noir "&" <b>')
    assert (attributes["width"], attributes["height"]) == (str(told["width"]), str(told["height"]))
    for address in (f"{page}/embed", told["thumbnail_url"]):
        assert (await reader.get(address)).status_code == 200


@pytest.mark.parametrize("place", ["", "/", "/story", "/editions/1", "?lang=pl", "#w-1", "/embed"])
async def test_whatever_is_shared_of_a_menu_leads_to_it(reader: Any, page: str, place: str) -> None:
    assert f"{page}/embed" in (await embedded(reader, page + place))["html"]


async def test_it_is_never_larger_than_asked_for(reader: Any, page: str) -> None:
    told = await embedded(reader, page, maxwidth=300, maxheight=200)
    assert (told["width"], told["height"]) == (300, 200)
    assert not told.keys() & WITH_THUMBNAIL
    large = await embedded(reader, page, maxwidth=4000, maxheight=4000)
    assert large["width"] <= 4000
    assert large.keys() >= WITH_THUMBNAIL


async def test_other_formats_are_not_implemented(reader: Any, page: str) -> None:
    answer = await reader.get("/oembed", params={"url": page, "format": "xml"})
    assert outcome(answer) == (501, "format-not-implemented")


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/m/noir", f"{BASE_URL}/", f"{BASE_URL}/m/", f"{BASE_URL}/m/nothing-here",
     f"{BASE_URL}.evil.example/m/noir", "javascript:alert(1)", f"{BASE_URL}/m/%00", ""],
)  # fmt: skip
async def test_other_addresses_are_not_found(reader: Any, url: str) -> None:
    assert (await reader.get("/oembed", params={"url": url})).status_code == 404


@pytest.mark.parametrize("query", ["", "url=x&maxwidth=0", "url=x&maxwidth=wide", "url=" + "x" * 2_001])
async def test_what_makes_no_sense_is_refused(reader: Any, query: str) -> None:
    assert (await reader.get(f"/oembed?{query}")).status_code == 422


async def test_the_page_says_where_its_frame_is_to_be_had(reader: Any, page: str) -> None:
    html = (await reader.get(page)).text
    discovered = html.partition('type="application/json+oembed" href="')[2].partition('"')[0]
    assert f"{page}/embed" in (await reader.get(discovered.replace("&amp;", "&"))).json()["html"]
