"""Menus in memory: a workspace that really rolls back."""

from asyncio import Lock
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import chain
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from domain.kernel import Actor, MediaItemId, MenuId, Stale
from domain.menus.editions import Edition
from domain.menus.errors import (
    IdTaken,
    MenuNotFound,
    NotAFork,
    NoteNotFound,
    RevisionNotFound,
    ShareTokenNotFound,
)
from domain.menus.lineage import Lineage
from domain.menus.model import Menu
from domain.menus.notes import DraftNote, NotesWanted, NoteTally
from domain.menus.revisions import MOST_REVISIONS, Revision, RevisionMark, RevisionView
from domain.menus.sharing import ShareLink
from domain.menus.views import LineageView, MenuView
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
    archived: dict[MenuId, datetime] = field(default_factory=dict)
    gone: dict[str, datetime] = field(default_factory=dict)
    editions: dict[tuple[MenuId, int], KeptEdition] = field(default_factory=dict)
    revisions: dict[tuple[MenuId, int], Revision] = field(default_factory=dict)
    lineages: dict[MenuId, Lineage] = field(default_factory=dict)
    links: dict[UUID, KeptLink] = field(default_factory=dict)
    visits: dict[UUID, Visit] = field(default_factory=dict)
    notes: dict[UUID, DraftNote] = field(default_factory=dict)

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

    async def archive(self, menu_id: MenuId, at: datetime | None) -> None:
        self._own(menu_id)
        if at is None:
            self._shelves.archived.pop(menu_id, None)
        else:
            self._shelves.archived.setdefault(menu_id, at)

    async def view(self, menu_id: MenuId) -> MenuView:
        menu = view_of(self._own(menu_id))
        return replace(menu, lineage=credit(self._shelves, menu_id))

    async def standing_works(self, ids: Collection[MediaItemId]) -> dict[MediaItemId, MediaItemId]:
        return {each: each for each in ids if self._works.get(each, ...) in {None, self._actor}}

    async def lent_works(self, ids: Collection[MediaItemId]) -> dict[MediaItemId, MediaItemId]:
        return {each: each for each in ids if each in self._works}

    async def to_freeze(self, menu_id: MenuId) -> MenuView:
        return view_of(self._own(menu_id))

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


class MemoryLineages:
    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    async def add(self, lineage: Lineage) -> None:
        self._shelves.lineages[lineage.menu_id] = lineage

    async def of(self, menu_id: MenuId) -> Lineage:
        found = self._shelves.lineages.get(menu_id)
        if found is None:
            raise NotAFork
        return found

    async def follow(self, menu_id: MenuId, edition: int, courses: Mapping[UUID, UUID]) -> None:
        lineage = self._shelves.lineages[menu_id]
        self._shelves.lineages[menu_id] = replace(lineage, source_edition=edition, courses=courses)


class MemoryProposals:
    """Nothing is proposed in memory: whoever proposes asks readers that only a database has."""

    async def forget(self, menu_id: MenuId) -> None:
        pass


class MemoryRevisions:
    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    async def newest(self, menu_id: MenuId) -> RevisionMark | None:
        its = self._of(menu_id)
        return RevisionMark(its[-1].version, its[-1].kept_at) if its else None

    async def view(self, menu_id: MenuId, version: int) -> RevisionView:
        kept = self._shelves.revisions.get((menu_id, version))
        if kept is None:
            raise RevisionNotFound
        menu = view_of(self._shelves.menus[menu_id].changed(**asdict(kept.document)))
        content = {name: getattr(menu, name) for name in ("title", "description", "courses", "pairings")}
        return RevisionView(kept.version, kept.made_at, kept.summary, **content)

    async def keep(self, revision: Revision) -> None:
        self._shelves.revisions[revision.menu_id, revision.version] = revision
        for each in self._of(revision.menu_id)[:-MOST_REVISIONS]:
            del self._shelves.revisions[each.menu_id, each.version]

    async def forget(self, menu_id: MenuId) -> None:
        for each in self._of(menu_id):
            del self._shelves.revisions[menu_id, each.version]

    def _of(self, menu_id: MenuId) -> list[Revision]:
        its = (each for each in self._shelves.revisions.values() if each.menu_id == menu_id)
        return sorted(its, key=lambda each: each.version)


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


