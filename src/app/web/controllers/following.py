"""Following, by pages: what is new of what I follow, and a form for each menu and curator."""

from typing import Any, Literal
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from msgspec import Struct

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.http.follows import NEWS_CURSOR, Follower, FollowShelf, Me
from app.http.identity import Identity, Who
from app.http.paging import CursorText, page_of
from app.web.answers import PRIVATE, AnyRequest, local_path, page, see_other, spoken
from app.web.sent import SentForm, sent_form
from domain.kernel import Actor, Conflict
from domain.menus.errors import MenuNotFound
from domain.menus.follows import MOST_FOLLOWS, Following, FollowReader, Wish
from domain.menus.readers import NewsReader, PublicReader
from domain.menus.views import Curator, PublicMenu

SHOWN = 24
FOLLOWING = "/following"
JSON = "application/json"

Public = NamedDependency[SkipValidation[PublicReader]]
News = NamedDependency[SkipValidation[NewsReader]]


class Sent(Struct, frozen=True):
    """Whether to follow, and the page to go back to."""

    follow: Literal["yes", "no"]
    back: str = FOLLOWING


class FollowingPages(Controller):
    path = FOLLOWING
    opt = BY_SESSION

    @get()
    async def show(
        self,
        request: AnyRequest,
        actor: Me,
        following: Follower,
        follow_reader: FollowShelf,
        cursor: CursorText = None,
    ) -> Response[str]:
        """What is new, newest first, and all that I follow. To look is to have seen it by the next visit."""
        await following.look(actor)
        found = await follow_reader.news(actor, SHOWN + 1, NEWS_CURSOR.read(cursor))
        news = page_of(
            found, SHOWN, lambda last: NEWS_CURSOR.written((last.published_at, last.menu_id, last.number))
        )
        followed = await follow_reader.followed(actor, MOST_FOLLOWS, None)
        return await page(
            request,
            "following.html",
            news=news.items,
            next_cursor=news.next_cursor,
            is_first=cursor is None,
            followed=followed,
        )

    @post("/{follow_id:uuid}/delete")
    async def unfollow(self, actor: Me, following: Follower, follow_id: FromPath[UUID]) -> Response[Any]:
        await following.unfollow(actor, follow_id)
        return see_other(f"{FOLLOWING}#followed")


class FollowPages(Controller):
    opt = BY_SESSION

    @get("/m/{slug:str}/follow")
    async def ask_about_menu(
        self,
        request: AnyRequest,
        actor: Me,
        follow_reader: FollowShelf,
        public_reader: Public,
        slug: FromPath[str],
    ) -> Response[str]:
        """Forms for browsers without scripts; whoever is not signed in comes by here afterwards."""
        menu = await public_reader.menu(slug)
        return await asked(request, actor, follow_reader, menu.curator, menu)

    @get("/c/{username:str}/follow")
    async def ask_about_curator(
        self,
        request: AnyRequest,
        actor: Me,
        follow_reader: FollowShelf,
        news_reader: News,
        username: FromPath[str],
    ) -> Response[str]:
        """The same for all of a curator's public menus."""
        news = await news_reader.news_of(username, 1)
        if not news:
            raise MenuNotFound
        return await asked(request, actor, follow_reader, news[0].curator, None)

    @post("/m/{slug:str}/follow")
    async def follow_menu(
        self, request: AnyRequest, identity: Who, following: Follower, slug: FromPath[str]
    ) -> Response[Any]:
        """A script gets no page for it."""
        return await answered(request, identity, following, Wish("menu", slug))

    @post("/c/{username:str}/follow")
    async def follow_curator(
        self, request: AnyRequest, identity: Who, following: Follower, username: FromPath[str]
    ) -> Response[Any]:
        """Or not any more."""
        return await answered(request, identity, following, Wish("curator", username))


async def asked(
    request: AnyRequest, actor: Actor, reader: FollowReader, curator: Curator, menu: PublicMenu | None
) -> Response[str]:
    """The page with a form for the menu, if there is one, and for its curator."""
    return await page(
        request,
        "follow.html",
        curator=curator,
        menu=menu,
        follows_menu=menu is not None and await reader.follows(actor, Wish("menu", menu.slug)),
        follows_curator=await reader.follows(actor, Wish("curator", curator.username)),
    )


async def answered(
    request: AnyRequest, identity: Identity, following: Following, wish: Wish
) -> Response[Any]:
    """Does what the form says, and goes back to where it stood."""
    sent = (await sent_form(request)).read(Sent)
    change = following.follow if sent.follow == "yes" else following.unfollow_named
    try:
        await change(identity.actor, wish)
    except Conflict as refusal:
        state = SentForm({}).refused("follow", refusal, spoken(request, identity))
        return await page(request, "follow_refused.html", status=status_of(refusal), form=state)
    if JSON in request.headers.get("accept", ""):
        return Response(None, status_code=204, headers=PRIVATE)
    return see_other(local_path(sent.back, FOLLOWING))
