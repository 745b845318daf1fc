"""The catalogue under /api/v1/media: search, single works, own items, tags."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation
from msgspec import Meta

from app.http.access import OPTIONAL, SIGNED_IN
from app.http.bodies import PASTED
from app.http.headers import PUBLIC_READ
from app.http.idempotency import REPLAYED
from app.http.paging import Cursor, CursorText, Limit, next_link
from domain.catalog.commands import NewWork, Query, Sort, WorkChange
from domain.catalog.errors import WorkMerged
from domain.catalog.ports import TitleSearch, WorkReader
from domain.catalog.provenance import Provenance
from domain.catalog.recognising import LineMatch, PastedList, Recognising
from domain.catalog.service import Cataloguing
from domain.catalog.views import ClassView, MediaSuggestion, MediaType, MediaView, WorkSources
from domain.kernel import Actor, MediaItemId, Page

PATH: Final = "/api/v1/media"
WORK_IN_PATH: Final = re.compile("(?<=/media/)[^/]+")

Int32 = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Int16 = Annotated[int, Meta(ge=-(2**15), le=2**15 - 1)]
CURSORS: Final[Mapping[Sort, Cursor[Any]]] = {
    "relevance": Cursor("media", "relevance", tuple[Int32, Int32, UUID]),
    "popularity": Cursor("media", "popularity", tuple[Int32, UUID]),
    "newest": Cursor("media", "newest", tuple[Int16, Int32, UUID]),
    "title": Cursor("media", "title", tuple[str, UUID]),
}

Word = Annotated[str | None, QueryParameter(max_length=100)]
ClassPath = Annotated[
    str | None, QueryParameter(max_length=100, description="A class and everything below it: film.short.")
]
MakerName = Annotated[str | None, QueryParameter(max_length=300, description="A whole name, in any role.")]
Year = Annotated[int | None, QueryParameter(ge=-4_000, le=2_200)]
Whose = Annotated[Literal["own", "global"], QueryParameter(name="scope")]
Typed = Annotated[str, QueryParameter(max_length=200, description="Words of titles and makers.")]

Search = NamedDependency[SkipValidation[TitleSearch]]
Reader = NamedDependency[SkipValidation[WorkReader]]
Origins = NamedDependency[SkipValidation[Provenance]]
Reading = NamedDependency[SkipValidation[Recognising]]
Desk = NamedDependency[SkipValidation[Cataloguing]]
Me = NamedDependency[Actor]
Viewer = NamedDependency[Actor | None]


def to_the_survivor(request: Request[Any, Any, Any], error: WorkMerged) -> Response[None]:
    """What is asked of a merged work is asked of the one that stands for it now, by the same method."""
    path = WORK_IN_PATH.sub(str(error.survivor), request.scope["raw_path"].decode(), count=1)
    query = request.scope["query_string"].decode("latin-1")
    return Response(None, status_code=308, headers={"location": f"{path}?{query}" if query else path})


class MediaController(Controller):
    path = PATH
    opt = {**OPTIONAL, **PUBLIC_READ}  # noqa: RUF012 - Litestar's way
    tags = ("media",)
    exception_handlers = {WorkMerged: to_the_survivor}  # noqa: RUF012

    @get()
    async def search_media(
        self,
        viewer: Viewer,
        title_search: Search,
        q: Typed = "",
        media_type: FromQuery[MediaType | None] = None,
        media_class: ClassPath = None,
        creator: MakerName = None,
        tag: Word = None,
        year_from: Year = None,
        year_to: Year = None,
        genre: Word = None,
        language: Word = None,
        sort: FromQuery[Sort | None] = None,
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[MediaView]]:
        """Works by words of their titles and makers, filtered; without `q` it is browsing."""
        query = Query(
            text=q,
            media_type=media_type,
            media_class=media_class,
            creator=creator,
            year_from=year_from,
            year_to=year_to,
            genre=genre,
            language=language,
            tag=tag,
            sort=sort,
            limit=limit,
        )
        cursors = CURSORS[query.order]
        found = await title_search.find(viewer, query.continued(cursors.read(cursor)))
        page = Page(found.items, cursors.written(found.next) if found.next else None)
        asked = {
            "q": q or None,
            "media_type": media_type,
            "media_class": media_class,
            "creator": creator,
            "tag": tag,
            "year_from": year_from,
            "year_to": year_to,
            "genre": genre,
            "language": language,
            "sort": sort,
            "limit": limit,
        }
        return Response(page, headers=next_link(self.path, asked, page.next_cursor))

    @get("/classes")
    async def list_media_classes(self, work_reader: Reader) -> Page[ClassView]:
        """The tree of classes, with how many works everybody finds in each; large numbers are estimates."""
        return Page(await work_reader.classes())

    @get("/autocomplete")
    async def suggest_media(
        self,
        viewer: Viewer,
        title_search: Search,
        q: Typed,
        media_type: FromQuery[MediaType | None] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=10)] = 10,
    ) -> Page[MediaSuggestion]:
        """At most ten well-known works, for every keystroke."""
        return Page(await title_search.suggest(viewer, q, media_type, limit))

    @get("/lookup")
    async def look_up_media(
        self,
        viewer: Viewer,
        work_reader: Reader,
        source_name: Annotated[str, QueryParameter(max_length=40)],
        external_key: Annotated[str, QueryParameter(max_length=200)],
    ) -> MediaView:
        """The work that is known elsewhere by this key."""
        return await work_reader.by_link(viewer, source_name, external_key)

    @post("/matches", opt={**SIGNED_IN, "accepts": PASTED}, status_code=200)
    async def match_lines(
        self, actor: Me, recognising: Reading, data: JSONBody[PastedList]
    ) -> Page[LineMatch]:
        """What each line of a pasted list means, in their order: one work, one of a few, or nothing known."""
        return Page(await recognising.recognise(actor, data))

    @get("/{media_id:uuid}")
    async def show_media(self, viewer: Viewer, work_reader: Reader, media_id: FromPath[UUID]) -> MediaView:
        """One work; 308 to the survivor of a merge."""
        return await work_reader.work(viewer, MediaItemId(media_id))

    @get("/{media_id:uuid}/sources")
    async def list_media_sources(
        self, viewer: Viewer, provenance: Origins, media_id: FromPath[UUID]
    ) -> WorkSources:
        """What each upstream sent of the work, without secrets, and who says what of each field."""
        return await provenance.of(viewer, MediaItemId(media_id))

    @post(opt=SIGNED_IN, middleware=[REPLAYED])
    async def add_media(
        self, actor: Me, cataloguing: Desk, work_reader: Reader, data: JSONBody[NewWork]
    ) -> Response[MediaView]:
        """An item of one's own, for what the catalogue does not have; only its maker finds it."""
        work_id = await cataloguing.add(actor, data)
        work = await work_reader.work(actor, work_id)
        return Response(work, headers={"location": f"{PATH}/{work_id}"})

    @patch("/{media_id:uuid}", opt=SIGNED_IN)
    async def change_media(
        self,
        actor: Me,
        cataloguing: Desk,
        work_reader: Reader,
        media_id: FromPath[UUID],
        data: JSONBody[WorkChange],
    ) -> MediaView:
        """Correct a work (merge patch): one's own item, or any for editors."""
        await cataloguing.change(actor, MediaItemId(media_id), data)
        return await work_reader.work(actor, MediaItemId(media_id))

    @put("/{media_id:uuid}/tags/{name:path}", opt=SIGNED_IN, status_code=204)
    async def tag_media(
        self,
        actor: Me,
        cataloguing: Desk,
        media_id: FromPath[UUID],
        name: FromPath[str],
        whose: Whose = "own",
    ) -> None:
        """Put a tag on a work, for oneself or, as an editor, for everybody."""
        await cataloguing.tag(
            actor, MediaItemId(media_id), name.removeprefix("/"), globally=whose == "global"
        )

    @delete("/{media_id:uuid}/tags/{name:path}", opt=SIGNED_IN)
    async def untag_media(
        self,
        actor: Me,
        cataloguing: Desk,
        media_id: FromPath[UUID],
        name: FromPath[str],
        whose: Whose = "own",
    ) -> None:
        """Take a tag off a work."""
        await cataloguing.untag(
            actor, MediaItemId(media_id), name.removeprefix("/"), globally=whose == "global"
        )
