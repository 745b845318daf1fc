"""Turns of upstream hosts, kept in one row each, so that all workers together stay below a host's limit.

People book turns ahead, as far as their patience goes. Jobs book nothing: they take the turn that is free
right now, and only three in four of those, so that however many jobs wait, a person is next.
"""

import asyncio
import math
import random
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.ingestion.upstream.errors import UpstreamBusy

MARGIN = 1.1
"""Turns stand this much further apart than the limit asks for, since one that is used late comes near to the
next."""

SHARE_OF_JOBS = 0.75
LONGEST_NAP = 5.0
LONGEST_REST = 30.0
"""Jobs wait for turns as long as it takes, but not for a host that asked for a longer rest."""

BOOK = text(
    """
    INSERT INTO ingestion.host_slots AS slot (host, next_at, jobs_next_at)
    VALUES (:host, clock_timestamp() + :every * interval '1 microsecond', clock_timestamp())
    ON CONFLICT (host) DO UPDATE
    SET next_at = greatest(clock_timestamp(), slot.next_at) + :every * interval '1 microsecond'
    WHERE slot.next_at <= clock_timestamp() + :patience * interval '1 microsecond'
    RETURNING extract(epoch FROM next_at - clock_timestamp()) - :every / 1e6
    """
)
TAKE = text(
    """
    INSERT INTO ingestion.host_slots AS slot (host, next_at, jobs_next_at)
    VALUES (:host, clock_timestamp() + :every * interval '1 microsecond',
        clock_timestamp() + :jobs_every * interval '1 microsecond')
    ON CONFLICT (host) DO UPDATE
    SET next_at = clock_timestamp() + :every * interval '1 microsecond',
        jobs_next_at = clock_timestamp() + :jobs_every * interval '1 microsecond'
    WHERE greatest(slot.next_at, slot.jobs_next_at) <= clock_timestamp()
    RETURNING 0
    """
)
FREE_FOR_PEOPLE = text(
    "SELECT extract(epoch FROM next_at - clock_timestamp()) FROM ingestion.host_slots WHERE host = :host"
)
FREE_FOR_JOBS = text(
    """
    SELECT extract(epoch FROM greatest(next_at, jobs_next_at) - clock_timestamp())
    FROM ingestion.host_slots WHERE host = :host
    """
)
REST = text(
    """
    INSERT INTO ingestion.host_slots AS slot (host, next_at, jobs_next_at)
    VALUES (:host, clock_timestamp() + :rest * interval '1 microsecond', clock_timestamp())
    ON CONFLICT (host) DO UPDATE
    SET next_at = greatest(slot.next_at, clock_timestamp() + :rest * interval '1 microsecond')
    """
)


class PgHostSlots:
    """The port Slots. A connection is held for a statement, never while waiting."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def turn(self, host: str, per_second: float, patience: float | None) -> None:
        every = math.ceil(MARGIN / per_second * 1e6)
        if patience is None:
            await self._take(host, every)
        else:
            await self._book(host, every, patience)

    async def rest(self, host: str, seconds: float) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(REST, {"host": host, "rest": math.ceil(seconds * 1e6)})

    async def _book(self, host: str, every: int, patience: float) -> None:
        facts = {"host": host, "every": every, "patience": math.ceil(patience * 1e6)}
        wait = await self._ask(BOOK, facts)
        if wait is None:
            free_in = await self._ask(FREE_FOR_PEOPLE, {"host": host}) or 0
            raise UpstreamBusy("Too many questions are waiting for this upstream.", math.ceil(free_in))
        await asyncio.sleep(max(0, wait))

    async def _take(self, host: str, every: int) -> None:
        facts = {"host": host, "every": every, "jobs_every": math.ceil(every / SHARE_OF_JOBS)}
        while await self._ask(TAKE, facts) is None:
            free_in = await self._ask(FREE_FOR_JOBS, {"host": host}) or 0
            if free_in > LONGEST_REST:
                raise UpstreamBusy("This upstream wants to be left alone for now.", math.ceil(free_in))
            nap = min(max(0, free_in), LONGEST_NAP)
            await asyncio.sleep(nap + random.uniform(0, every / 1e6))  # noqa: S311 - so that jobs do not wake at once

    async def _ask(self, statement: Any, facts: dict[str, Any]) -> float | None:
        async with self._engine.connect() as connection:
            answer = (await connection.execute(statement, facts)).scalar_one_or_none()
        return None if answer is None else float(answer)
