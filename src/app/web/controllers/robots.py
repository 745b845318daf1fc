"""For programs that walk the web: where they may go, and every public address in order."""

from typing import Annotated, Final
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

from litestar import Controller, MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from app.http.access import ANONYMOUS
from app.http.links import PublicLinks
from app.http.rendered import REVALIDATED
from app.web.controllers.home import DAY
from app.web.formats.feeds import written
from domain.menus.readers import NewsReader

ROBOTS: Final = """User-agent: *
Disallow: /s/
Disallow: /shared/
Disallow: /studio
Disallow: /settings
Disallow: /welcome
Disallow: /admin
Disallow: /api/

Sitemap: {base_url}/sitemap.xml
"""
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
PART: Final = 10_000
MOST: Final = 25_000
"""Menus in one file, each with its curator's page at most: sitemaps.org allows twice as many addresses.

A part grows until the index is asked for again.
"""
Slug = Annotated[str, QueryParameter(max_length=200)]


class RobotPages(Controller):
    opt = ANONYMOUS
    include_in_schema = False

    @get("/robots.txt", sync_to_thread=False)
    def robots(self, public_links: NamedDependency[SkipValidation[PublicLinks]]) -> Response[str]:
        """Private rooms are nothing for indexes."""
        words = ROBOTS.format(base_url=public_links.base_url)
        return Response(words, media_type=MediaType.TEXT, headers=DAY)

    @get("/sitemap.xml")
    async def index(
        self,
        news_reader: NamedDependency[SkipValidation[NewsReader]],
        public_links: NamedDependency[SkipValidation[PublicLinks]],
    ) -> Response[bytes]:
        """The parts, by the slugs between which they lie."""
        starts = await news_reader.beginnings(PART)
        base, ends = public_links.base_url, [*starts[1:], ""]
        parts = [
            f"{base}/sitemaps/menus.xml?" + urlencode({"beginning": start, **({"until": end} if end else {})})
            for start, end in zip(starts, ends, strict=True)
        ]
        return sent(
            "sitemapindex", "sitemap", [(each, "") for each in (f"{base}/sitemaps/pages.xml", *parts)]
        )

    @get("/sitemaps/pages.xml", sync_to_thread=False)
    def pages(self, public_links: NamedDependency[SkipValidation[PublicLinks]]) -> Response[bytes]:
        """What is there before any menu."""
        return sent("urlset", "url", [(f"{public_links.base_url}{path}", "") for path in ("/", "/catalog")])

    @get("/sitemaps/menus.xml")
    async def menus(
        self,
        news_reader: NamedDependency[SkipValidation[NewsReader]],
        public_links: NamedDependency[SkipValidation[PublicLinks]],
        beginning: Slug = "",
        until: Slug = "",
    ) -> Response[bytes]:
        """Public menus from one slug up to another, and the pages of their curators, each once."""
        found = await news_reader.addresses(beginning, until or None, MOST)
        menus = [(public_links.menu(each.slug), each.published_at.isoformat()) for each in found]
        curators = [
            (public_links.curator(each.curator), each.published_at.isoformat())
            for each in found
            if each.curator
        ]
        return sent("urlset", "url", menus + curators)


def sent(root: str, element: str, lines: list[tuple[str, str]]) -> Response[bytes]:
    """A file of addresses, each with the time of its last change, if that is known."""
    tree = Xml.Element(f"{{{SITEMAP}}}{root}")
    for address, changed in lines:
        line = Xml.SubElement(tree, f"{{{SITEMAP}}}{element}")
        Xml.SubElement(line, f"{{{SITEMAP}}}loc").text = address
        if changed:
            Xml.SubElement(line, f"{{{SITEMAP}}}lastmod").text = changed
    return Response(
        written(tree, SITEMAP), media_type="application/xml", headers={"cache-control": REVALIDATED}
    )
