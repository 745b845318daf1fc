"""A published menu as a story, a page at a time, and the reader's choice about what may give a work away."""

from typing import Any, Final, Literal
from urllib.parse import quote

from litestar import Controller, Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from msgspec import Struct

from app.http.access import ANONYMOUS
from app.http.identity import identities
from app.http.public import Pages
from app.http.ready import Ready
from app.web.answers import YEAR, AnyRequest, see_other
from app.web.controllers.menus import sent
from app.web.sent import sent_form
from domain.menus.errors import MenuNotFound
from domain.menus.renderings import Gates, StoryPage

COOKIE: Final = "pairings"
STORIES: Final = ["/story", "/editions/{number:int}/story"]
"""That of the current edition, and that of any."""
CHOICES: Final[dict[str, Gates]] = {"open": "open", "shut": "shut"}


class Choice(Struct, frozen=True):
    """Whether pairings are told at once from now on; `step` is the page that the form stood on."""

    pairings: Literal["open", "shut"]
    step: int = 0


class StoryPages(Controller):
    path = "/m/{slug:str}"
    opt = ANONYMOUS
    include_in_schema = False

    @get(STORIES)
    async def begin(
        self,
        request: AnyRequest,
        public_pages: Pages,
        slug: FromPath[str],
        number: FromPath[int | None] = None,
    ) -> Ready:
        """Before the first work."""
        return await sent(request, public_pages, slug, number, StoryPage(0, gates_of(request)))

    @get([f"{path}/{{step:int}}" for path in STORIES])
    async def read(
        self,
        request: AnyRequest,
        public_pages: Pages,
        slug: FromPath[str],
        step: FromPath[int],
        number: FromPath[int | None] = None,
    ) -> Ready:
        """A work, a pairing, or the end."""
        if step < 1:
            raise MenuNotFound
        return await sent(request, public_pages, slug, number, StoryPage(step, gates_of(request)))

    @post(STORIES)
    async def choose(
        self, request: AnyRequest, slug: FromPath[str], number: FromPath[int | None] = None
    ) -> Response[Any]:
        """Whether pairings wait for a click, for this browser, on every menu."""
        choice = (await sent_form(request)).read(Choice)
        cookie = Cookie(COOKIE, value=choice.pairings, max_age=YEAR, path="/m", samesite="lax", httponly=True)
        step = f"/{choice.step}" if choice.step > 0 else ""
        edition = "" if number is None else f"/editions/{number}"
        return see_other(f"/m/{quote(slug, safe='')}{edition}/story{step}", cookies=[cookie])


def gates_of(request: AnyRequest) -> Gates:
    """By what a browser brings along alone: it costs no query, and who brings the same gets the same."""
    if identities(request).brings_session(request):
        return "own"
    return CHOICES.get(request.cookies.get(COOKIE, ""), "ask")
