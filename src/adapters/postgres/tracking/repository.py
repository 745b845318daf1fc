"""Writes states: the work's row is held first, then the state's, as merges do it."""

from msgspec.structs import asdict
from sqlalchemy import ColumnElement, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.tracking.tables import user_item_states as states
from domain.kernel import Actor, MediaItemId
from domain.tracking.errors import StateExists, WorkNotFound
from domain.tracking.model import State
from domain.tracking.ports import StandingWork

# Whoever holds a work so keeps it from being merged; of one that was, the row says into which.
STANDING = text("""
    SELECT id, merged_into, jsonb_build_object('media_type', media_type, 'title', title,
        'release_year', release_year, 'creators', creators) AS snapshot
    FROM catalog.media_items
    WHERE id = :id AND (origin <> 'custom' OR owner_id = :person)
    FOR KEY SHARE""")

COLUMNS = [states.c[name] for name in State.__struct_fields__]


class PgStates:
    """The port States, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def standing(self, actor: Actor, work_id: MediaItemId) -> StandingWork:
        """A survivor may be merged itself while one waits for the row of its loser: so it is held too."""
        found = await self._connection.execute(STANDING, {"id": work_id, "person": actor.user_id})
        row = found.one_or_none()
        if row is None:
            raise WorkNotFound
        if row.merged_into is not None:
            return await self.standing(actor, row.merged_into)
        return StandingWork(row.id, row.snapshot)

    async def get(self, actor: Actor, work_id: MediaItemId) -> State | None:
        query = select(*COLUMNS).where(*_its(actor, work_id)).with_for_update(key_share=True)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return State(**row) if row else None

    async def add(self, actor: Actor, state: State) -> None:
        row = {"user_id": actor.user_id, **asdict(state)}
        key = [states.c.user_id, states.c.media_item_id]
        added = insert(states).values(row).on_conflict_do_nothing(index_elements=key)
        if not (await self._connection.execute(added)).rowcount:
            query = select(states.c.version).where(*_its(actor, state.media_item_id))
            raise StateExists(await self._connection.scalar(query) or 1)

    async def save(self, actor: Actor, state: State) -> None:
        facts = asdict(state)
        its = _its(actor, facts.pop("media_item_id"))
        await self._connection.execute(update(states).where(*its).values(facts))

    async def drop(self, actor: Actor, work_id: MediaItemId) -> None:
        await self._connection.execute(delete(states).where(*_its(actor, work_id)))


def _its(actor: Actor, work_id: MediaItemId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return states.c.user_id == actor.user_id, states.c.media_item_id == work_id
