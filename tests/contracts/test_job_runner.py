"""A worker in this process, on a real queue: what it does with jobs, and what it leaves behind."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from pgqueuer.domain.models import Job as PickedJob
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid4

from adapters.postgres.engine import make_engine
from adapters.postgres.jobs.held import PgHeldJob
from adapters.postgres.jobs.ledger import PgJobLedger
from adapters.postgres.jobs.pgqueuer import queries_on
from adapters.postgres.jobs.runner import PgJobRunner
from adapters.postgres.outages import is_outage
from app.services import REFUSALS
from app.workers.execution import Outcome, Workbench
from domain.jobs import JobId, JobLost, Reason, TryAgain
from tests.jobs import Pour, ask_for, cups, poured, set_the_table, transactions_of
from tests.postgres import Database, superuser
from tests.service import PATIENCE, until

Work = Callable[[Pour, PgHeldJob], Awaitable[None]]
WHY = Reason("gone", "It is gone.")


@pytest.fixture
async def table(database: Database) -> Database:
    await set_the_table(database)
    return database


class Worker:
    def __init__(self, database: Database, engine: AsyncEngine, work: Work, patience: float) -> None:
        self.outcomes: list[Outcome] = []
        self.stop = asyncio.Event()
        bench = Workbench({Pour: work}, is_outage, lambda _, outcome, __: self.outcomes.append(outcome))
        runner = PgJobRunner(
            database.url("media_menu_worker"),
            engine,
            REFUSALS,
            at_once=4,
            lost_after=timedelta(seconds=20),
            patience=timedelta(seconds=patience),
        )
        self.running = asyncio.create_task(runner.run(bench.kinds, bench.carry_out, self.stop))

    async def end(self) -> None:
        self.stop.set()
        await asyncio.wait_for(self.running, PATIENCE)


@asynccontextmanager
async def working(database: Database, work: Work, patience: float = 10) -> AsyncIterator[Worker]:
    engine = make_engine(database.url("media_menu_worker"), pool_size=6)
    worker = Worker(database, engine, work, patience)
    try:
        yield worker
        await worker.end()
    finally:
        worker.running.cancel()
        await engine.dispose()


async def pour(job: Pour, held: PgHeldJob) -> None:
    async with held.finishing.open(None) as connection:
        await poured(connection, job.number, 1)
        await asyncio.sleep(job.seconds)


async def queue(database: Database) -> list[dict[str, Any]]:
    statement = "SELECT id, status, attempts, execute_after > now() AS waits FROM jobs.pgqueuer ORDER BY id"
    async with superuser(database) as connection:
        return [dict(row) for row in await connection.fetch(statement)]


async def steps(database: Database) -> list[str]:
    async with superuser(database) as connection:
        return [
            row["status"]
            for row in await connection.fetch("SELECT status FROM jobs.pgqueuer_log ORDER BY id")
        ]


def seen(database: Database, status: str | None) -> Callable[[], Awaitable[bool]]:
    """Whether the only job stands so; None when it is over."""

    async def look() -> bool:
        return [each["status"] for each in await queue(database)] == ([status] if status else [])

    return look


async def test_jobs_take_effect_once_and_leave_the_queue(table: Database) -> None:
    async with working(table, pour) as worker:
        await ask_for(table, [Pour(each) for each in range(25)])
        await until(seen(table, None))
    assert await cups(table) == list(range(25))
    assert worker.outcomes == ["done"] * 25
    assert (await steps(table)).count("successful") == 25


async def test_no_more_run_at_once_than_were_asked_for(table: Database) -> None:
    now, most = 0, 0
    four = asyncio.Event()

    async def count(job: Pour, held: PgHeldJob) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == 4:
            four.set()
        await four.wait()
        await asyncio.sleep(0.05)  # time for a fifth, if there were one
        now -= 1

    await ask_for(table, [Pour(each) for each in range(20)])
    async with working(table, count):
        await until(seen(table, None))
    assert most == 4


async def test_a_passing_fault_puts_the_job_back_for_later_without_its_effect(table: Database) -> None:
    async def stumble(job: Pour, held: PgHeldJob) -> None:
        async with held.finishing.open(None) as connection:
            await poured(connection, job.number, 1)
            raise TryAgain("away", "The upstream is away.")

    await ask_for(table, [Pour(1)])
    async with working(table, stumble) as worker:
        await until(seen(table, "queued"))
        await until(lambda: asyncio.sleep(0, bool(worker.outcomes)))
    (job,) = await queue(table)
    assert (job["attempts"], job["waits"], worker.outcomes) == (1, True, ["retried"])
    assert await cups(table) == []


async def test_a_fault_that_stays_keeps_the_job_with_its_reason(table: Database) -> None:
    async def spill(job: Pour, held: PgHeldJob) -> None:
        raise RuntimeError("password=s3cret")

    (job_id,) = await ask_for(table, [Pour(1)])
    async with working(table, spill):
        await until(seen(table, "failed"))
    async with transactions_of(table, "media_menu_admin") as office:
        view = await PgJobLedger(office).job(JobId(job_id or 0))
    assert (view.status, view.attempts, view.reason and view.reason.code) == ("failed", 1, "internal")
    async with superuser(table) as connection:
        kept = await connection.fetchval("SELECT string_agg(traceback::text, '') FROM jobs.pgqueuer_log")
    assert "RuntimeError" in kept
    assert "s3cret" not in kept


async def test_a_job_that_is_called_off_while_it_runs_leaves_no_effect(table: Database) -> None:
    (job_id,) = await ask_for(table, [Pour(1, seconds=60)])
    async with working(table, pour) as worker, transactions_of(table, "media_menu_admin") as office:
        await until(seen(table, "picked"))
        assert await PgJobLedger(office).cancel(JobId(job_id or 0))
        await until(lambda: asyncio.sleep(0, worker.outcomes == ["stopped"]))
    assert await cups(table) == []
    assert await steps(table) == ["queued", "picked", "canceled"]


async def test_a_worker_that_is_out_of_patience_gives_back_what_it_holds(table: Database) -> None:
    await ask_for(table, [Pour(1, seconds=60)])
    async with working(table, pour, patience=0.2):
        await until(seen(table, "picked"))
    (job,) = await queue(table)
    assert (job["status"], job["attempts"], job["waits"]) == ("queued", 0, False)
    async with working(table, lambda job, held: pour(Pour(job.number), held)):
        await until(seen(table, None))
    assert await cups(table) == [1]


async def test_a_worker_whose_connections_broke_goes_on(table: Database) -> None:
    async with working(table, pour) as worker:
        await ask_for(table, [Pour(1)])
        await until(seen(table, None))
        async with superuser(table) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'media_menu_worker'"
            )
        await ask_for(table, [Pour(2)])
        await until(seen(table, None))
        assert not worker.running.done()
    assert await cups(table) == [1, 2]


async def test_a_use_case_that_ran_before_the_end_counts_for_a_second_one_too(table: Database) -> None:
    async def twice(job: Pour, held: PgHeldJob) -> None:
        for _ in range(2):
            await pour(job, held)

    await ask_for(table, [Pour(1)])
    async with working(table, twice) as worker:
        await until(seen(table, None))
        await until(lambda: asyncio.sleep(0, worker.outcomes == ["failed"]))
    assert await cups(table) == [1]


@pytest.fixture
async def held(table: Database) -> AsyncIterator[PgHeldJob]:
    """A job that one worker took, and that another has by now."""
    await ask_for(table, [Pour(1)])
    engine = make_engine(table.url("media_menu_worker"), pool_size=2)
    async with superuser(table) as connection:
        picks = "UPDATE jobs.pgqueuer SET status = 'picked', queue_manager_id = $1 RETURNING *"
        picked = PickedJob.model_validate(dict(await connection.fetchrow(picks, uuid4())))
        await connection.execute("UPDATE jobs.pgqueuer SET queue_manager_id = $1", uuid4())
    yield PgHeldJob(engine, REFUSALS, picked)
    await engine.dispose()


async def test_who_lost_a_job_cannot_finish_it_and_its_effect_is_undone(
    table: Database, held: PgHeldJob
) -> None:
    with pytest.raises(JobLost):
        await pour(Pour(1), held)
    with pytest.raises(JobLost):
        await held.finish()
    assert await cups(table) == []
    assert [each["status"] for each in await queue(table)] == ["picked"]


@pytest.mark.parametrize(
    "let_go",
    [
        lambda held: held.fail(WHY),
        lambda held: held.try_again(timedelta(0), WHY),
        lambda held: held.give_back(),
    ],
    ids=["fail", "try again", "give back"],
)
async def test_who_lost_a_job_cannot_let_go_of_it(
    table: Database, held: PgHeldJob, let_go: Callable[[PgHeldJob], Awaitable[None]]
) -> None:
    before = await queue(table)
    await let_go(held)
    assert await queue(table) == before
    assert await steps(table) == ["queued"]


async def test_pgqueuers_own_reading_understands_what_is_kept(table: Database, held: PgHeldJob) -> None:
    async with superuser(table) as connection:
        await connection.execute("UPDATE jobs.pgqueuer SET queue_manager_id = $1", held._mine["holder"])
        await held.fail(WHY)
        log = await queries_on(connection).job_log_history(held.id)  # type: ignore[arg-type]
    assert log[-1].traceback is not None
    assert (log[-1].traceback.exception_type, log[-1].traceback.exception_message) == (WHY.code, WHY.message)


async def test_a_worker_that_hung_leaves_the_job_to_whoever_has_it_by_now(table: Database) -> None:
    other = uuid4()

    async def hang(job: Pour, held: PgHeldJob) -> None:
        async with superuser(table) as connection:
            await connection.execute("UPDATE jobs.pgqueuer SET queue_manager_id = $1", other)

    await ask_for(table, [Pour(1)])
    async with working(table, hang) as worker:
        await until(lambda: asyncio.sleep(0, worker.outcomes == ["lost"]))
    assert [each["status"] for each in await queue(table)] == ["picked"]
    assert await steps(table) == ["queued", "picked"]
