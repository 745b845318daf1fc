"""pgqueuer with every name said here, so that nothing in the environment leads it elsewhere."""

from typing import Final

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel
from pgqueuer.ports.driver import Driver

SETTINGS: Final = DBSettings(
    prefix="",
    db_schema="jobs",
    channel=Channel("media_menu_jobs"),
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
    durability=Durability.durable,
    widen_id=True,
)
QUEUE: Final = QueryQueueBuilder(SETTINGS)
"""pgqueuer's statements about jobs."""


def queries_on(connection: asyncpg.Connection) -> Queries:
    """pgqueuer's own reading and writing, on one connection."""
    return queries_by(AsyncpgDriver(connection), Queries)


def queries_by(driver: Driver, kind: type[Queries]) -> Queries:
    return kind(driver, QueryBuilderEnvironment(SETTINGS), QUEUE, QuerySchedulerBuilder(SETTINGS))
