"""What a public menu was before: its editions, and what changed between any two of them."""

from typing import Any

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import OPTIONAL
from app.http.history import Comparer, Earlier
from app.http.public import Pages
from app.web.answers import AnyRequest, page, see_other
from domain.menus.errors import MenuNotFound
from domain.menus.readers import PublicReader
from domain.menus.views import PublicEdition

Public = NamedDependency[SkipValidation[PublicReader]]


class EditionPages(Controller):
    path = "/m/{slug:str}/editions"
    opt = OPTIONAL

    @get()
    async def show_all(
        self, request: AnyRequest, public_reader: Public, slug: FromPath[str]
    ) -> Response[str]:
        """Every edition, newest first, each with what its curator says changed."""
        editions = await public_reader.editions(slug)
        return await page(request, "editions.html", slug=slug, editions=editions)

    @get("/changes")
    async def choose(self, request: AnyRequest, slug: FromPath[str]) -> Response[Any]:
        """Where the form of two lists leads: the page of those two editions."""
        old, new = (_number(request.query_params.get(name, "")) for name in ("from", "to"))
        return see_other(
            f"/m/{slug}/editions/{new}/changes?from={old}" if old and new else f"/m/{slug}/editions"
        )

    @get("/{number:int}/changes")
    async def compare(
        self,
        request: AnyRequest,
        public_reader: Public,
        comparing: Comparer,
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int],
        earlier: Earlier = None,
    ) -> Response[str]:
        """What an edition has that another has not: the one before it, unless `from` names one."""
        editions = await public_reader.editions(slug)
        new, old = _named(editions, number), _named(editions, number - 1 if earlier is None else earlier)
        if new is None or (old is None and (earlier is not None or number > 1)):
            raise MenuNotFound
        found = await public_pages.compared(comparing, slug, number, earlier)
        return await page(
            request, "changes.html", slug=slug, editions=editions, old=old, new=new, differences=found
        )


def _named(editions: tuple[PublicEdition, ...], number: int) -> PublicEdition | None:
    return next((each for each in editions if each.number == number), None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999") else None
