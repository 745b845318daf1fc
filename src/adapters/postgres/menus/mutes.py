"""Keeps from whom curators take no proposals; statements name the curator, policies again."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.menus.errors import ProposalNotFound
from domain.menus.muting import Muted

MADE_TO_ME = "id = :proposal AND curator_id = accounts.current_user_id() AND proposer_id <> curator_id"
ADD = text(f"""
    INSERT INTO menus.mutes (id, curator_id, person_id, created_at)
    SELECT :mute, curator_id, proposer_id, :now FROM menus.proposals WHERE {MADE_TO_ME}
    ON CONFLICT ON CONSTRAINT mutes_curator_id_person_id_uq DO NOTHING""")  # noqa: S608
IS_THERE = text(f"SELECT EXISTS (SELECT FROM menus.proposals WHERE {MADE_TO_ME})")  # noqa: S608
ALL = text("""
    SELECT coalesce(json_agg(json_build_object('id', mute.id, 'created_at', mute.created_at,
        'curator', (SELECT to_json(person) FROM accounts.public_name(mute.person_id) person))
        ORDER BY mute.id DESC), '[]')::text
    FROM (SELECT * FROM menus.mutes WHERE curator_id = accounts.current_user_id()
        ORDER BY id DESC LIMIT :limit) mute""")
REMOVE = text("""
    DELETE FROM menus.mutes WHERE id = :mute AND curator_id = accounts.current_user_id() RETURNING id""")


class PgMutes:
    """The port Mutes, on one connection in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, mute_id: UUID, proposal_id: UUID, now: datetime) -> None:
        facts = {"mute": mute_id, "proposal": proposal_id, "now": now}
        added = await self._connection.execute(ADD, facts)
        if not added.rowcount and not await self._connection.scalar(IS_THERE, {"proposal": proposal_id}):
            raise ProposalNotFound

    async def all(self, limit: int) -> tuple[Muted, ...]:
        found = await self._connection.scalar(ALL, {"limit": limit})
        return msgspec.json.decode(found, type=tuple[Muted, ...])

    async def remove(self, mute_id: UUID) -> bool:
        return await self._connection.scalar(REMOVE, {"mute": mute_id}) is not None
