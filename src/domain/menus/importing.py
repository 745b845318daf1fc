"""A menu from a file: the same words in the same order, served by works of this catalogue."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID

from msgspec import Struct

from domain.kernel import Actor, Begin, Clock, MediaItemId, MenuId, NewId, UserId
from domain.menus import changes
from domain.menus.commands import Content, ContentCourse, ContentItem, ContentPairing
from domain.menus.files import MenuFile
from domain.menus.model import Menu
from domain.menus.ports import Attempts, MakeSlug, Workspace
from domain.menus.replacing import replace_content
from domain.menus.views import CourseView, MenuView, PairingView, ServedWork

IMPORTS, WINDOW = 30, timedelta(minutes=5)

Outcome = Literal["same", "by-id", "by-likeness", "made"]
"""The very work of the file; one with an id in common; one that is alike; an own item made from the file."""

Works = Mapping[str, ServedWork]
"""Works of a file by the JSON pointer of the first place where each is served."""


class FoundWork(Struct, frozen=True):
    """A work of the catalogue that is one of the file, and what says so. `confidence` is 0 to 100."""

    media_item_id: MediaItemId
    outcome: Outcome
    confidence: int = 100


class ImportedWork(Struct, frozen=True):
    """What became of a work: where it stands in the file, and which work serves in its place."""

    pointer: str
    title: str
    media_item_id: MediaItemId
    outcome: Outcome
    confidence: int


class ImportedMenu(Struct, frozen=True):
    """The new draft, and what became of each work of the file."""

    menu: MenuView
    works: tuple[ImportedWork, ...]


class CatalogueOfWorks(Protocol):
    """Finds works of other instances among the works here."""

    async def find(self, actor: Actor, works: Works) -> Mapping[str, FoundWork]:
        """By ids, else by likeness; what is not sure enough is left out."""

    async def make(self, actor: Actor, works: Works) -> Mapping[str, MediaItemId]:
        """Own items of the actor's, all or none. Raises Invalid that points into the file."""


class ImportingMenus:
    """The use case. What is wrong with the file is said before anything is made."""

    def __init__(
        self,
        begin: Begin[Workspace],
        catalogue: CatalogueOfWorks,
        attempts: Attempts,
        clock: Clock,
        new_id: NewId,
        make_slug: MakeSlug,
    ) -> None:
        self._begin = begin
        self._catalogue = catalogue
        self._attempts = attempts
        self._clock = clock
        self._new_id = new_id
        self._make_slug = make_slug

    async def bring_in(self, actor: Actor, file: MenuFile) -> ImportedMenu:
        """A new draft of the actor's. Raises Invalid, Conflict, and Busy after too many."""
        now = self._clock()
        await self._attempts.claim([f"menu import {actor.user_id}"], IMPORTS, WINDOW, now)
        draft = drafted(file, actor.user_id, self._make_slug(file.title), now, self._new_id)
        works = works_of(file)
        found = await self._found(actor, works)
        serving = {works[pointer].id: each.media_item_id for pointer, each in found.items()}
        async with self._begin(actor) as work:
            menu = changes.serve_instead(draft, serving)
            standing = await work.menus.standing_works(set(serving.values()))
            menu = changes.serve_instead(menu, standing)
            await work.menus.add(menu)
            view = await work.menus.view(menu.id)
        return ImportedMenu(
            view, tuple(_became(pointer, works[pointer], found[pointer]) for pointer in works)
        )

    async def _found(self, actor: Actor, works: Works) -> Mapping[str, FoundWork]:
        """Every work of the file, made where it has to be."""
        async with self._begin(actor) as work:
            here = await work.menus.standing_works({each.id for each in works.values()})
        same = {
            pointer: FoundWork(here[each.id], "same") for pointer, each in works.items() if each.id in here
        }
        rest = {pointer: each for pointer, each in works.items() if pointer not in same}
        alike = await self._catalogue.find(actor, rest) if rest else {}
        missing = {pointer: each for pointer, each in rest.items() if pointer not in alike}
        made = await self._catalogue.make(actor, missing) if missing else {}
        return {**same, **alike, **{pointer: FoundWork(work_id, "made") for pointer, work_id in made.items()}}


def works_of(file: MenuFile) -> Works:
    """Each work once, where it is first served."""
    first: dict[UUID, tuple[str, ServedWork]] = {}
    for course_index, course in enumerate(file.courses):
        for index, item in enumerate(course.items):
            first.setdefault(item.media.id, (f"/courses/{course_index}/items/{index}/media", item.media))
    return dict(first.values())


def drafted(file: MenuFile, owner_id: UserId, slug: str, now: datetime, new_id: NewId) -> Menu:
    """The menu with ids of its own and the file's item keys, still served by the works of the file.

    Raises Invalid and Conflict as any change of a menu does, with pointers into the file.
    """
    empty = Menu(
        id=MenuId(new_id()),
        owner_id=owner_id,
        slug=slug,
        title=file.title,
        description=file.description,
        created_at=now,
        updated_at=now,
    )
    ids = {item.id: new_id() for course in file.courses for item in course.items}
    content = Content(
        courses=tuple(_course(course, ids, new_id()) for course in file.courses),
        pairings=tuple(_pairing(pairing, ids, new_id()) for pairing in file.pairings),
    )
    return replace_content(empty, content, new_id)


def _course(course: CourseView, ids: Mapping[UUID, UUID], course_id: UUID) -> ContentCourse:
    items = tuple(
        ContentItem(ids[item.id], item.media.id, item.item_key, item.annotation) for item in course.items
    )
    return ContentCourse(course_id, course.title, course.intent, items)


def _pairing(pairing: PairingView, ids: Mapping[UUID, UUID], pairing_id: UUID) -> ContentPairing:
    first, second = (ids.get(each, each) for each in (pairing.first_item_id, pairing.second_item_id))
    return ContentPairing(pairing_id, first, second, pairing.relationship, pairing.narrative)


def _became(pointer: str, work: ServedWork, found: FoundWork) -> ImportedWork:
    return ImportedWork(pointer, work.title, found.media_item_id, found.outcome, found.confidence)
