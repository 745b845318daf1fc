"""Notes on drafts: left by guests, resolved by the curator."""

from collections.abc import Iterable
from uuid import UUID

from msgspec.structs import replace

from domain.kernel import Actor, Begin, Clock, MenuId, NewId
from domain.menus import notes
from domain.menus.commands import NewNote
from domain.menus.errors import AnchorUnknown, MenuNotFound, NotesNotAllowed, TooMany
from domain.menus.notes import MOST_NOTES, DraftNote, NotesWanted, NoteTally, NoteView
from domain.menus.ports import Attempts, SharedDrafts, Workspace
from domain.menus.sharing import SharedDraft


class Reviewing:
    """The curator sees every note; a guest sees those of the own visit."""

    def __init__(
        self,
        begin: Begin[Workspace],
        drafts: SharedDrafts,
        attempts: Attempts,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._begin = begin
        self._drafts = drafts
        self._attempts = attempts
        self._clock = clock
        self._new_id = new_id

    async def leave(self, visit: UUID, digest: bytes, wish: NewNote) -> DraftNote:
        """A note by a visit, whose link is checked again.

        Raises MenuNotFound, NotesNotAllowed, TextInvalid, AnchorUnknown, TooMany, and Busy after too many.
        """
        now = self._clock()
        draft = await self._drafts.visit(visit, digest, now)
        if draft is None:
            raise MenuNotFound
        if not draft.takes_notes:
            raise NotesNotAllowed
        note = DraftNote(
            id=self._new_id(),
            menu_id=draft.menu_id,
            owner_id=draft.owner_id,
            token_id=draft.token_id,
            visit_id=visit,
            author_name=wish.author_name,
            anchor_kind=wish.anchor_kind,
            anchor_id=wish.anchor_id,
            anchor_title="",
            body=wish.body,
            created_at=now,
        )
        await self._attempts.claim([f"note {visit}"], notes.NOTES_OF_A_VISIT, notes.VISIT_WINDOW, now)
        by_link = f"notes by {draft.token_id}"
        await self._attempts.claim([by_link], notes.NOTES_BY_A_LINK, notes.LINK_WINDOW, now)
        return await self._keep(draft, note)

    async def take_back(self, visit: UUID, digest: bytes, note_id: UUID) -> None:
        """A note of the same visit, for good, as long as it lasts. Raises MenuNotFound, NoteNotFound."""
        draft = await self._drafts.visit(visit, digest, self._clock())
        if draft is None:
            raise MenuNotFound
        async with self._begin(Actor(draft.owner_id)) as work:
            await work.notes.remove(draft.menu_id, note_id, visit)

    async def of_visit(self, draft: SharedDraft, visit: UUID) -> tuple[DraftNote, ...]:
        """What was left in a visit that is known to be good, newest first."""
        async with self._begin(Actor(draft.owner_id)) as work:
            return await work.notes.of(draft.menu_id, NotesWanted(visit_id=visit))

    async def notes(self, actor: Actor, menu_id: MenuId, wanted: NotesWanted) -> tuple[NoteView, ...]:
        """Newest first. Raises MenuNotFound."""
        async with self._begin(actor) as work:
            return await _seen(work, menu_id, await work.notes.of(menu_id, wanted))

    async def tally(self, actor: Actor, menu_id: MenuId) -> NoteTally:
        """How many of one's own menu; none of any other."""
        async with self._begin(actor) as work:
            return await work.notes.tally(menu_id)

    async def resolve(self, actor: Actor, menu_id: MenuId, note_id: UUID, *, is_resolved: bool) -> NoteView:
        """Done with, or open again; asked for twice, it keeps the first moment. Raises NoteNotFound."""
        async with self._begin(actor) as work:
            note = await work.notes.resolve(menu_id, note_id, self._clock() if is_resolved else None)
            [view] = await _seen(work, menu_id, [note])
            return view

    async def remove(self, actor: Actor, menu_id: MenuId, note_id: UUID) -> None:
        """For good, its guest does not see it any more either. Raises NoteNotFound."""
        async with self._begin(actor) as work:
            await work.notes.remove(menu_id, note_id)

    async def _keep(self, draft: SharedDraft, note: DraftNote) -> DraftNote:
        """Whoever holds the menu's row counts alone."""
        async with self._begin(Actor(draft.owner_id)) as work:
            await work.menus.get(draft.menu_id, None)
            title = notes.anchors(await work.menus.view(draft.menu_id)).get(note.anchor)
            if title is None:
                raise AnchorUnknown
            tally = await work.notes.tally(draft.menu_id)
            if tally.open + tally.resolved >= MOST_NOTES:
                raise TooMany(f"A menu has room for {MOST_NOTES} notes; its curator can make some.")
            kept = replace(note, anchor_title=title[: notes.TITLE])
            await work.notes.add(kept)
            return kept


async def _seen(work: Workspace, menu_id: MenuId, found: Iterable[DraftNote]) -> tuple[NoteView, ...]:
    standing = notes.anchors(await work.menus.view(menu_id))
    labels = {link.id: link.label for link in await work.share_links.of(menu_id)}
    return tuple(notes.seen(note, standing, labels) for note in found)
