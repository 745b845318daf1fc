"""Kept answers: a key is claimed before the work and completed after it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.accounts.tables import idempotency_keys as kept
from adapters.postgres.transactions import PgTransactions
from domain.accounts.answers import (
    ABANDONED,
    KEPT,
    Answer,
    Asked,
    KeyReused,
    SecretAlreadyShown,
    StillRunning,
)
from domain.kernel import Actor


class PgAnswers:
    """The answer is not in the transaction of what it tells about.

    A server that dies in between leaves a running row, which may be taken over after `ABANDONED`: what it
    did may then be done a second time. The other order would lose the effect and replay its success.
    """

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def claim(self, actor: Actor, asked: Asked, claim: UUID, now: datetime) -> Answer | None:
        async with self._transactions.open(actor) as connection:
            expired = kept.c.created_at <= now - KEPT
            await connection.execute(delete(kept).where(kept.c.user_id == actor.user_id, expired))
            if await take(connection, actor, asked, claim, now):
                return None
            found = (await connection.execute(select(kept).where(*same_key(actor, asked)))).one_or_none()
        return judged(found, asked)

    async def keep(self, actor: Actor, asked: Asked, claim: UUID, answer: Answer) -> None:
        await self._complete(
            actor,
            asked,
            claim,
            state="answered",
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
        )

    async def keep_id(self, actor: Actor, asked: Asked, claim: UUID, made: str) -> None:
        await self._complete(actor, asked, claim, state="secret", body=made.encode())

    async def release(self, actor: Actor, asked: Asked, claim: UUID) -> None:
        async with self._transactions.open(actor) as connection:
            await connection.execute(delete(kept).where(*same_key(actor, asked), kept.c.claim == claim))

    async def _complete(self, actor: Actor, asked: Asked, claim: UUID, **values: Any) -> None:
        mine = (*same_key(actor, asked), kept.c.claim == claim, kept.c.state == "running")
        async with self._transactions.open(actor) as connection:
            await connection.execute(update(kept).where(*mine).values(values))


async def take(connection: AsyncConnection, actor: Actor, asked: Asked, claim: UUID, now: datetime) -> bool:
    """True for the first one, and for the first that takes over an abandoned row."""
    statement = insert(kept).values(
        user_id=actor.user_id,
        key_hash=asked.key_hash,
        route=asked.route,
        body_hash=asked.body_hash,
        state="running",
        claim=claim,
        created_at=now,
    )
    abandoned = (kept.c.state == "running") & (kept.c.created_at <= now - ABANDONED)
    the_same = tuple_(kept.c.route, kept.c.body_hash) == tuple_(
        statement.excluded.route, statement.excluded.body_hash
    )
    taken = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[kept.c.user_id, kept.c.key_hash],
            set_={"claim": claim, "created_at": now},
            where=abandoned & the_same,
        ).returning(kept.c.claim)
    )
    return taken.one_or_none() is not None


def same_key(actor: Actor, asked: Asked) -> tuple[Any, ...]:
    return kept.c.user_id == actor.user_id, kept.c.key_hash == asked.key_hash


def judged(found: Row[Any] | None, asked: Asked) -> Answer:
    """What the row of an earlier request means for this one; without a row it was released just now."""
    if found is None:
        raise StillRunning
    if (found.route, found.body_hash) != (asked.route, asked.body_hash):
        raise KeyReused
    if found.state == "running":
        raise StillRunning
    if found.state == "secret":
        raise SecretAlreadyShown(found.body.decode())
    return Answer(found.status, tuple((name, value) for name, value in found.headers), found.body)
