"""Keeps what guests say about drafts; statements name the owner, and policies check it again."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy import ColumnElement, Uuid, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus.guest_tables import draft_notes
from domain.kernel import MenuId
from domain.menus.errors import NoteNotFound
from domain.menus.notes import DraftNote, NotesWanted, NoteTally

ME = func.accounts.current_user_id(type_=Uuid)
ITS = draft_notes.c
NOTE = [ITS[name] for name in DraftNote.__struct_fields__]


class PgDraftNotes:
    """Notes on drafts, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, note: DraftNote) -> None:
        await self._connection.execute(insert(draft_notes), asdict(note))

    async def of(self, menu_id: MenuId, wanted: NotesWanted) -> tuple[DraftNote, ...]:
        query = select(*NOTE).where(_of(menu_id), *_narrowed(wanted))
        rows = await self._connection.execute(query.order_by(ITS.id.desc()).limit(wanted.limit))
        return tuple(DraftNote(**row) for row in rows.mappings())

    async def tally(self, menu_id: MenuId) -> NoteTally:
        resolved = func.count(ITS.resolved_at)
        counts = await self._connection.execute(select(func.count() - resolved, resolved).where(_of(menu_id)))
        return NoteTally(*counts.one())

    async def resolve(self, menu_id: MenuId, note_id: UUID, at: datetime | None) -> DraftNote:
        first = None if at is None else case((ITS.resolved_at.is_(None), at), else_=ITS.resolved_at)
        settle = update(draft_notes).where(_of(menu_id), ITS.id == note_id).values(resolved_at=first)
        row = (await self._connection.execute(settle.returning(*NOTE))).mappings().one_or_none()
        if row is None:
            raise NoteNotFound
        return DraftNote(**row)

    async def remove(self, menu_id: MenuId, note_id: UUID, visit_id: UUID | None = None) -> None:
        narrowing = _narrowed(NotesWanted(visit_id=visit_id))
        remove = delete(draft_notes).where(_of(menu_id), ITS.id == note_id, *narrowing)
        if not (await self._connection.execute(remove)).rowcount:
            raise NoteNotFound

    async def forget(self, menu_id: MenuId) -> None:
        await self._connection.execute(delete(draft_notes).where(_of(menu_id)))


def _of(menu_id: MenuId) -> ColumnElement[bool]:
    return (ITS.menu_id == menu_id) & (ITS.owner_id == ME)


def _narrowed(wanted: NotesWanted) -> list[ColumnElement[bool]]:
    narrowing = []
    if wanted.state is not None:
        narrowing.append(ITS.resolved_at.is_(None) == (wanted.state == "open"))
    if wanted.visit_id is not None:
        narrowing.append(ITS.visit_id == wanted.visit_id)
    if wanted.before is not None:
        narrowing.append(ITS.id < wanted.before)
    return narrowing
