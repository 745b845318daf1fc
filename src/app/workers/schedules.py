"""When what is due, on the clock of TIME_ZONE: one line a schedule."""

from datetime import time
from typing import Final

from app.workers.jobs import Retention, Statistics
from domain.schedules import Schedule

SCHEDULES: Final = (
    Schedule("nightly-retention", (time(3, 30),), Retention()),
    Schedule("nightly-statistics", (time(4, 15),), Statistics()),
)
