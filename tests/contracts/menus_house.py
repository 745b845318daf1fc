"""Menus with everything around them, once in memory and once on PostgreSQL, for the same tests."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.menus.reader import PgCuratorReader, PgPublicReader, PgSharedDrafts
from adapters.postgres.menus.repository import REFUSALS, PgWorkspace
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor, Begin, MediaItemId, UserId
from domain.menus.forking import Forking
from domain.menus.model import Menu
from domain.menus.ports import SharedDrafts, Workspace
from domain.menus.publishing import Publishing, Sharing
from domain.menus.readers import PublicReader
from domain.menus.reviewing import Reviewing
from domain.menus.service import Curating
from domain.menus.sharing import Secret
from tests.factories import CourseFactory, MenuFactory, PairingFactory
from tests.fakes.accounts import MovableClock
from tests.fakes.menus import MemoryHouse
from tests.fakes.menus_readers import MemoryPublicReader, MemorySharedDrafts
from tests.postgres import Database
from tests.seeding import a_person, a_work


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


class Unlimited:
    """Counts attempts, and lets everybody."""

    def __init__(self) -> None:
        self.claimed: list[tuple[Sequence[str], int]] = []

    async def claim(self, what: Sequence[str], limit: int, window: timedelta, now: datetime) -> None:
        self.claimed.append((what, limit))


class World(Protocol):
    """What lies outside menus: where they are kept, people and works."""

    begin: Begin[Workspace]
    public: PublicReader
    drafts: SharedDrafts

    async def person(self) -> Actor: ...

    async def work(self, owner: Actor | None = None) -> MediaItemId: ...


class MemoryWorld:
    def __init__(self) -> None:
        self._house = MemoryHouse()
        self.begin: Begin[Workspace] = self._house.begin
        self.public: PublicReader = MemoryPublicReader(self._house)
        self.drafts: SharedDrafts = MemorySharedDrafts(self._house)

    async def person(self) -> Actor:
        return Actor(UserId(uuid7()))

    async def work(self, owner: Actor | None = None) -> MediaItemId:
        work = MediaItemId(uuid7())
        self._house.works[work] = owner
        return work


class PgWorld:
    def __init__(self, database: Database, engine: AsyncEngine) -> None:
        transactions = PgTransactions(engine, REFUSALS)
        self.database = database
        self.engine = engine
        self.begin: Begin[Workspace] = transactions.working_with(PgWorkspace)
        self.public: PublicReader = PgPublicReader(transactions)
        self.drafts: SharedDrafts = PgSharedDrafts(transactions)
        self.curators = PgCuratorReader(transactions)

    async def person(self) -> Actor:
        return await a_person(self.database)

    async def work(self, owner: Actor | None = None) -> MediaItemId:
        return await a_work(self.database, owner=owner)


class MenusHouse:
    """The use cases of menus in a world, and short ways to a menu that is there already."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = MovableClock()
        self.curating = Curating(world.begin, self.clock, uuid7, self._slug)
        self.publishing = Publishing(world.begin, self.clock)
        self.attempts = Unlimited()
        self.forking = Forking(world.begin, world.public, self.attempts, self.clock, uuid7, self._slug)
        self.sharing = Sharing(world.begin, world.drafts, self.clock, uuid7, self.secret)
        self.reviewing = Reviewing(world.begin, world.drafts, self.attempts, self.clock, uuid7)

    def _slug(self, title: str) -> str:
        return f"{title.lower().replace(' ', '-')}-{uuid7().hex[-12:]}"

    def secret(self) -> Secret:
        token = f"token {uuid7()}"
        return Secret(token, digest_of(token))

    async def menu(self, curator: Actor) -> Menu:
        """A saved draft: two courses of two works, a pairing across and one inside; fit to be published."""
        courses = [
            CourseFactory.with_works(await self.world.work(), await self.world.work()) for _ in range(2)
        ]
        (one, two), (three, _) = (course.items for course in courses)
        pairings = (PairingFactory.of(one, three), PairingFactory.of(one, two))
        menu = MenuFactory.of(*courses, owner_id=curator.user_id, pairings=pairings)
        async with self.world.begin(curator) as work:
            await work.menus.add(menu)
        return menu

    async def saved(self, curator: Actor, menu: Menu) -> Menu:
        """The menu as it comes back after it was saved."""
        async with self.world.begin(curator) as work:
            await work.menus.get(menu.id, None)
            await work.menus.save(menu)
        return await self.kept(curator, menu)

    async def kept(self, curator: Actor, menu: Menu) -> Menu:
        async with self.world.begin(curator) as work:
            return await work.menus.get(menu.id, None)
