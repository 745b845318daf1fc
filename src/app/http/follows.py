"""Follows under /api/v1/me/follows: what the caller wants to hear of, and what is new there."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Meta, Struct

from app.http.access import SIGNED_IN
from app.http.idempotency import REPLAYED
from app.http.paging import Cursor, CursorText, Limit, next_link, page_of
from domain.kernel import Actor, Page
from domain.menus.follows import Followed, FollowedEdition, Following, FollowReader, Kind, Wish

PATH: Final = "/api/v1/me/follows"
CURSOR: Final = Cursor("follows", "newest", tuple[datetime, UUID])
NEWS_CURSOR: Final = Cursor(
    "followed-news", "newest", tuple[datetime, UUID, Annotated[int, Meta(ge=0, le=2**31 - 1)]]
)

Me = NamedDependency[Actor]
Follower = NamedDependency[SkipValidation[Following]]
FollowShelf = NamedDependency[SkipValidation[FollowReader]]


class FollowMade(Struct, frozen=True):
    """What was followed, or has been; `title` is a menu's."""

    id: UUID
    kind: Kind
    title: str | None
    created_at: datetime


class FollowsController(Controller):
    path = PATH
    opt = SIGNED_IN
    tags = ("follows",)

    @get()
    async def list_follows(
        self, actor: Me, follow_reader: FollowShelf, limit: Limit = 20, cursor: CursorText = None
    ) -> Response[Page[Followed]]:
        """What I follow, last followed first; a menu that is closed or deleted says so."""
        found = await follow_reader.followed(actor, limit + 1, CURSOR.read(cursor))
        page = page_of(found, limit, lambda last: CURSOR.written((last.created_at, last.id)))
        return Response(page, headers=next_link(PATH, {"limit": limit}, page.next_cursor))

    @post(middleware=[REPLAYED])
    async def follow(self, actor: Me, following: Follower, data: JSONBody[Wish]) -> Response[FollowMade]:
        """Follow a menu by its slug, or a curator by username, but not oneself. Twice is once."""
        made = await following.follow(actor, data)
        shown = FollowMade(made.id, data.kind, made.title, made.created_at)
        return Response(shown, headers={"location": f"{PATH}/{made.id}"})

    @delete("/{follow_id:uuid}")
    async def unfollow(self, actor: Me, following: Follower, follow_id: FromPath[UUID]) -> None:
        """Hear of it no more."""
        await following.unfollow(actor, follow_id)

    @get("/news")
    async def list_followed_news(
        self, actor: Me, follow_reader: FollowShelf, limit: Limit = 20, cursor: CursorText = None
    ) -> Response[Page[FollowedEdition]]:
        """Editions of what I follow, newest first, with what came since my last visit marked."""
        found = await follow_reader.news(actor, limit + 1, NEWS_CURSOR.read(cursor))
        page = page_of(
            found, limit, lambda last: NEWS_CURSOR.written((last.published_at, last.menu_id, last.number))
        )
        return Response(page, headers=next_link(f"{PATH}/news", {"limit": limit}, page.next_cursor))

    @post("/look", status_code=204)
    async def look_at_followed(self, actor: Me, following: Follower) -> None:
        """Say that I look now: what came until my last visit is not new any more."""
        await following.look(actor)
