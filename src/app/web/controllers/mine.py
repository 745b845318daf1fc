"""A reader's own side of a menu: a fragment for scripts, and a page with forms for browsers without."""

import re
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import Controller, MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation
from msgspec import Struct

from app.http.access import BY_SESSION, OPTIONAL
from app.http.catalog import Me
from app.http.identity import identities
from app.http.states import Keeping
from app.web.answers import PRIVATE, AnyRequest, login_first, page, see_other
from app.web.reading.mine import ReadersOwn
from app.web.sent import sent_form
from domain.kernel import MediaItemId

ANCHOR: Final = re.compile(r"w-[0-9a-f]{8}")
JSON: Final = "application/json"

Readers = NamedDependency[SkipValidation[ReadersOwn]]
Edition = Annotated[int | None, QueryParameter(ge=1, le=2**31 - 1, description="The current one without.")]


class Tick(Struct, frozen=True):
    """Whether the work is finished; where the form stood, and on the page of which edition."""

    finished: Literal["yes", "no"]
    edition: int | None = None
    place: str = ""

    def back(self, slug: str) -> str:
        """The page that the form stood on."""
        edition = f"?edition={self.edition}" if self.edition else ""
        return f"/m/{slug}/mine{edition}#{self.place if ANCHOR.fullmatch(self.place) else 'main'}"


class MinePages(Controller):
    path = "/m/{slug:str}/mine"

    @get(opt=OPTIONAL)
    async def show(
        self, request: AnyRequest, readers_own: Readers, slug: FromPath[str], edition: Edition = None
    ) -> Response[Any]:
        """What I have finished of a menu. A script that asks for nobody gets nothing, at no cost."""
        identity = await identities(request).of(request)
        asks_as_script = JSON in request.headers.get("accept", "")
        if identity is None or identity.csrf_token is None:
            return (
                Response(None, status_code=204, headers=PRIVATE) if asks_as_script else login_first(request)
            )
        menu, mine = await readers_own.on(identity.actor, slug, edition, identity.csrf_token)
        if asks_as_script:
            return Response(msgspec.json.encode(mine), media_type=MediaType.JSON, headers=PRIVATE)
        return await page(request, "mine.html", menu=menu, mine=mine)

    @post("/{media_id:uuid}", opt=BY_SESSION)
    async def tick(
        self,
        request: AnyRequest,
        actor: Me,
        tracking: Keeping,
        slug: FromPath[str],
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """Finished, or not after all. A script gets no page for it."""
        wish = (await sent_form(request)).read(Tick)
        keep = tracking.tick if wish.finished == "yes" else tracking.untick
        await keep(actor, MediaItemId(media_id))
        if JSON in request.headers.get("accept", ""):
            return Response(None, status_code=204, headers=PRIVATE)
        return see_other(wish.back(slug))
