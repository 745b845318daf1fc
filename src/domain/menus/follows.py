"""Following: menus and curators that a reader wants to hear of, for themselves alone."""

from datetime import datetime, timedelta
from typing import Final, Literal, Protocol
from uuid import UUID

from msgspec import Struct

from domain.kernel import Actor, Begin, Clock, MenuId, NewId, UserId
from domain.menus.errors import MenuNotFound, OwnFollow, TooMany
from domain.menus.views import Curator, EditionMark, NewEdition

MOST_FOLLOWS: Final = 500
A_VISIT: Final = timedelta(minutes=30)
"""Whoever looks again within it goes on with the same visit: what was marked as new stays so."""

Kind = Literal["menu", "curator"]
Standing = Literal["open", "closed", "deleted"]


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """What to follow: a menu by its slug, or a curator by username."""

    kind: Kind
    name: str


class Target(Struct, frozen=True):
    """What such a wish means; a menu has a title."""

    menu_id: MenuId | None
    curator_id: UserId | None
    title: str | None


class Follow(Struct, frozen=True):
    """`title` is what a menu was called when it began."""

    id: UUID
    user_id: UserId
    menu_id: MenuId | None
    curator_id: UserId | None
    title: str | None
    created_at: datetime


class Followed(Struct, frozen=True):
    """A line of what somebody follows. A menu that is not `open` has neither address nor curator.

    `edition` is the newest one of a menu. `new_count` is how many editions are new to the reader.
    """

    id: UUID
    kind: Kind
    standing: Standing
    slug: str | None
    title: str | None
    curator: Curator | None
    edition: EditionMark | None
    new_count: int
    created_at: datetime


class FollowedEdition(NewEdition, frozen=True, kw_only=True):
    """News of what is followed; `is_new` since the reader's last visit, and since they follow it."""

    menu_id: MenuId
    is_new: bool


class Follows(Protocol):
    """One's own follows, in a unit of work."""

    async def hold(self, user_id: UserId, now: datetime) -> int:
        """Locks the list until the unit of work ends; gives how long it is."""

    async def meant(self, wish: Wish) -> Target:
        """An open menu, or a curator with a public one. Raises MenuNotFound."""

    async def of(self, target: Target) -> Follow | None:
        """The follow that is there already, if so."""

    async def add(self, follow: Follow) -> None:
        """Raises MenuNotFound when it is erased meanwhile."""

    async def remove(self, user_id: UserId, follow_id: UUID) -> bool:
        """Whether there was one."""

    async def remove_named(self, user_id: UserId, wish: Wish) -> None:
        """The same by its name, also when it cannot be read any more."""

    async def look(self, user_id: UserId, now: datetime, visit: timedelta) -> None:
        """A new visit begins unless the last look is no longer ago than `visit`."""


class FollowReader(Protocol):
    """What somebody follows, and what is new there. Closed menus tell nothing but that they are."""

    async def followed(
        self, actor: Actor, limit: int, after: tuple[datetime, UUID] | None
    ) -> tuple[Followed, ...]:
        """Last followed first, from behind (created_at, id) on."""

    async def news(
        self, actor: Actor, limit: int, after: tuple[datetime, UUID, int] | None
    ) -> tuple[FollowedEdition, ...]:
        """Editions of what is followed, newest first, each once, from (published_at, menu_id, number) on."""

    async def follows(self, actor: Actor, wish: Wish) -> bool:
        """Whether they follow it."""


class Following:
    """What a reader does about it."""

    def __init__(self, begin: Begin[Follows], clock: Clock, new_id: NewId) -> None:
        self._begin = begin
        self._clock = clock
        self._new_id = new_id

    async def follow(self, actor: Actor, wish: Wish) -> Follow:
        """Twice is once. Raises MenuNotFound, OwnFollow, and TooMany beyond five hundred."""
        now = self._clock()
        async with self._begin(actor) as follows:
            count = await follows.hold(actor.user_id, now)
            target = await follows.meant(wish)
            if target.curator_id == actor.user_id:
                raise OwnFollow
            if kept := await follows.of(target):
                return kept
            if count >= MOST_FOLLOWS:
                raise TooMany(f"One can follow {MOST_FOLLOWS} menus and curators at most.")
            follow = Follow(
                self._new_id(), actor.user_id, target.menu_id, target.curator_id, target.title, now
            )
            await follows.add(follow)
            return follow

    async def unfollow(self, actor: Actor, follow_id: UUID) -> None:
        """Raises MenuNotFound when there is no such follow."""
        async with self._begin(actor) as follows:
            if not await follows.remove(actor.user_id, follow_id):
                raise MenuNotFound

    async def unfollow_named(self, actor: Actor, wish: Wish) -> None:
        """By name; what is not followed stays so."""
        async with self._begin(actor) as follows:
            await follows.remove_named(actor.user_id, wish)

    async def look(self, actor: Actor) -> None:
        """Whatever came until the last visit is not new any more."""
        async with self._begin(actor) as follows:
            await follows.look(actor.user_id, self._clock(), A_VISIT)
