"""States under /api/v1/me/states: what the caller keeps of works, one resource for each work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Controller, Response, delete, get, patch, put
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody, QueryParameter, SkipValidation

from app.http.access import SIGNED_IN
from app.http.etags import NO_VERSION, IfMatch, etag_of, wanted_version
from app.http.paging import Cursor, CursorText, Limit, next_link
from app.http.refusals import PreconditionRequired
from domain.catalog.views import MediaType
from domain.kernel import Actor, MediaItemId, Page
from domain.tracking.commands import Sort, StateChange, StateQuery, StateWish
from domain.tracking.errors import NONE_SO_FAR
from domain.tracking.model import State, Status
from domain.tracking.ports import StateReader
from domain.tracking.service import Tracking
from domain.tracking.views import StateLine

PATH: Final = "/api/v1/me/states"

CURSORS: Final[Mapping[Sort, Cursor[Any]]] = {
    "updated": Cursor("states", "updated", tuple[datetime, UUID]),
    "rating": Cursor("states", "rating", tuple[float, datetime, UUID]),
    "title": Cursor("states", "title", tuple[str, UUID]),
}

IfNoneMatch = Annotated[
    str | None, HeaderParameter(name="If-None-Match", description="`*` for the first state of a work.")
]
Rating = Annotated[float | None, QueryParameter(ge=0, le=10, description="Of ten.")]

Me = NamedDependency[Actor]
Keeping = NamedDependency[SkipValidation[Tracking]]
Reader = NamedDependency[SkipValidation[StateReader]]
Wanted = NamedDependency[int | None]
Replaced = NamedDependency[int | None]

MADE: Final = {201: ResponseSpec(State, generate_examples=False, description="The first state of the work")}


def provide_replaced(if_match: IfMatch = None, if_none_match: IfNoneMatch = None) -> int | None:
    """The dependency `replaced`: the version that a PUT is to take the place of, or that there is none."""
    if if_match is None and (if_none_match or "").strip() == "*":
        return NONE_SO_FAR
    if if_match is None:
        raise PreconditionRequired(
            "Send If-Match with the ETag that you read, or If-None-Match: * for the first state of a work."
        )
    version = wanted_version(if_match)
    # Nothing is both there and not there, and no state has the version of none.
    return NO_VERSION if if_none_match is not None or version == NONE_SO_FAR else version


class StatesController(Controller):
    path = PATH
    opt = SIGNED_IN
    tags = ("tracking",)
    dependencies = {"replaced": Provide(provide_replaced, sync_to_thread=False)}  # noqa: RUF012

    @get()
    async def list_states(
        self,
        actor: Me,
        state_reader: Reader,
        status: FromQuery[Status | None] = None,
        media_type: FromQuery[MediaType | None] = None,
        is_favorite: FromQuery[bool | None] = None,
        rating_min: Rating = None,
        sort: FromQuery[Sort] = "updated",
        limit: Limit = 20,
        cursor: CursorText = None,
    ) -> Response[Page[StateLine]]:
        """My states with their works: last changed first, best first, or by title."""
        after = CURSORS[sort].read(cursor)
        query = StateQuery(status, media_type, is_favorite, rating_min, sort, limit, after)
        found = await state_reader.states(actor, query)
        page = Page(found.items, CURSORS[sort].written(found.next) if found.next else None)
        asked = {
            "status": status,
            "media_type": media_type,
            "is_favorite": None if is_favorite is None else str(is_favorite).lower(),
            "rating_min": rating_min,
            "sort": sort,
            "limit": limit,
        }
        return Response(page, headers=next_link(self.path, asked, page.next_cursor))

    @get("/{media_item_id:uuid}")
    async def show_state(
        self, actor: Me, state_reader: Reader, media_item_id: FromPath[UUID]
    ) -> Response[State]:
        """What I keep of a work."""
        return shown(await state_reader.state(actor, MediaItemId(media_item_id)))

    @put("/{media_item_id:uuid}", responses=MADE)
    async def put_state(
        self,
        actor: Me,
        tracking: Keeping,
        replaced: Replaced,
        media_item_id: FromPath[UUID],
        data: JSONBody[StateWish],
    ) -> Response[State]:
        """The whole state: the first with `If-None-Match: *`, else in place of the one that was read."""
        return shown(await tracking.put(actor, MediaItemId(media_item_id), replaced, data), is_put=True)

    @patch("/{media_item_id:uuid}")
    async def change_state(
        self,
        actor: Me,
        tracking: Keeping,
        wanted: Wanted,
        media_item_id: FromPath[UUID],
        data: JSONBody[StateChange],
    ) -> Response[State]:
        """Some of it (merge patch)."""
        return shown(await tracking.change(actor, MediaItemId(media_item_id), wanted, data))

    @delete("/{media_item_id:uuid}")
    async def forget_state(
        self, actor: Me, tracking: Keeping, wanted: Wanted, media_item_id: FromPath[UUID]
    ) -> None:
        """Keep nothing of the work any more."""
        await tracking.forget(actor, MediaItemId(media_item_id), wanted)


def shown(state: State, *, is_put: bool = False) -> Response[State]:
    """A state with its ETag; 201 for the first of a work, which has the first version."""
    status = 201 if is_put and state.version == 1 else 200
    return Response(state, status_code=status, headers={"etag": etag_of(state.version)})
