"""What readers and holders of share links see of the menus in memory."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec.structs import asdict, replace

from domain.menus.browsing import EVERYTHING, Browsing, DirectoryOrder, DirectoryPlace
from domain.menus.editions import Edition
from domain.menus.errors import MenuGone, MenuNotFound
from domain.menus.sharing import SharedDraft, ShareLink
from domain.menus.views import CoverView, Curator, DirectoryEntry, MenuView, PublicEdition, PublicMenu
from tests.fakes.menus import KeptLink, MemoryHouse, Visit, credit, fork_count


class MemoryPublicReader:
    def __init__(self, house: MemoryHouse) -> None:
        self._house = house

    async def menu(self, slug: str, number: int | None = None) -> PublicMenu:
        editions = {each.number: each for each in self._open() if each.slug == slug}
        if edition := editions.get(number or max(editions, default=0)):
            shelves = self._house.shelves
            facts = {
                "status": "published",
                "visibility": edition.visibility,
                "lineage": credit(shelves, edition.menu_id),
                "fork_count": fork_count(shelves, edition.menu_id),
            }
            return PublicMenu(**asdict(edition.document) | facts, curator=Curator("somebody", "Somebody"))
        raise MenuGone if slug in self._house.shelves.gone else MenuNotFound

    async def editions(self, slug: str) -> tuple[PublicEdition, ...]:
        its = sorted((each for each in self._open() if each.slug == slug), key=lambda each: -each.number)
        if not its:
            raise MenuGone if slug in self._house.shelves.gone else MenuNotFound
        return tuple(
            PublicEdition(each.number, each.document.title, each.note, each.content_hash, each.published_at)
            for each in its
        )

    async def directory(
        self, limit: int, after: DirectoryPlace | None = None, browsing: Browsing = EVERYTHING
    ) -> tuple[DirectoryEntry, ...]:
        newest = {each.slug: each for each in sorted(self._open(), key=lambda each: each.number)}
        public = (each for each in newest.values() if each.visibility == "public")
        lines = [_entry(each.document, fork_count(self._house.shelves, each.menu_id)) for each in public]
        key = KEYS[browsing.order]
        lines = sorted((each for each in lines if _is_asked(each, browsing)), key=key, reverse=True)
        return tuple([each for each in lines if after is None or key(each) < _key(after, browsing)][:limit])

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
            SharedDraft(link.menu_id, link.owner_id, link.expires_at, link.id, link.scope)
            if is_open and self._has_menu(link)
            else None
        )

    def _has_menu(self, link: ShareLink) -> bool:
        return self._house.shelves.menus[link.menu_id].deleted_at is None


KEYS: dict[DirectoryOrder, Callable[[DirectoryEntry], tuple[Any, ...]]] = {
    "newest": lambda entry: (entry.edition.published_at, entry.slug),
    "forked": lambda entry: (entry.fork_count, entry.edition.published_at, entry.slug),
}


def _key(place: DirectoryPlace, browsing: Browsing) -> tuple[Any, ...]:
    newest = (place.published_at, place.slug)
    return newest if browsing.order == "newest" else (place.fork_count, *newest)


def _is_asked(entry: DirectoryEntry, browsing: Browsing) -> bool:
    said = f"{entry.title} {entry.description or ''}".lower().split()
    wanted = browsing.text.lower().split()
    is_kind = browsing.media_type is None or browsing.media_type in entry.media_types
    return is_kind and all(any(word.startswith(each) for word in said) for each in wanted)


def _entry(menu: MenuView, forks: int) -> DirectoryEntry:
    assert menu.edition is not None
    items = [item for course in menu.courses for item in course.items]
    works = [item.media for item in items]
    covers = tuple(
        CoverView(work.id, work.media_type, work.title, work.creators, work.cover_url) for work in works[:5]
    )
    return DirectoryEntry(
        menu.slug,
        menu.title,
        menu.description,
        Curator("somebody", "Somebody"),
        menu.edition,
        len(menu.courses),
        len(items),
        tuple(sorted({item.media.media_type for item in items})),
        covers,
        forks,
    )
