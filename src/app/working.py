"""Builds a worker: what does each kind of job, what is due when, and what lives as long as the worker."""

import asyncio
import logging
import signal
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.jobs.depth import PgDepth
from adapters.postgres.jobs.held import PgHeldJob
from adapters.postgres.jobs.runner import PgJobRunner
from adapters.postgres.jobs.timetable import PgTimetable
from adapters.postgres.jobs.upkeep import clear_away, refresh_statistics
from adapters.postgres.outages import is_outage
from adapters.postgres.readiness import PgReadiness
from adapters.postgres.transactions import PgTransactions
from adapters.upstream.gateway import Gateway
from adapters.upstream.pictures import GatewayPictures
from adapters.upstream.questions import JOBS
from app.http.logs import configure_logging
from app.services import REFUSALS, connected, make_covers, make_housekeeping, make_replaying, now
from app.settings import CannotRun, Settings
from app.upstreams import gateway_for
from app.workers.execution import Handler, Workbench
from app.workers.jobs import FetchCovers, Retention, Statistics
from app.workers.metrics import JobMetrics
from app.workers.schedules import SCHEDULES
from app.workers.ticking import Ticking
from domain.ingestion.replaying import GoOnWithReplay
from domain.jobs import Job

PATIENCE: Final = timedelta(seconds=20)
"""So long a worker that was told to stop lets its jobs run on; a supervisor should wait a little longer."""
NOT_READY_SECONDS: Final = 2.0
COVERS_AT_ONCE: Final = 50

log: Any = structlog.get_logger()


class MetricsPortTaken(CannotRun):
    """Another program listens at WORKER_METRICS_PORT."""


def make_handlers(engine: AsyncEngine, settings: Settings, gateway: Gateway) -> Mapping[type[Job], Handler]:
    """One line for a kind of job: whoever asks for such a job finds it done by this."""
    housekeeping = make_housekeeping(engine)
    replaying = make_replaying(engine)
    covers = make_covers(engine, settings, GatewayPictures(gateway))

    async def retain(_: Retention, held: PgHeldJob) -> None:
        await housekeeping.keep_errors_in_shape(now())
        forgotten = await housekeeping.forget_refused(now())
        log.info("cleared away", refused_records=forgotten, **await clear_away(held.finishing, now()))

    async def analyse(_: Statistics, held: PgHeldJob) -> None:
        await refresh_statistics(held.finishing)

    async def fetch_covers(_: FetchCovers, held: PgHeldJob) -> None:
        """A few at a time, so that a worker that has to stop need not wait for all; the next turn goes on."""
        report = await covers(COVERS_AT_ONCE)
        if report.fetched or report.missed:
            log.info("covers", fetched=report.fetched, missed=report.missed)

    async def replay(job: GoOnWithReplay, held: PgHeldJob) -> None:
        """In steps that stay: whoever takes the job next goes on where this worker stopped."""
        async for _ in replaying.go_on(job.run_id):
            pass

    return {FetchCovers: fetch_covers, GoOnWithReplay: replay, Retention: retain, Statistics: analyse}


def run_worker(settings: Settings, handlers: Mapping[type[Job], Handler] | None = None) -> None:
    """Until SIGINT, SIGTERM or SIGHUP; tests bring handlers of their own. Raises MetricsPortTaken."""
    configure_logging(
        as_json=settings.log_format == "json",
        level=logging.getLevelNamesMapping()[settings.log_level.upper()],
    )
    metrics = JobMetrics()
    if settings.worker_metrics_port:
        try:
            metrics.serve(settings.worker_metrics_port)
        except OSError as error:
            raise MetricsPortTaken(f"WORKER_METRICS_PORT cannot be used: {error.strerror}.") from error
    asyncio.run(_work(settings, handlers, metrics))


async def _work(
    settings: Settings, handlers: Mapping[type[Job], Handler] | None, metrics: JobMetrics
) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with connected(settings.worker_database_url, settings.jobs_at_once + 2) as engine:
        await _ready(engine, stop)
        gateway = gateway_for(engine, settings, JOBS)
        bench = Workbench(handlers or make_handlers(engine, settings, gateway), is_outage, metrics.count)
        runner = PgJobRunner(
            settings.worker_database_url,
            engine,
            REFUSALS,
            at_once=settings.jobs_at_once,
            lost_after=timedelta(seconds=settings.jobs_lost_after),
            patience=PATIENCE,
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(_ticking(engine, settings, metrics).run(stop))
            group.create_task(runner.run(bench.kinds, bench.carry_out, stop))
        await gateway.aclose()
    log.info("worker stopped")


async def _ready(engine: AsyncEngine, stop: asyncio.Event) -> None:
    """Waits for a database that this version can work on."""
    readiness = PgReadiness(engine)
    while not stop.is_set() and (problem := await readiness.problem()):
        log.warning("worker waits", reason=problem)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), NOT_READY_SECONDS)


def _ticking(engine: AsyncEngine, settings: Settings, metrics: JobMetrics) -> Ticking:
    transactions = PgTransactions(engine, REFUSALS)
    return Ticking(
        schedules=SCHEDULES,
        zone=settings.zone,
        timetable=PgTimetable(transactions),
        depth=PgDepth(transactions),
        show_depth=metrics.show_depth,
        is_outage=is_outage,
        clock=now,
    )
