"""The kinds of jobs that look after the service itself."""

from typing import ClassVar

from domain.jobs import Job


class Retention(Job, frozen=True):
    """Clears away what is over, everywhere."""

    name: ClassVar[str] = "retention"


class FetchCovers(Job, frozen=True):
    """Fetches the covers whose turn it is."""

    name: ClassVar[str] = "fetch-covers"


class Statistics(Job, frozen=True):
    """Tells PostgreSQL anew how its tables look, so that it goes on choosing good plans."""

    name: ClassVar[str] = "statistics"
