"""What a worker is put together from: kinds of jobs, and schedules that ask for them."""

import re

from app.workers.schedules import SCHEDULES
from app.working import make_handlers


def test_kinds_of_jobs_have_names_of_their_own() -> None:
    names = [kind.name for kind in make_handlers()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,49}", name) for name in names)


def test_every_schedule_has_a_name_of_its_own_and_a_job_that_workers_know() -> None:
    names = [schedule.name for schedule in SCHEDULES]
    assert len(set(names)) == len(names)
    assert {type(schedule.job) for schedule in SCHEDULES} <= make_handlers().keys()
    assert all(schedule.at for schedule in SCHEDULES)
