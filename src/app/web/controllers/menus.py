"""A published menu as anybody reads it: bytes from the worker's memory, the same for every reader."""

import hashlib
from functools import lru_cache
from typing import Final

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import ANONYMOUS
from app.http.etags import is_unchanged
from app.http.links import PublicLinks
from app.http.public import FOR_PROGRAMS, OPEN, Pages, answer, takes_gzip
from app.http.ready import Ready
from app.http.rendered import REVALIDATED
from app.web import languages
from app.web.answers import LANGUAGE_COOKIE, AnyRequest, language_cookies, locale_of
from app.web.formats.qr import qr_file
from domain.menus.renderings import Format, StoryPage, Wanted

CARD_FOR_LONG: Final = b"public, max-age=604800, immutable"
CARD_FOR_A_WHILE: Final = b"public, max-age=3600"
negotiated = lru_cache(maxsize=1_024)(languages.negotiate)
MOST_HELD: Final = 256
"""Characters of what a browser says that are kept to know it again; anybody may send a hundred thousand."""


class MenuPages(Controller):
    path = "/m/{slug:str}"
    opt = ANONYMOUS
    include_in_schema = False

    @get()
    async def read(self, request: AnyRequest, public_pages: Pages, slug: FromPath[str]) -> Ready:
        """The current edition."""
        return await sent(request, public_pages, slug, None)

    @get("/editions/{number:int}")
    async def read_edition(
        self, request: AnyRequest, public_pages: Pages, slug: FromPath[str], number: FromPath[int]
    ) -> Ready:
        """An older edition, by its number."""
        return await sent(request, public_pages, slug, number)

    @get("/qr.svg")
    async def draw(
        self,
        request: AnyRequest,
        public_pages: Pages,
        public_links: NamedDependency[SkipValidation[PublicLinks]],
        slug: FromPath[str],
    ) -> Ready:
        """The address of the menu as a QR code."""
        return await drawn(request, public_pages, slug, public_links.menu(slug))

    @get(["/menu.json", "/editions/{number:int}/menu.json"], opt=FOR_PROGRAMS)
    async def read_as_file(
        self,
        request: AnyRequest,
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int | None] = None,
    ) -> Ready:
        """The same menu for programs, and for any other instance."""
        return await answer(request, public_pages, Wanted(slug, number, "file", "", takes_gzip(request)))

    @get(["/menu.md", "/editions/{number:int}/menu.md"], opt=OPEN)
    async def read_as_markdown(
        self,
        request: AnyRequest,
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int | None] = None,
    ) -> Ready:
        """The same menu as Markdown."""
        return await in_language(request, public_pages, slug, number, "markdown")

    @get(["/card.png", "/editions/{number:int}/card.png"], opt=OPEN)
    async def show_card(
        self,
        request: AnyRequest,
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int | None] = None,
    ) -> Ready:
        """The picture for previews of links. Under an address with a mark it stays as it is."""
        wanted = Wanted(slug, number, "card", locale_of(request), gzipped=False)
        ready = await answer(request, public_pages, wanted)
        return ready.kept(CARD_FOR_LONG if "v" in request.query_params else CARD_FOR_A_WHILE)

    @get(["/embed", "/editions/{number:int}/embed"])
    async def embed(
        self,
        request: AnyRequest,
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int | None] = None,
    ) -> Ready:
        """The menu in a frame of another site."""
        return await in_language(request, public_pages, slug, number, "embed")

    @get("/feed.atom", opt=FOR_PROGRAMS)
    async def feed_atom(self, request: AnyRequest, public_pages: Pages, slug: FromPath[str]) -> Ready:
        """Its editions as they come out."""
        return await in_language(request, public_pages, slug, None, "atom")

    @get("/feed.json", opt=FOR_PROGRAMS)
    async def feed_json(self, request: AnyRequest, public_pages: Pages, slug: FromPath[str]) -> Ready:
        """The same as a JSON Feed."""
        return await in_language(request, public_pages, slug, None, "feed")


async def in_language(
    request: AnyRequest, pages: Pages, slug: str, number: int | None, form: Format
) -> Ready:
    """Another form of the menu in the reader's language; `?lang=` is for this answer alone."""
    return await answer(request, pages, Wanted(slug, number, form, locale_of(request), takes_gzip(request)))


async def drawn(request: AnyRequest, pages: Pages, slug: str, address: str) -> Ready:
    """The code of the address, while there is something to read at it. Raises MenuNotFound, or MenuGone."""
    wanted = Wanted(slug, None, "json", "", takes_gzip(request))
    if pages.held(wanted) is None:
        await pages.get(wanted)
    body = qr_file(address)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    validating = ((b"cache-control", REVALIDATED.encode()), (b"etag", etag.encode()))
    if is_unchanged(request.headers.get("if-none-match"), etag):
        return Ready(304, b"", validating)
    return Ready.whole(body, (*validating, (b"content-type", b"image/svg+xml")))


async def sent(
    request: AnyRequest, pages: Pages, slug: str, number: int | None, story: StoryPage | None = None
) -> Ready:
    """The page in the reader's language, or one of its story; asking for a language is remembered."""
    asks = bool(request.scope["query_string"])
    locale = locale_of(request) if asks else remembered(request)
    form: Format = "story" if story else "html"
    wanted = Wanted(slug, number, form, locale, takes_gzip(request), story)
    ready = await answer(request, pages, wanted)
    if not asks:
        return ready
    return ready.along_with(cookie.to_encoded_header() for cookie in language_cookies(request))


def remembered(request: AnyRequest) -> str:
    """The language by cookie and header: browsers send few different ones, so they are looked up once."""
    cookie, header = request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language")
    if len(cookie or "") + len(header or "") > MOST_HELD:
        return languages.negotiate(None, cookie, header)
    return negotiated(None, cookie, header)
