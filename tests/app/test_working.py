"""What a worker is put together from: kinds of jobs, and schedules that ask for them."""

import re

from sqlalchemy.ext.asyncio import create_async_engine

from app.workers.schedules import SCHEDULES
from app.working import make_handlers

HANDLERS = make_handlers(create_async_engine("postgresql+asyncpg://nobody@127.0.0.1/none"))


def test_kinds_of_jobs_have_names_of_their_own() -> None:
    names = [kind.name for kind in HANDLERS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,49}", name) for name in names)


def test_every_schedule_has_a_name_of_its_own_and_a_job_that_workers_know() -> None:
    names = [schedule.name for schedule in SCHEDULES]
    assert len(set(names)) == len(names)
    assert {type(schedule.job) for schedule in SCHEDULES} <= HANDLERS.keys()
    assert all(schedule.at for schedule in SCHEDULES)
