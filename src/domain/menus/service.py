"""What a curator does to a working copy: begin, get, change, save."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from domain.kernel import Actor, Begin, Clock, MediaItemId, MenuId, NewId
from domain.menus import adding, changes
from domain.menus.commands import Content, Duplicate, MenuChange, NewCourse, NewItem, NewMenu, NewPairing
from domain.menus.duplicating import copied
from domain.menus.errors import WorkUnknown
from domain.menus.model import Course, CourseItem, Menu, Pairing
from domain.menus.ports import MakeSlug, Menus, Workspace
from domain.menus.remembering import remember
from domain.menus.replacing import replace_content
from domain.menus.revisions import content_of, loses_much
from domain.menus.views import MenuView

Change = Callable[[Menu], Menu]
Version = int | None
"""The version the curator saw: a menu that has moved on raises Stale. None takes any."""


class Curating:
    """The working copy, up to publishing. Edits give the menu as it stands after them."""

    def __init__(self, begin: Begin[Workspace], clock: Clock, new_id: NewId, make_slug: MakeSlug) -> None:
        self._begin = begin
        self._clock = clock
        self._new_id = new_id
        self._make_slug = make_slug

    async def create(self, actor: Actor, new: NewMenu) -> MenuView:
        now = self._clock()
        menu = Menu(
            id=MenuId(self._new_id()),
            owner_id=actor.user_id,
            slug=self._make_slug(new.title),
            title=new.title,
            description=new.description,
            created_at=now,
            updated_at=now,
        )
        async with self._begin(actor) as work:
            await work.menus.add(menu)
            return await work.menus.view(menu.id)

    async def duplicate(self, actor: Actor, menu_id: MenuId, wish: Duplicate) -> MenuView:
        """A new draft with the same courses, works, notes and pairings, every one with an id of its own."""
        async with self._begin(actor) as work:
            original = await work.menus.get(menu_id, None)
            slug = self._make_slug(wish.title or original.title)
            copy = copied(original, wish.title, slug, self._clock(), self._new_id)
            bare = copy.changed(courses=(), pairings=())
            copy = await _with_standing_works(work.menus, bare, copy, None)
            await work.menus.add(copy)
            return await work.menus.view(copy.id)

    async def archive(self, actor: Actor, menu_id: MenuId) -> None:
        """Take the menu out of the list; whoever reads or edits it does not notice."""
        async with self._begin(actor) as work:
            await work.menus.archive(menu_id, self._clock())

    async def unarchive(self, actor: Actor, menu_id: MenuId) -> None:
        """Bring it back into the list."""
        async with self._begin(actor) as work:
            await work.menus.archive(menu_id, None)

    async def change(self, actor: Actor, menu_id: MenuId, version: Version, wish: MenuChange) -> MenuView:
        """Change title, description or visibility; readers of a published menu feel the last at once."""
        now = self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            changed = changes.next_version(changes.change_details(menu, wish), now)
            await remember(work, menu, now)
            await work.menus.save(changed)
            if changed.visibility != menu.visibility:
                await work.editions.show(changed)
            return await work.menus.view(menu_id)

    async def delete(self, actor: Actor, menu_id: MenuId, version: Version) -> None:
        """Take the menu away; the address of a menu that had been public answers 410 from now on."""
        now = self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            deleted = changes.next_version(menu.changed(deleted_at=now, status="draft"), now)
            await work.menus.save(deleted)
            await work.editions.withdraw(deleted, now)  # holds the credits of forks: before proposals, always
            await work.proposals.forget(menu_id)
            await work.revisions.forget(menu_id)
            await work.notes.forget(menu_id)

    async def edit(
        self,
        actor: Actor,
        menu_id: MenuId,
        version: Version,
        change: Change,
        work_pointer: str | None = None,
    ) -> MenuView:
        """Make any of `domain.menus.changes`. `work_pointer` is where a work that is not known was named."""
        now = self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            changed = changes.next_version(change(menu), now)
            changed = await _with_standing_works(work.menus, menu, changed, work_pointer)
            await remember(work, menu, now, at_any_rate=loses_much(menu, changed))
            await work.menus.save(changed)
            return await work.menus.view(menu_id)

    async def restore(self, actor: Actor, menu_id: MenuId, version: Version, revision: int) -> MenuView:
        """Put the menu as it was at a kept version in place of what stands; that is kept, to go back to.

        Title and description come back too; status and visibility stay. Raises RevisionNotFound.
        """
        now = self._clock()
        async with self._begin(actor) as work:
            menu = await work.menus.get(menu_id, version)
            past = await work.revisions.view(menu_id, revision)
            restored = replace_content(menu, content_of(past), self._new_id)
            restored = restored.changed(title=past.title, description=past.description)
            restored = await _with_standing_works(work.menus, menu, restored, None)
            await remember(work, menu, now, at_any_rate=True)
            await work.menus.save(changes.next_version(restored, now))
            return await work.menus.view(menu_id)

    async def add_course(
        self, actor: Actor, menu_id: MenuId, version: Version, new: NewCourse
    ) -> tuple[MenuView, UUID]:
        course = Course(new.id or self._new_id(), new.title, new.intent)
        change = partial(adding.add_course, course=course, position=new.position)
        return await self.edit(actor, menu_id, version, change), course.id

    async def add_item(
        self, actor: Actor, menu_id: MenuId, version: Version, course_id: UUID, new: NewItem
    ) -> tuple[MenuView, UUID]:
        item = CourseItem(
            new.id or self._new_id(), new.item_key or self._new_id(), new.media_item_id, new.annotation
        )
        change = partial(adding.add_item, course_id=course_id, item=item, position=new.position)
        return await self.edit(actor, menu_id, version, change, "/media_item_id"), item.id

    async def add_items(
        self, actor: Actor, menu_id: MenuId, version: Version, course_id: UUID, works: Sequence[MediaItemId]
    ) -> MenuView:
        """Many works at the end of a course, in one change of the menu."""
        items = [CourseItem(self._new_id(), self._new_id(), work) for work in works]
        change = partial(changes.place_items, course_id=course_id, items=items)
        return await self.edit(actor, menu_id, version, change)

    async def add_pairing(
        self, actor: Actor, menu_id: MenuId, version: Version, new: NewPairing
    ) -> tuple[MenuView, UUID]:
        works = (new.first_item_id, new.second_item_id)
        pairing = Pairing(new.id or self._new_id(), *works, new.relationship, new.narrative)
        change = partial(adding.add_pairing, pairing=pairing, position=new.position)
        return await self.edit(actor, menu_id, version, change), pairing.id

    async def replace_content(
        self, actor: Actor, menu_id: MenuId, version: Version, content: Content
    ) -> MenuView:
        """Put a whole document in place of all courses and pairings."""
        change = partial(replace_content, content=content, new_id=self._new_id)
        return await self.edit(actor, menu_id, version, change)


async def _with_standing_works(menus: Menus, before: Menu, after: Menu, pointer: str | None) -> Menu:
    """The menu with the survivor in place of any added work that was merged. Raises WorkUnknown."""
    added = _works_of(after) - _works_of(before)
    standing = await menus.standing_works(added) if added else {}
    if unknown := added - standing.keys():
        raise WorkUnknown(*((pointer,) if pointer else _pointers_to(after, unknown)))
    return changes.serve_instead(after, standing)


def _works_of(menu: Menu) -> frozenset[MediaItemId]:
    return frozenset(item.media_item_id for item in menu.items())


def _pointers_to(menu: Menu, works: frozenset[MediaItemId]) -> tuple[str, ...]:
    return tuple(
        f"/courses/{course_index}/items/{index}/media_item_id"
        for course_index, course in enumerate(menu.courses)
        for index, item in enumerate(course.items)
        if item.media_item_id in works
    )
