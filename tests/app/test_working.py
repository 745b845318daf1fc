"""What a worker is put together from: kinds of jobs, and schedules that ask for them."""

import re
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.upstream.questions import JOBS
from app.settings import Settings
from app.upstreams import gateway_for
from app.workers.execution import Handler
from app.workers.schedules import SCHEDULES
from app.working import make_handlers
from domain.jobs import Job

Handlers = dict[type[Job], Handler]


@pytest.fixture
def handlers(tmp_path: Path) -> Handlers:
    engine, settings = (
        create_async_engine("postgresql+asyncpg://nobody@127.0.0.1/none"),
        Settings(data=tmp_path),
    )
    return dict(make_handlers(engine, settings, gateway_for(engine, settings, JOBS)))


def test_kinds_of_jobs_have_names_of_their_own(handlers: Handlers) -> None:
    names = [kind.name for kind in handlers]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,49}", name) for name in names)


def test_every_schedule_has_a_name_of_its_own_and_a_job_that_workers_know(handlers: Handlers) -> None:
    names = [schedule.name for schedule in SCHEDULES]
    assert len(set(names)) == len(names)
    assert {type(schedule.job) for schedule in SCHEDULES} <= handlers.keys()
    assert all(schedule.at for schedule in SCHEDULES)
