"""Real worker processes: what a kill in the middle of work does to it, and how a worker stops."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import psutil
import pytest

from adapters.embedded import EmbeddedPostgres
from app.workers.schedules import SCHEDULES
from domain.jobs import Job
from tests.jobs import Fill, Pour, ask_for, cups, set_the_table
from tests.ops.a_worker import work
from tests.ops.running import PATIENCE, PROGRAM, Service, environment, free_port, run
from tests.ops.test_embedded import ask as scalar
from tests.postgres import Database, as_superuser

JOBS = 120
LEFT = "SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint IN ('pour', 'fill')"
"""Those of schedules wait for a worker that knows them."""
DONE = "SELECT count(*) FROM jobs.pgqueuer_log WHERE status = 'successful'"
RUNNING = "SELECT count(*) FROM jobs.pgqueuer WHERE status = 'picked'"
HELD_BY = "SELECT count(DISTINCT queue_manager_id) FROM jobs.pgqueuer WHERE status = 'picked'"


class Worker:
    """A process; its log is what it wrote so far."""

    def __init__(self, process: BaseProcess, output: Path) -> None:
        self.process = process
        self._output = output

    @property
    def log(self) -> str:
        return self._output.read_text() if self._output.exists() else ""

    def send(self, number: signal.Signals) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def ended_by(self, number: signal.Signals) -> int | None:
        """The exit code that it answers the signal with."""
        self.send(number)
        self.process.join(PATIENCE)
        return self.process.exitcode


@cache
def cradle() -> ForkServerContext:
    """Processes that have imported already what workers import: most of what a start takes."""
    context = get_context("forkserver")
    context.set_forkserver_preload([work.__module__])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context


@contextmanager
def worker(database: Database, place: Path, name: str = "worker", **settings: object) -> Iterator[Worker]:
    """Takes jobs when this is entered."""
    addresses = {
        "DATABASE_URL": database.url("media_menu_app"),
        "WORKER_DATABASE_URL": database.url("media_menu_worker"),
    }
    chosen = environment(**(addresses | {"JOBS_LOST_AFTER": 2, "LOG_FORMAT": "json"} | settings))
    output = place / f"{name}.out"
    process = cradle().Process(target=work, args=(chosen, output))
    process.start()
    started = Worker(process, output)
    try:
        wait_for(lambda: "worker takes jobs" in started.log or not process.is_alive())
        assert process.is_alive(), started.log
        yield started
    finally:
        process.kill()
        process.join()


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def asked(database: Database, statement: str) -> int:
    return int(asyncio.run(as_superuser(database, statement)))


def ask(database: Database, jobs: Sequence[Job]) -> None:
    asyncio.run(set_the_table(database))
    asyncio.run(ask_for(database, jobs))


@pytest.mark.parametrize("kind", [Pour, Fill], ids=["finishing with its effect", "safe to run again"])
def test_killing_a_worker_in_the_middle_loses_and_doubles_nothing(
    database: Database, place: Path, kind: type[Pour] | type[Fill]
) -> None:
    with worker(database, place, "one") as one, worker(database, place, "two"):
        ask(database, [kind(number, 0.2) for number in range(JOBS)])
        wait_for(lambda: asked(database, HELD_BY) == 2 and asked(database, LEFT) < JOBS - 4)
        one.ended_by(signal.SIGKILL)
        assert asked(database, RUNNING) > 0
        wait_for(lambda: asked(database, LEFT) == 0)
    assert asyncio.run(cups(database)) == list(range(JOBS))
    taken = "SELECT count(*) FROM jobs.pgqueuer_log WHERE status = 'picked'"
    assert asked(database, taken) > JOBS, "the kill came too late to leave anything behind"
    assert asked(database, DONE) == JOBS


def test_a_worker_that_was_stopped_still_does_not_finish_what_another_has_taken(
    database: Database, place: Path
) -> None:
    """SIGSTOP is a machine that hangs: it wakes up believing that its job is its own."""
    with worker(database, place, "one") as one, worker(database, place, "two") as two:
        ask(database, [Pour(1, 1.5)])
        wait_for(lambda: asked(database, RUNNING) == 1)
        holder = one if one_holds(database, one) else two
        holder.send(signal.SIGSTOP)
        wait_for(lambda: asked(database, LEFT) == 0)
        holder.send(signal.SIGCONT)
        wait_for(lambda: '"outcome":"lost"' in holder.log)
    assert asyncio.run(cups(database)) == [1]


def one_holds(database: Database, one: Worker) -> bool:
    holder = asyncio.run(
        as_superuser(database, "SELECT queue_manager_id FROM jobs.pgqueuer WHERE status = 'picked'")
    )
    return str(holder) in one.log


def victim_took(database: Database) -> int:
    return asked(database, "SELECT count(*) FROM jobs.pgqueuer_log WHERE status = 'picked'")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_worker_that_is_told_to_stop_finishes_what_it_holds_and_takes_no_more(
    database: Database, place: Path, number: signal.Signals
) -> None:
    ask(database, [Pour(each, 0.8) for each in range(20)])
    with worker(database, place, JOBS_AT_ONCE=2) as only:
        wait_for(lambda: asked(database, RUNNING) == 2)
        assert only.ended_by(number) == 0
        assert "worker stopped" in only.log
    assert asked(database, RUNNING) == 0
    assert 2 <= len(asyncio.run(cups(database))) < 20


def test_a_job_over_which_workers_die_is_not_tried_for_ever(database: Database, place: Path) -> None:
    ask(database, [Pour(1, 60)])
    for life in range(3):
        with worker(database, place, str(life)) as victim:
            wait_for(lambda: victim_took(database) == life + 1)  # noqa: B023 - called at once
            victim.ended_by(signal.SIGKILL)
    with worker(database, place, "last"):
        wait_for(lambda: asked(database, "SELECT count(*) FROM jobs.pgqueuer WHERE status = 'failed'") == 1)
    assert asyncio.run(cups(database)) == []


def test_metrics_of_a_worker_are_shown_to_this_machine(database: Database, place: Path) -> None:
    ask(database, [Pour(1)])
    port = free_port()
    with worker(database, place, WORKER_METRICS_PORT=port):
        wait_for(lambda: asked(database, LEFT) == 0)
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert 'job_duration_seconds_count{job="pour",outcome="done"} 1.0' in told
        assert "worker_last_look_timestamp_seconds" in told
        taken = run(
            "worker",
            DATABASE_URL=database.url("media_menu_app"),
            WORKER_DATABASE_URL=database.url("media_menu_worker"),
            WORKER_METRICS_PORT=port,
        )
    assert taken.returncode == 1
    assert "WORKER_METRICS_PORT" in taken.stderr


def test_a_worker_without_a_service_and_without_a_server_is_told_what_to_do(place: Path) -> None:
    refused = run("worker", MEDIA_MENU_DATA=place / "data")
    assert refused.returncode == 1
    assert "media-menu serve" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_worker_joins_the_embedded_database_of_a_service_that_runs(data: Path) -> None:
    with Service(data, "serve") as service:
        service.start()
        address = EmbeddedPostgres(service.data).url("postgres", "media_menu")
        assert asyncio.run(scalar(address, DONE)) == 0
        settings = environment(MEDIA_MENU_DATA=service.data)
        with subprocess.Popen([*PROGRAM, "worker"], env=settings, stderr=subprocess.DEVNULL) as beside:
            try:
                wait_for(lambda: asyncio.run(scalar(address, DONE)) >= len(SCHEDULES))
                beside.send_signal(signal.SIGTERM)
                assert beside.wait(PATIENCE) == 0
            finally:
                beside.kill()


def test_the_demo_has_a_worker_that_ends_with_it(data: Path) -> None:
    with Service(data, "demo") as demo:
        demo.start()
        address = EmbeddedPostgres(demo.data).url("postgres", "media_menu")
        wait_for(lambda: asyncio.run(scalar(address, DONE)) >= len(SCHEDULES))
        beside = demo.workers()
        assert demo.send(signal.SIGTERM) == 0
        assert psutil.wait_procs(beside, timeout=PATIENCE)[1] == []
        assert demo.database_processes() == []
        assert "Traceback" not in demo.output
        demo.start()
        beside = demo.workers()
        assert demo.process is not None
        demo.process.kill()
        demo.process.wait()
        assert psutil.wait_procs(beside, timeout=PATIENCE)[1] == [], "the worker outlived what it worked for"
