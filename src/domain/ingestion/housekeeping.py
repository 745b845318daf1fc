"""What a schedule does for runs and troubles while nobody looks."""

from collections.abc import Sequence
from datetime import datetime

from domain.ingestion.kept import KEPT_FOR
from domain.ingestion.ports import ErrorMonths, RunBook
from domain.ingestion.runs import NO_SIGN_OF_LIFE, SILENCE, Run
from domain.ingestion.troubles import ErrorLog, Trouble
from domain.kernel import Begin

GIVEN_UP = "Nothing was heard of it for five minutes: its process was killed, or its sender hangs."


class Housekeeping:
    """Each may be done at any time, by several at once, and again."""

    def __init__(self, begin: Begin[RunBook], months: ErrorMonths, errors: ErrorLog) -> None:
        self._begin = begin
        self._months = months
        self._errors = errors

    async def give_up_silent_runs(self, now: datetime) -> Sequence[Run]:
        """Fails running runs that gave no sign of life for five minutes; gives them as they are now."""
        async with self._begin(None) as book:
            dead = await book.give_up(now - SILENCE, now, NO_SIGN_OF_LIFE)
        for run in dead:
            await self._errors.note(Trouble("run", run.source_name, NO_SIGN_OF_LIFE, GIVEN_UP, run_id=run.id))
        return dead

    async def forget_refused(self, now: datetime) -> int:
        """Drops what runs that ended 30 days ago kept of refused records; gives the number."""
        async with self._begin(None) as book:
            return await book.forget(now - KEPT_FOR)

    async def keep_errors_in_shape(self, now: datetime) -> None:
        """Makes room for the errors of the months to come, and drops months that are 90 days past.

        Takes the worker's role.
        """
        await self._months.keep_in_shape(now)
