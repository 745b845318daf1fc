"""Upstreams under /api/v1/upstream: which there are, searching them, and importing one work."""

from typing import Annotated, Final

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation
from msgspec import Meta, Struct

from app.http.access import WRITING
from app.http.idempotency import REPLAYED
from domain.catalog.ports import WorkReader
from domain.catalog.views import MediaType, MediaView
from domain.ingestion.upstream.service import AskUpstreams
from domain.ingestion.upstream.views import Preview, UpstreamView
from domain.kernel import Actor, Page

MEDIA: Final = "/api/v1/media"
LONGEST_SEARCH: Final = 200

Asking = NamedDependency[SkipValidation[AskUpstreams]]
Reader = NamedDependency[SkipValidation[WorkReader]]
Me = NamedDependency[Actor]
Words = Annotated[
    str,
    QueryParameter(
        min_length=1,
        max_length=LONGEST_SEARCH,
        description="Words of titles and makers, an IMDb id or an ISBN.",
    ),
]


class WantedRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A record of the source, by its own id."""

    external_id: Annotated[str, Meta(min_length=1, max_length=200)]


class UpstreamController(Controller):
    path = "/api/v1/upstream"
    opt = WRITING
    tags = ("upstream",)

    @get("/sources")
    async def list_sources(self, ask_upstreams: Asking) -> Page[UpstreamView]:
        """Every upstream, and whether it can be asked.

        Its attribution has to stand wherever its results are shown.
        """
        return Page(ask_upstreams.sources())

    @get("/{source_name:str}/search")
    async def search_upstream(
        self,
        actor: Me,
        ask_upstreams: Asking,
        source_name: FromPath[str],
        q: Words,
        media_type: FromQuery[MediaType | None] = None,
    ) -> Page[Preview]:
        """Works that the upstream finds, at most ten; nothing is kept of them."""
        return Page(await ask_upstreams.search(actor, source_name, q, media_type))

    @post("/{source_name:str}/imports", middleware=[REPLAYED])
    async def import_work(
        self,
        actor: Me,
        ask_upstreams: Asking,
        work_reader: Reader,
        source_name: FromPath[str],
        data: JSONBody[WantedRecord],
    ) -> Response[MediaView]:
        """Take one work into the catalogue: 201 when it is new there, 200 when it was brought up to date."""
        imported = await ask_upstreams.import_work(actor, source_name, data.external_id)
        work = await work_reader.work(actor, imported.media_item_id)
        status = 201 if imported.is_new else 200
        return Response(work, status_code=status, headers={"location": f"{MEDIA}/{work.id}"})
