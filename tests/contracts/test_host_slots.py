"""All workers together stay below the limit of a host, and jobs never keep people waiting."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.slots import PgHostSlots
from domain.ingestion.upstream.errors import UpstreamBusy
from tests.postgres import Database

PATIENT = 60.0


@pytest.fixture
async def workers(database: Database) -> AsyncIterator[tuple[PgHostSlots, PgHostSlots]]:
    """One of the service and one of the jobs, each with a pool of its own."""
    engines = [
        make_engine(database.url(role), pool_size=4) for role in ("media_menu_app", "media_menu_worker")
    ]
    yield PgHostSlots(engines[0]), PgHostSlots(engines[1])
    for engine in engines:
        await engine.dispose()


def most_in_a_second(moments: Sequence[float]) -> int:
    ordered = sorted(moments)
    return max(sum(start <= each < start + 1 for each in ordered) for start in ordered)


@pytest.mark.parametrize(("per_second", "questions"), [(30, 75), (4, 10)])
async def test_no_second_holds_more_than_the_limit(
    workers: tuple[PgHostSlots, PgHostSlots], per_second: int, questions: int
) -> None:
    asked: list[float] = []

    async def ask(number: int) -> None:
        patience = PATIENT if number % 3 else None
        await workers[number % 2].turn("api.test", per_second, patience)
        asked.append(time.monotonic())

    await asyncio.gather(*(ask(number) for number in range(questions)))
    assert len(asked) == questions
    assert most_in_a_second(asked) <= per_second
    assert max(asked) - min(asked) < 1.6 * questions / per_second + 1, "and the limit is made use of"


async def test_turns_stand_apart_by_what_the_limit_asks_for(
    workers: tuple[PgHostSlots, PgHostSlots],
) -> None:
    asked: list[float] = []

    async def ask(number: int) -> None:
        await workers[number % 2].turn("one-a-second.test", 1, PATIENT)
        asked.append(time.monotonic())

    await asyncio.gather(*(ask(number) for number in range(4)))
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert all(gap >= 1 for gap in gaps), gaps


async def test_hosts_do_not_wait_for_one_another(workers: tuple[PgHostSlots, PgHostSlots]) -> None:
    start = time.monotonic()
    for number in range(8):
        await workers[0].turn(f"host-{number}.test", 0.1, PATIENT)
    assert time.monotonic() - start < 2


async def test_who_has_no_patience_is_told_when_to_come_back(
    workers: tuple[PgHostSlots, PgHostSlots],
) -> None:
    await workers[0].turn("api.test", 0.1, 0)
    start = time.monotonic()
    with pytest.raises(UpstreamBusy) as caught:
        await workers[1].turn("api.test", 0.1, 2)
    assert time.monotonic() - start < 1
    assert 9 <= caught.value.retry_after <= 11


async def test_a_declined_question_takes_no_turn(workers: tuple[PgHostSlots, PgHostSlots]) -> None:
    await workers[0].turn("api.test", 1, 0)
    for _ in range(20):
        with pytest.raises(UpstreamBusy):
            await workers[0].turn("api.test", 1, 0)
    start = time.monotonic()
    await workers[1].turn("api.test", 1, 2)
    assert time.monotonic() - start < 1.3


async def test_however_many_jobs_wait_a_person_is_next(workers: tuple[PgHostSlots, PgHostSlots]) -> None:
    service, jobs = workers
    crowd = [asyncio.create_task(jobs.turn("api.test", 4, None)) for _ in range(40)]
    try:
        await asyncio.sleep(0.5)
        for _ in range(3):
            start = time.monotonic()
            await service.turn("api.test", 4, 1)
            assert time.monotonic() - start < 0.6
            await asyncio.sleep(0.3)
        assert not all(job.done() for job in crowd)
    finally:
        for job in crowd:
            job.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)


async def test_jobs_leave_one_turn_in_four(workers: tuple[PgHostSlots, PgHostSlots]) -> None:
    asked: list[float] = []

    async def ask() -> None:
        await workers[1].turn("api.test", 20, None)
        asked.append(time.monotonic())

    await asyncio.gather(*(ask() for _ in range(40)))
    assert most_in_a_second(asked) <= 15


async def test_a_host_that_asks_for_rest_gets_it_from_everybody(
    workers: tuple[PgHostSlots, PgHostSlots],
) -> None:
    service, jobs = workers
    await service.rest("tired.test", 1.5)
    with pytest.raises(UpstreamBusy):
        await service.turn("tired.test", 100, 0.5)
    start = time.monotonic()
    await asyncio.gather(jobs.turn("tired.test", 100, None), service.turn("tired.test", 100, 5))
    assert time.monotonic() - start >= 1.2


async def test_a_shorter_rest_does_not_end_a_longer_one(workers: tuple[PgHostSlots, PgHostSlots]) -> None:
    await workers[0].rest("tired.test", 60)
    await workers[1].rest("tired.test", 1)
    with pytest.raises(UpstreamBusy) as caught:
        await workers[0].turn("tired.test", 100, 2)
    assert caught.value.retry_after > 50


async def test_waiting_holds_no_connection(
    workers: tuple[PgHostSlots, PgHostSlots], engine: AsyncEngine
) -> None:
    service, _ = workers
    waiting = [asyncio.create_task(service.turn("api.test", 1, PATIENT)) for _ in range(12)]
    await asyncio.sleep(0.5)
    async with asyncio.timeout(1):
        await service.turn("free.test", 1, 0)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
