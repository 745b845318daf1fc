"""Menus in memory: a workspace that really rolls back, readers, and doors to shared drafts."""

from asyncio import Lock
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import chain
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from domain.kernel import Actor, MediaItemId, MenuId, Stale
from domain.menus.editions import Edition
from domain.menus.errors import IdTaken, MenuGone, MenuNotFound, ShareTokenNotFound
from domain.menus.model import Menu
from domain.menus.sharing import SharedDraft, ShareLink
from domain.menus.views import Curator, DirectoryEntry, MenuView, PublicMenu
from tests.factories import view_of


class KeptEdition(Struct, frozen=True):
    edition: Edition
    withdrawn_at: datetime | None = None


class KeptLink(Struct, frozen=True):
    link: ShareLink
    digest: bytes


class Visit(Struct, frozen=True):
    link_id: UUID
    secret: bytes
    until: datetime
    is_counted: bool = False


class Shelves(Struct):
    """All that is kept; every value is immutable, so that a copy of the dictionaries is a copy of all."""

    menus: dict[MenuId, Menu] = field(default_factory=dict)
    gone: dict[str, datetime] = field(default_factory=dict)
    editions: dict[tuple[MenuId, int], KeptEdition] = field(default_factory=dict)
    links: dict[UUID, KeptLink] = field(default_factory=dict)
    visits: dict[UUID, Visit] = field(default_factory=dict)

    def copy(self) -> "Shelves":
        return Shelves(**{name: dict(getattr(self, name)) for name in self.__struct_fields__})


class MemoryMenus:
    def __init__(self, shelves: Shelves, works: dict[MediaItemId, Actor | None], actor: Actor | None) -> None:
        self._shelves = shelves
        self._works = works
        self._actor = actor

    async def add(self, menu: Menu) -> None:
        self._shelves.menus[menu.id] = menu

    async def get(self, menu_id: MenuId, version: int | None) -> Menu:
        menu = self._own(menu_id)
        if version is not None and version != menu.version:
            raise Stale(menu.version)
        return menu

    async def save(self, menu: Menu) -> None:
        others = (each for each in self._shelves.menus.values() if each.id != menu.id)
        if _ids(menu) & set(chain.from_iterable(map(_ids, others))):
            raise IdTaken
        self._shelves.menus[menu.id] = menu

    async def view(self, menu_id: MenuId) -> MenuView:
        return view_of(self._own(menu_id))

    async def unknown_works(self, ids: Collection[MediaItemId]) -> frozenset[MediaItemId]:
        return frozenset(each for each in ids if self._works.get(each, ...) not in {None, self._actor})

    def _own(self, menu_id: MenuId) -> Menu:
        menu = self._shelves.menus.get(menu_id)
        if not menu or not self._actor or menu.owner_id != self._actor.user_id or menu.deleted_at:
            raise MenuNotFound
        return menu


class MemoryEditions:
    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    async def publish(self, edition: Edition) -> None:
        self._shelves.editions[edition.menu_id, edition.number] = KeptEdition(edition)
        self._change(edition.menu_id, edition.visibility, None)

    async def withdraw(self, menu: Menu, at: datetime) -> None:
        self._change(menu.id, menu.visibility, at)
        if menu.deleted_at and menu.latest_edition:
            self._shelves.gone[menu.slug] = at

    async def show(self, menu: Menu) -> None:
        for key, kept in self._shelves.editions.items():
            if key[0] == menu.id:
                self._change(menu.id, menu.visibility, kept.withdrawn_at)

    def _change(self, menu_id: MenuId, visibility: str, withdrawn_at: datetime | None) -> None:
        for key, kept in self._shelves.editions.items():
            if key[0] == menu_id:
                edition = replace(kept.edition, visibility=visibility)
                self._shelves.editions[key] = KeptEdition(edition, withdrawn_at)


class MemoryShareLinks:
    def __init__(self, shelves: Shelves, actor: Actor | None) -> None:
        self._shelves = shelves
        self._actor = actor

    async def add(self, link: ShareLink, digest: bytes) -> None:
        self._shelves.links[link.id] = KeptLink(link, digest)

    async def of(self, menu_id: MenuId) -> tuple[ShareLink, ...]:
        links = [kept.link for kept in self._shelves.links.values() if self._is_mine(kept.link, menu_id)]
        return tuple(sorted(links, key=lambda link: (link.created_at, link.id), reverse=True))

    async def revoke(self, menu_id: MenuId, link_id: UUID, at: datetime) -> None:
        kept = self._shelves.links.get(link_id)
        if not kept or not self._is_mine(kept.link, menu_id) or kept.link.revoked_at:
            raise ShareTokenNotFound
        self._shelves.links[link_id] = KeptLink(replace(kept.link, revoked_at=at), kept.digest)

    def _is_mine(self, link: ShareLink, menu_id: MenuId) -> bool:
        return link.menu_id == menu_id and self._actor is not None and link.owner_id == self._actor.user_id


