"""Which times of schedules have been seen to; whoever sees one first asks for its job in the same breath."""

from collections.abc import Sequence

from sqlalchemy import text

from adapters.postgres.jobs.queue import PgJobQueue
from adapters.postgres.transactions import PgTransactions
from domain.schedules import Occurrence, Schedule

# Of two workers the second waits here for the first to commit, and then finds nothing new.
SEE_TO = text("""
    INSERT INTO jobs.occurrences (schedule, wall_time, at)
    SELECT * FROM unnest(
        CAST(:schedules AS text[]), CAST(:wall_times AS timestamp[]), CAST(:moments AS timestamptz[])
    ) AS due (schedule, wall_time, at) ORDER BY 1, 2
    ON CONFLICT DO NOTHING RETURNING schedule
""")


class PgTimetable:
    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def see_to(self, due: Sequence[tuple[Schedule, Occurrence]]) -> list[str]:
        """Asks for the jobs of times that nobody has seen to; gives the names of jobs that are new.

        While a schedule's job waits or runs it stands for every time that comes meanwhile.
        """
        async with self._transactions.open(None) as connection:
            values = {
                "schedules": [schedule.name for schedule, _ in due],
                "wall_times": [occurrence.wall_time for _, occurrence in due],
                "moments": [occurrence.at for _, occurrence in due],
            }
            fresh = set((await connection.execute(SEE_TO, values)).scalars())
            queue = PgJobQueue(connection)
            jobs = {schedule.name: schedule.job for schedule, _ in due if schedule.name in fresh}
            return [
                job.name
                for name, job in sorted(jobs.items())
                if await queue.enqueue(job, key=f"schedule {name}") is not None
            ]