class MemoryDraftNotes:
    def __init__(self, shelves: Shelves, actor: Actor | None) -> None:
        self._shelves = shelves
        self._actor = actor

    async def add(self, note: DraftNote) -> None:
        self._shelves.notes[note.id] = note

    async def of(self, menu_id: MenuId, wanted: NotesWanted) -> tuple[DraftNote, ...]:
        found = [
            note
            for note in self._of(menu_id)
            if wanted.state in {None, "resolved" if note.resolved_at else "open"}
            and wanted.visit_id in {None, note.visit_id}
            and (wanted.before is None or note.id < wanted.before)
        ]
        return tuple(sorted(found, key=lambda note: note.id, reverse=True)[: wanted.limit])

    async def tally(self, menu_id: MenuId) -> NoteTally:
        resolved = [note for note in self._of(menu_id) if note.resolved_at]
        return NoteTally(len(self._of(menu_id)) - len(resolved), len(resolved))

    async def resolve(self, menu_id: MenuId, note_id: UUID, at: datetime | None) -> DraftNote:
        note = self._note(menu_id, note_id)
        self._shelves.notes[note_id] = replace(note, resolved_at=at and (note.resolved_at or at))
        return self._shelves.notes[note_id]

    async def remove(self, menu_id: MenuId, note_id: UUID, visit_id: UUID | None = None) -> None:
        note = self._note(menu_id, note_id)
        if visit_id not in {None, note.visit_id}:
            raise NoteNotFound
        del self._shelves.notes[note.id]

    async def forget(self, menu_id: MenuId) -> None:
        for note in self._of(menu_id):
            del self._shelves.notes[note.id]

    def _note(self, menu_id: MenuId, note_id: UUID) -> DraftNote:
        found = [note for note in self._of(menu_id) if note.id == note_id]
        if not found:
            raise NoteNotFound
        return found[0]

    def _of(self, menu_id: MenuId) -> list[DraftNote]:
        owner = self._actor and self._actor.user_id
        notes = self._shelves.notes.values()
        return [note for note in notes if note.menu_id == menu_id and note.owner_id == owner]


class MemoryWorkspace:
    def __init__(self, shelves: Shelves, works: dict[MediaItemId, Actor | None], actor: Actor | None) -> None:
        self.menus = MemoryMenus(shelves, works, actor)
        self.editions = MemoryEditions(shelves)
        self.lineages = MemoryLineages(shelves)
        self.proposals = MemoryProposals()
        self.revisions = MemoryRevisions(shelves)
        self.share_links = MemoryShareLinks(shelves, actor)
        self.notes = MemoryDraftNotes(shelves, actor)


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


def credit(shelves: Shelves, menu_id: MenuId) -> LineageView | None:
    """What a fork says of its source."""
    found = shelves.lineages.get(menu_id)
    if found is None:
        return None
    source = _open(shelves, found.source_menu_id)
    return LineageView(
        found.source_title,
        found.source_curator,
        None if source == "unlisted" else found.source_slug,
        found.source_edition,
        source == "public",
        "somebody" if source == "public" else None,
    )


def fork_count(shelves: Shelves, menu_id: MenuId) -> int:
    """How many published forks there are."""
    forks = [each.menu_id for each in shelves.lineages.values() if each.source_menu_id == menu_id]
    return sum(1 for each in forks if _open(shelves, each) == "public")


def _open(shelves: Shelves, menu_id: MenuId | None) -> str | None:
    """Who finds a menu that is open to readers."""
    its = (kept for key, kept in shelves.editions.items() if key[0] == menu_id)
    return next((kept.edition.visibility for kept in its if kept.withdrawn_at is None), None)


def _ids(menu: Menu) -> set[UUID]:
    courses, items, pairings = menu.courses, menu.items(), menu.pairings
    return {*(each.id for each in courses), *(each.id for each in items), *(each.id for each in pairings)}
