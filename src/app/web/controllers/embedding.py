"""oEmbed 1.0 (oembed.com): from the address of a menu to the frame in which another site shows it."""

from typing import Annotated, Final

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation
from markupsafe import Markup
from msgspec import UNSET, Struct, UnsetType

from app.http.links import PublicLinks
from app.http.public import FOR_PROGRAMS
from app.http.refusals import FormNotImplemented
from app.web.formats.news import shown_name
from domain.kernel import NotFound
from domain.menus.cards import CARD_SIZE
from domain.menus.readers import PublicReader
from domain.menus.views import PublicMenu

WIDTH, HEIGHT = 640, 520
HOUR: Final = 3600
Size = Annotated[int | None, QueryParameter(ge=1, le=100_000)]


class Embedding(Struct, frozen=True):
    """An answer of the type `rich`; a thumbnail that would not fit is left out."""

    html: str
    width: int
    height: int
    title: str
    author_name: str
    provider_url: str
    author_url: str | UnsetType = UNSET
    thumbnail_url: str | UnsetType = UNSET
    thumbnail_width: int | UnsetType = UNSET
    thumbnail_height: int | UnsetType = UNSET
    provider_name: str = "media menu"
    cache_age: int = HOUR
    type: str = "rich"
    version: str = "1.0"


class OEmbed(Controller):
    path = "/oembed"
    opt = FOR_PROGRAMS
    include_in_schema = False

    @get()
    async def embed(
        self,
        public_reader: NamedDependency[SkipValidation[PublicReader]],
        public_links: NamedDependency[SkipValidation[PublicLinks]],
        url: Annotated[str, QueryParameter(max_length=2_000)],
        maxwidth: Size = None,
        maxheight: Size = None,
        format_: Annotated[str, QueryParameter(name="format")] = "json",
    ) -> Response[Embedding]:
        """Raises NotFound for any address that is no menu of ours, and FormNotImplemented."""
        if format_ != "json":
            raise FormNotImplemented("Answers are made in JSON only.")
        slug = public_links.slug_in(url)
        if slug is None:
            raise NotFound("This is no menu of ours.")
        menu = await public_reader.menu(slug)
        headers = {"cache-control": "public, no-cache", "x-robots-tag": "noindex"}
        return Response(embedding(menu, public_links, maxwidth, maxheight), headers=headers)


def embedding(menu: PublicMenu, links: PublicLinks, maxwidth: int | None, maxheight: int | None) -> Embedding:
    width, height = min(maxwidth or WIDTH, WIDTH), min(maxheight or HEIGHT, HEIGHT)
    address = links.menu(menu.slug)
    frame = Markup(
        '<iframe src="{}/embed" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"></iframe>'
    ).format(address, width, height, menu.title)
    fits = (maxwidth or CARD_SIZE[0]) >= CARD_SIZE[0] and (maxheight or CARD_SIZE[1]) >= CARD_SIZE[1]
    return Embedding(
        html=str(frame),
        width=width,
        height=height,
        title=menu.title,
        author_name=shown_name(menu.curator),
        author_url=links.curator(menu.curator.username) if menu.visibility == "public" else UNSET,
        provider_url=links.base_url,
        thumbnail_url=f"{address}/card.png" if fits else UNSET,
        thumbnail_width=CARD_SIZE[0] if fits else UNSET,
        thumbnail_height=CARD_SIZE[1] if fits else UNSET,
    )
