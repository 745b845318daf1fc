"""Work for later: what a job is, how a use case asks for it, and how it says that it wants another try."""

from datetime import timedelta
from typing import ClassVar, Final, NewType, Protocol

import msgspec

JobId = NewType("JobId", int)

AT_ONCE: Final = timedelta(0)
FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(hours=1)


class Job(msgspec.Struct, frozen=True):
    """Something to be done apart from any request. Subclasses are the kinds of jobs.

    The fields of a subclass are what the job is about: ids and settings. Operators see them, so there are no
    secrets and no words of people among them. A waiting job outlives the version of the code that asked for
    it: give new fields a default, and rename neither fields nor `name`.
    """

    name: ClassVar[str]
    """Small letters, digits and dashes: `fetch-cover`."""
    attempts: ClassVar[int] = 5
    """How often it is tried, when what stands against it may pass."""


class JobQueue(Protocol):
    """Takes jobs within the unit of work that it belongs to: what is rolled back leaves no job."""

    async def enqueue(self, job: Job, *, key: str | None = None, after: timedelta = AT_ONCE) -> JobId | None:
        """Asks for the job to be done once, no sooner than `after` from now.

        None, and no further job, when one with the same key waits or runs already.
        """


class TryAgain(Exception):
    """Raised by what does a job when a fault may pass: an upstream that is away, a limit that was reached.

    `message` is shown to operators and holds no secrets; `after` is for when the other side said how long.
    """

    def __init__(self, code: str, message: str, after: timedelta | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.after = after


class JobLost(Exception):
    """Another worker has the job by now, or an administrator called it off: nothing may come of it here."""


class Reason(msgspec.Struct, frozen=True):
    """Why a job failed or was put back: a stable code, and a sentence without secrets."""

    code: str
    message: str


def pause_after(attempt: int) -> timedelta:
    """How long to wait after the attempt of that number, from 1: 10 s, then four times as long each time."""
    longer: int = 4 ** min(attempt - 1, 10)
    return min(FIRST_PAUSE * longer, LONGEST_PAUSE)
