"""When what is due, on the clock of TIME_ZONE: one line a schedule."""

from datetime import time
from typing import Final

from app.workers.jobs import FetchCovers, Retention, Statistics
from domain.schedules import Schedule

EVERY_FIVE_MINUTES: Final = tuple(time(hour, minute) for hour in range(24) for minute in range(0, 60, 5))

SCHEDULES: Final = (
    Schedule("covers", EVERY_FIVE_MINUTES, FetchCovers()),
    Schedule("nightly-retention", (time(3, 30),), Retention()),
    Schedule("nightly-statistics", (time(4, 15),), Statistics()),
)
