"""What is new, for readers of feeds: the editions of everybody, and of one curator."""

from typing import Final

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.links import PublicLinks
from app.http.public import FOR_PROGRAMS
from app.http.rendered import DRESSES, REVALIDATED
from app.web.answers import AnyRequest, spoken
from app.web.formats.feeds import Feed, as_atom, as_json_feed
from app.web.formats.news import feed_of_news, shown_name
from domain.kernel import NotFound
from domain.menus.readers import NewsReader
from domain.menus.renderings import Format

MOST: Final = 30
News = NamedDependency[SkipValidation[NewsReader]]
Links = NamedDependency[SkipValidation[PublicLinks]]


class NewsFeeds(Controller):
    opt = FOR_PROGRAMS
    include_in_schema = False

    @get("/feed.atom")
    async def everybodys_atom(
        self, request: AnyRequest, news_reader: News, public_links: Links
    ) -> Response[bytes]:
        """Editions of all public menus, newest first."""
        return sent("atom", as_atom(await everybodys(request, news_reader, public_links)))

    @get("/feed.json")
    async def everybodys_json(
        self, request: AnyRequest, news_reader: News, public_links: Links
    ) -> Response[bytes]:
        return sent("feed", as_json_feed(await everybodys(request, news_reader, public_links)))

    @get("/c/{username:str}/feed.atom")
    async def curators_atom(
        self, request: AnyRequest, news_reader: News, public_links: Links, username: FromPath[str]
    ) -> Response[bytes]:
        """Editions of one curator's public menus, newest first."""
        return sent("atom", as_atom(await curators(request, news_reader, public_links, username)))

    @get("/c/{username:str}/feed.json")
    async def curators_json(
        self, request: AnyRequest, news_reader: News, public_links: Links, username: FromPath[str]
    ) -> Response[bytes]:
        return sent("feed", as_json_feed(await curators(request, news_reader, public_links, username)))


async def everybodys(request: AnyRequest, reader: NewsReader, links: PublicLinks) -> Feed:
    language = spoken(request)
    return feed_of_news(
        await reader.news(MOST),
        place=f"{links.base_url}/feed",
        page=f"{links.base_url}/",
        title=language.gettext("New menus and editions"),
        locale=language.code,
        base_url=links.base_url,
    )


async def curators(request: AnyRequest, reader: NewsReader, links: PublicLinks, username: str) -> Feed:
    """Raises NotFound for a name under which nothing is public: it may be nobody's."""
    news = await reader.news_of(username, MOST)
    if not news:
        raise NotFound("Nobody of that name has published anything.")
    language, curator = spoken(request), news[0].curator
    page = f"{links.base_url}/c/{curator.username}"
    return feed_of_news(
        news,
        place=f"{page}/feed",
        page=page,
        title=language.gettext("Menus by %(name)s") % {"name": shown_name(curator)},
        locale=language.code,
        base_url=links.base_url,
    )


def sent(form: Format, body: bytes) -> Response[bytes]:
    headers = {"cache-control": REVALIDATED, "vary": "Accept-Language, Cookie"}
    return Response(body, media_type=DRESSES[form].content_type.decode(), headers=headers)
