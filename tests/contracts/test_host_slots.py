"""All workers together stay below the limit of a host, and jobs never keep people waiting."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest
from uuid_utils.compat import uuid4

from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.slots import MARGIN, PgHostSlots
from domain.ingestion.upstream.errors import UpstreamBusy
from tests.postgres import Database, superuser
from tests.service import PATIENCE, until

Workers = tuple[PgHostSlots, PgHostSlots]

FOR_EVER = 100_000.0
SELDOM = 0.001
"""A question in a quarter of an hour: however slow the machine is, the next turn is still to come."""
POOL = 4

NOTED = """
    CREATE TABLE ingestion.turns_given (host text, next_at timestamptz, at timestamptz);
    CREATE FUNCTION ingestion.note_turn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        INSERT INTO ingestion.turns_given VALUES (NEW.host, NEW.next_at, clock_timestamp());
        RETURN NULL;
    END $$;
    CREATE TRIGGER note_turn AFTER INSERT OR UPDATE ON ingestion.host_slots
    FOR EACH ROW EXECUTE FUNCTION ingestion.note_turn();
"""
FORGOTTEN = """
    DROP TRIGGER note_turn ON ingestion.host_slots;
    DROP FUNCTION ingestion.note_turn();
    DROP TABLE ingestion.turns_given;
"""
GIVEN = """
    SELECT extract(epoch FROM next_at)::float, extract(epoch FROM at)::float
    FROM ingestion.turns_given WHERE host = $1 ORDER BY next_at
