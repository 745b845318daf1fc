"""Relationships between works under /api/v1/media/{id}: read from both sides, walked, said and taken back."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Controller, Response, delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation

from app.http.access import OPTIONAL, SIGNED_IN
from app.http.catalog import PATH, Me, Viewer, to_the_survivor
from app.http.headers import PUBLIC_READ
from domain.catalog.errors import WorkMerged
from domain.catalog.ports import RelationReader
from domain.catalog.relating import Relating
from domain.catalog.relationships import DEEPEST, RelatedPage, Relation, RelationView, RelationWish
from domain.catalog.universes import UniverseOrder, UniversePage
from domain.kernel import MediaItemId

RELATIONSHIP: Final = "/relationships/{relation_type:str}/{related_id:uuid}"

Depth = Annotated[int, QueryParameter(ge=1, le=DEEPEST, description="Steps from the work, at most.")]
Around = NamedDependency[SkipValidation[RelationReader]]
Editor = NamedDependency[SkipValidation[Relating]]


class RelationshipsController(Controller):
    path = f"{PATH}/{{media_id:uuid}}"
    opt = {**OPTIONAL, **PUBLIC_READ}  # noqa: RUF012 - Litestar's way
    tags = ("media",)
    exception_handlers = {WorkMerged: to_the_survivor}  # noqa: RUF012

    @get("/relationships")
    async def list_relationships(
        self, viewer: Viewer, relation_reader: Around, media_id: FromPath[UUID], depth: Depth = 1
    ) -> RelatedPage:
        """What other works are to this one, each relationship from this side; deeper, every work once."""
        return await relation_reader.related(viewer, MediaItemId(media_id), depth)

    @get("/universe")
    async def read_universe(
        self,
        viewer: Viewer,
        relation_reader: Around,
        media_id: FromPath[UUID],
        order: FromQuery[UniverseOrder] = "release",
    ) -> UniversePage:
        """Every work of the same world, in the order of release or in that of the story."""
        return (await relation_reader.universe(viewer, MediaItemId(media_id))).read_in(order)

    @put(RELATIONSHIP, opt=SIGNED_IN)
    async def relate_media(
        self,
        actor: Me,
        relating: Editor,
        media_id: FromPath[UUID],
        relation_type: FromPath[Relation],
        related_id: FromPath[UUID],
        data: JSONBody[RelationWish | None] = None,
    ) -> Response[RelationView]:
        """As an editor, say that the related work is this one's sequel, remake and so on."""
        kept, is_new = await relating.relate(
            actor, MediaItemId(media_id), relation_type, MediaItemId(related_id), data or RelationWish()
        )
        return Response(kept, status_code=201 if is_new else 200)

    @delete(RELATIONSHIP, opt=SIGNED_IN)
    async def part_media(
        self,
        actor: Me,
        relating: Editor,
        media_id: FromPath[UUID],
        relation_type: FromPath[Relation],
        related_id: FromPath[UUID],
    ) -> None:
        """Take a relationship back, from either side."""
        await relating.part(actor, MediaItemId(media_id), relation_type, MediaItemId(related_id))
