"""What surrounds a work, by pages: its universe, the relationships that editors say, and tags."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from msgspec import Struct

from app.http.access import BY_SESSION, OPTIONAL
from app.http.catalog import Desk as Cataloguer
from app.http.catalog import Me, Reader, Viewer
from app.http.relationships import Around, Editor
from app.web.answers import AnyRequest, page, see_other
from app.web.reading.works import WorkPage
from app.web.sent import SentForm, sent_form
from domain.catalog.errors import WorkNotFound
from domain.catalog.relationships import Relation, RelationWish
from domain.catalog.universes import UniverseOrder
from domain.kernel import Actor, Conflict, Forbidden, Invalid, MediaItemId

WORK = "/media/{media_id:uuid}"
Work = NamedDependency[SkipValidation[WorkPage]]


class RelationSent(Struct, frozen=True):
    """What the form of a relationship sends."""

    related_id: UUID
    relation_type: Relation
    notes: str = ""
    weight: float = 1.0


class TagSent(Struct, frozen=True):
    """A tag, and whether it is for everybody."""

    name: str = ""
    scope: Literal["own", "global"] = "own"


class UniversePages(Controller):
    opt = OPTIONAL

    @get(f"{WORK}/universe")
    async def read_universe(
        self,
        request: AnyRequest,
        viewer: Viewer,
        work_reader: Reader,
        relation_reader: Around,
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """Every work of the same world, by release or by story."""
        work_id = MediaItemId(media_id)
        order: UniverseOrder = "story" if request.query_params.get("order") == "story" else "release"
        work = await work_reader.work(viewer, work_id)
        universe = (await relation_reader.universe(viewer, work_id)).read_in(order)
        return await page(request, "universe.html", media=work, universe=universe)


class RelationPages(Controller):
    path = f"{WORK}/relationships"
    opt = BY_SESSION

    @post()
    async def relate(
        self, request: AnyRequest, actor: Me, relating: Editor, work_page: Work, media_id: FromPath[UUID]
    ) -> Response[Any]:
        """A work that was found becomes a sequel, a remake and so on."""

        async def change(sent: SentForm) -> None:
            wish = sent.read(RelationSent, weight=sent.values.get("weight", "").strip() or 1.0)
            said = RelationWish(wish.notes, wish.weight)
            related_id = MediaItemId(wish.related_id)
            await relating.relate(actor, MediaItemId(media_id), wish.relation_type, related_id, said)

        return await taken(request, actor, work_page, media_id, change, "relate", "#related")

    @post("/{relation_type:str}/{related_id:uuid}/delete")
    async def part(
        self,
        request: AnyRequest,
        actor: Me,
        relating: Editor,
        work_page: Work,
        media_id: FromPath[UUID],
        relation_type: FromPath[Relation],
        related_id: FromPath[UUID],
    ) -> Response[Any]:
        """The works stay."""

        async def change(_: SentForm) -> None:
            await relating.part(actor, MediaItemId(media_id), relation_type, MediaItemId(related_id))

        return await taken(request, actor, work_page, media_id, change, "relate", "#related")


class TagPages(Controller):
    path = f"{WORK}/tags"
    opt = BY_SESSION

    @post()
    async def put_on(
        self,
        request: AnyRequest,
        actor: Me,
        cataloguing: Cataloguer,
        work_page: Work,
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """One more tag, for oneself or for everybody."""

        async def change(sent: SentForm) -> None:
            wish = sent.read(TagSent)
            work_id = MediaItemId(media_id)
            await cataloguing.tag(actor, work_id, wish.name, globally=wish.scope == "global")

        return await taken(request, actor, work_page, media_id, change, "tag", "#tags")

    @post("/delete")
    async def take_off(
        self,
        request: AnyRequest,
        actor: Me,
        cataloguing: Cataloguer,
        work_page: Work,
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """Taking it off twice is fine."""

        async def change(sent: SentForm) -> None:
            wish = sent.read(TagSent)
            work_id = MediaItemId(media_id)
            await cataloguing.untag(actor, work_id, wish.name, globally=wish.scope == "global")

        return await taken(request, actor, work_page, media_id, change, "tag", "#tags")


async def taken(
    request: AnyRequest,
    actor: Actor,
    work_page: WorkPage,
    media_id: UUID,
    change: Callable[[SentForm], Awaitable[None]],
    name: str,
    place: str,
) -> Response[Any]:
    """Does what a form asks for, then looks at that place; shows what stands against it."""
    sent = await sent_form(request)
    try:
        await change(sent)
    except (Invalid, Conflict, Forbidden, WorkNotFound) as refusal:
        return await work_page.refused(request, actor, MediaItemId(media_id), sent, name, refusal)
    return see_other(f"/media/{media_id}{place}")