class MemoryWorkspace:
    def __init__(self, shelves: Shelves, works: dict[MediaItemId, Actor | None], actor: Actor | None) -> None:
        self.menus = MemoryMenus(shelves, works, actor)
        self.editions = MemoryEditions(shelves)
        self.share_links = MemoryShareLinks(shelves, actor)


class MemoryHouse:
    """Everything that menus ask of the world, one unit of work at a time."""

    def __init__(self) -> None:
        self.shelves = Shelves()
        self.works: dict[MediaItemId, Actor | None] = {}
        self._turn = Lock()

    @asynccontextmanager
    async def begin(self, actor: Actor | None) -> AsyncIterator[MemoryWorkspace]:
        async with self._turn:
            shelves = self.shelves.copy()
            yield MemoryWorkspace(shelves, self.works, actor)
            self.shelves = shelves


class MemoryPublicReader:
    def __init__(self, house: MemoryHouse) -> None:
        self._house = house

    async def menu(self, slug: str, number: int | None = None) -> PublicMenu:
        editions = {each.number: each for each in self._open() if each.slug == slug}
        if edition := editions.get(number or max(editions, default=0)):
            facts = {"status": "published", "visibility": edition.visibility}
            return PublicMenu(**asdict(edition.document) | facts, curator=Curator("somebody", "Somebody"))
        raise MenuGone if slug in self._house.shelves.gone else MenuNotFound

    async def directory(self, limit: int, after: tuple[datetime, str] | None) -> tuple[DirectoryEntry, ...]:
        newest = {each.slug: each for each in sorted(self._open(), key=lambda each: each.number)}
        lines = sorted(
            (each for each in newest.values() if each.visibility == "public"),
            key=lambda each: (each.published_at, each.slug),
            reverse=True,
        )
        later = [each for each in lines if after is None or (each.published_at, each.slug) < after]
        return tuple(_entry(each.document) for each in later[:limit])

    def _open(self) -> list[Edition]:
        kept = self._house.shelves.editions.values()
        return [each.edition for each in kept if each.withdrawn_at is None]


class MemorySharedDrafts:
    def __init__(self, house: MemoryHouse) -> None:
        self._house = house

    async def open(self, digest: bytes, visit: UUID, secret: bytes, at: datetime, until: datetime) -> bool:
        for kept in self._house.shelves.links.values():
            if kept.digest == digest and kept.link.is_alive(at) and self._has_menu(kept.link):
                self._house.shelves.visits[visit] = Visit(kept.link.id, secret, until)
                return True
        return False

    async def visit(self, visit: UUID, secret: bytes, at: datetime) -> SharedDraft | None:
        shelves = self._house.shelves
        found = shelves.visits.get(visit)
        if found is None or found.secret != secret or found.until <= at:
            return None
        kept = shelves.links[found.link_id]
        link = kept.link
        if not found.is_counted and link.is_alive(at):
            counted = replace(link, use_count=link.use_count + 1, last_used_at=at)
            shelves.links[link.id] = KeptLink(counted, kept.digest)
            shelves.visits[visit] = replace(found, is_counted=True)
        is_open = link.is_alive(at) or (found.is_counted and not link.revoked_at and link.expires_at > at)
        return (
            SharedDraft(link.menu_id, link.owner_id, link.expires_at)
            if is_open and self._has_menu(link)
            else None
        )

    def _has_menu(self, link: ShareLink) -> bool:
        return self._house.shelves.menus[link.menu_id].deleted_at is None


def _ids(menu: Menu) -> set[UUID]:
    courses, items, pairings = menu.courses, menu.items(), menu.pairings
    return {*(each.id for each in courses), *(each.id for each in items), *(each.id for each in pairings)}


def _entry(menu: MenuView) -> DirectoryEntry:
    assert menu.edition is not None
    items = [item for course in menu.courses for item in course.items]
    return DirectoryEntry(
        menu.slug,
        menu.title,
        menu.description,
        Curator("somebody", "Somebody"),
        menu.edition,
        len(menu.courses),
        len(items),
        tuple(sorted({item.media.media_type for item in items})),
    )