"""


@pytest.fixture(scope="module")
async def noting(shared_database: Database) -> AsyncIterator[Database]:
    """A database that notes each turn when it gives it: by that clock, no machine is too slow."""
    async with superuser(shared_database) as connection:
        await connection.execute(NOTED)
        yield shared_database
        await connection.execute(FORGOTTEN)


@pytest.fixture
async def workers(noting: Database) -> AsyncIterator[Workers]:
    """One of the service and one of the jobs, each with a pool of its own."""
    engines = [
        make_engine(noting.url(role), pool_size=POOL) for role in ("media_menu_app", "media_menu_worker")
    ]
    yield PgHostSlots(engines[0]), PgHostSlots(engines[1])
    for engine in engines:
        await engine.dispose()


@pytest.fixture
def host() -> str:
    """Nobody has asked it before."""
    return f"{uuid4()}.test"


async def given(database: Database, host: str) -> list[tuple[float, float]]:
    """Of each turn in order: when the next one may be, and when it was given."""
    async with superuser(database) as connection:
        return [(row[0], row[1]) for row in await connection.fetch(GIVEN, host)]


def most_in_a_second(moments: Sequence[float]) -> int:
    return max(sum(start <= each < start + 1 for each in moments) for start in moments)


@asynccontextmanager
async def waiting(slots: PgHostSlots, host: str, count: int, per_second: float, patience: float | None):  # type: ignore[no-untyped-def]
    """So many who want a turn, until the block is left."""
    tasks = [asyncio.create_task(slots.turn(host, per_second, patience)) for _ in range(count)]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize(("per_second", "questions"), [(30, 45), (4, 7)])
async def test_no_second_holds_more_than_the_limit(
    noting: Database, workers: Workers, host: str, per_second: int, questions: int
) -> None:
    async def ask(number: int) -> float:
        await workers[number % 2].turn(host, per_second, FOR_EVER if number % 3 else None)
        return time.time()

    came = sorted(await asyncio.gather(*(ask(number) for number in range(questions))))
    turns = [next_at - MARGIN / per_second for next_at, _ in await given(noting, host)]
    assert len(turns) == questions
    assert most_in_a_second(turns) <= per_second
    assert all(at >= turn - 0.01 for at, turn in zip(came, turns, strict=True)), "nobody comes too soon"


async def test_turns_that_people_book_stand_just_as_far_apart_as_the_limit_asks_for(
    noting: Database, workers: Workers, host: str
) -> None:
    async def all_have_booked() -> bool:
        return len(await given(noting, host)) == 6

    async with (
        waiting(workers[0], host, 3, SELDOM, FOR_EVER),
        waiting(workers[1], host, 3, SELDOM, FOR_EVER),
    ):
        await until(all_have_booked)
    turns = [next_at for next_at, _ in await given(noting, host)]
    assert [later - earlier for earlier, later in pairwise(turns)] == pytest.approx([MARGIN / SELDOM] * 5)


async def test_hosts_do_not_wait_for_one_another(workers: Workers, host: str) -> None:
    async with asyncio.timeout(PATIENCE):
        for number in range(8):
            await workers[0].turn(f"{number}.{host}", SELDOM, FOR_EVER)


async def test_who_has_no_patience_is_told_when_to_come_back(workers: Workers, host: str) -> None:
    await workers[0].turn(host, SELDOM, 0)
    with pytest.raises(UpstreamBusy) as caught:
        await asyncio.wait_for(workers[1].turn(host, SELDOM, 2), PATIENCE)
    assert 1_000 <= caught.value.retry_after <= 1_100


async def test_a_declined_question_takes_no_turn(noting: Database, workers: Workers, host: str) -> None:
    await workers[0].turn(host, SELDOM, 0)
    for _ in range(20):
        with pytest.raises(UpstreamBusy):
            await workers[0].turn(host, SELDOM, 0)
    assert len(await given(noting, host)) == 1


async def test_however_many_jobs_wait_a_person_is_next(noting: Database, workers: Workers, host: str) -> None:
    service, jobs = workers

    async def a_job_was_first() -> bool:
        return bool(await given(noting, host))

    async with waiting(jobs, host, 40, 2, None) as crowd:
        await until(a_job_was_first)
        for _ in range(2):
            await service.turn(host, 2, MARGIN / 2)
        assert not all(job.done() for job in crowd)


async def test_jobs_leave_one_turn_in_four(noting: Database, workers: Workers, host: str) -> None:
    await asyncio.gather(*(workers[1].turn(host, 20, None) for _ in range(25)))
    turns = await given(noting, host)
    assert most_in_a_second([next_at for next_at, _ in turns]) <= 15
    assert all(next_at <= at + MARGIN / 20 for next_at, at in turns), "no job books a turn ahead"


async def test_a_host_that_asks_for_rest_gets_it_from_everybody(workers: Workers, host: str) -> None:
    service, jobs = workers
    start = time.monotonic()
    await service.rest(host, 1.5)
    await asyncio.gather(jobs.turn(host, 100, None), service.turn(host, 100, 5))
    assert time.monotonic() - start >= 1.4
    await jobs.rest(host, 1_000)
    with pytest.raises(UpstreamBusy):
        await service.turn(host, 100, 500)


async def test_a_shorter_rest_does_not_end_a_longer_one(workers: Workers, host: str) -> None:
    await workers[0].rest(host, 1_000)
    await workers[1].rest(host, 1)
    with pytest.raises(UpstreamBusy) as caught:
        await workers[0].turn(host, 100, 2)
    assert caught.value.retry_after > 900


async def test_waiting_holds_no_connection(noting: Database, workers: Workers, host: str) -> None:
    async def all_have_booked() -> bool:
        return len(await given(noting, host)) == 3 * POOL

    async with waiting(workers[0], host, 3 * POOL, SELDOM, FOR_EVER):
        await until(all_have_booked)


async def test_a_job_does_not_wait_for_a_host_that_rests(workers: list[PgHostSlots], host: str) -> None:
    await workers[0].rest(host, 3_600)
    with pytest.raises(UpstreamBusy) as busy:
        await asyncio.wait_for(workers[1].turn(host, 100, None), PATIENCE)
    assert 3_500 < busy.value.retry_after <= 3_600
