"""What becomes of a job, by what its work ends with."""

from datetime import timedelta
from typing import Any, ClassVar

import msgspec
import pytest

from app.workers.execution import TAKEN_IN_VAIN, Outcome, Workbench
from domain.jobs import Job, JobId, JobLost, Reason, TryAgain
from domain.kernel import Busy, Conflict

SECRET = "api_key=s3cret"


class Serve(Job, frozen=True):
    name: ClassVar[str] = "serve"
    attempts: ClassVar[int] = 3
    table: int = 1


class NotedJob:
    """A held job that remembers what became of it."""

    name = "serve"
    id = JobId(7)

    def __init__(self, attempt: int = 1, payload: bytes = b"{}", taken: int = 1, lost: bool = False) -> None:
        self.attempt = attempt
        self.payload = payload
        self.taken = taken
        self.lost = lost
        self.fate: tuple[Any, ...] = ()

    async def times_taken(self) -> int:
        return self.taken

    async def finish(self) -> None:
        if self.lost:
            raise JobLost
        self.fate = ("finished",)

    async def try_again(self, after: timedelta, reason: Reason) -> None:
        self.fate = ("again", after.total_seconds(), reason.code)

    async def fail(self, reason: Reason) -> None:
        self.fate = ("failed", reason.code, reason.message)


class Kitchen:
    """A workbench with one kind of job, which ends in a given way."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error
        self.served: list[Serve] = []
        self.counted: list[tuple[str, Outcome]] = []
        self.bench = Workbench(
            {Serve: self.serve},
            lambda error: isinstance(error, OSError),
            lambda name, outcome, _: self.counted.append((name, outcome)),
        )

    async def serve(self, job: Serve, held: NotedJob) -> None:
        self.served.append(job)
        if self.error:
            raise self.error


async def test_work_that_ends_well_finishes_its_job() -> None:
    kitchen, held = Kitchen(), NotedJob(payload=msgspec.json.encode(Serve(4)))
    await kitchen.bench.carry_out(held)
    assert (kitchen.served, held.fate, kitchen.counted) == ([Serve(4)], ("finished",), [("serve", "done")])


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (TryAgain("upstream-away", "TMDB does not answer."), ("again", 10.0, "upstream-away")),
        (TryAgain("limit", "Wait.", timedelta(minutes=5)), ("again", 300.0, "limit")),
        (Busy("lost"), ("again", 10.0, "busy")),
        (ConnectionResetError(), ("again", 10.0, "database-away")),
        (Conflict("The menu is gone."), ("failed", "conflict", "The menu is gone.")),
    ],
)
async def test_what_may_pass_is_tried_again_and_a_refusal_is_final(
    error: Exception, fate: tuple[Any, ...]
) -> None:
    held = NotedJob()
    await Kitchen(error).bench.carry_out(held)
    assert held.fate == fate


async def test_the_pause_grows_and_the_last_attempt_is_the_last() -> None:
    fates = []
    for attempt in (1, 2, 3):
        held = NotedJob(attempt)
        await Kitchen(TryAgain("away", "Away.")).bench.carry_out(held)
        fates.append(held.fate[:2])
    assert fates == [("again", 10.0), ("again", 40.0), ("failed", "away")]


async def test_a_fault_of_ours_is_final_and_its_words_stay_out_of_sight() -> None:
    held = NotedJob()
    await Kitchen(RuntimeError(SECRET)).bench.carry_out(held)
    assert held.fate[:2] == ("failed", "internal")
    assert "RuntimeError" in held.fate[2]
    assert SECRET not in held.fate[2]


async def test_a_job_that_another_worker_has_is_left_to_it() -> None:
    kitchen, held = Kitchen(), NotedJob(lost=True)
    await kitchen.bench.carry_out(held)
    assert (held.fate, kitchen.counted) == ((), [("serve", "lost")])


@pytest.mark.parametrize("payload", [b"", b"{", b'{"table": "x"}', b"[]", b"\xff"])
async def test_what_cannot_be_read_fails_before_any_work(payload: bytes) -> None:
    kitchen, held = Kitchen(), NotedJob(payload=payload)
    await kitchen.bench.carry_out(held)
    assert (kitchen.served, held.fate[:2]) == ([], ("failed", "payload-unreadable"))


async def test_a_job_of_an_older_version_gets_the_default_of_a_newer_field() -> None:
    kitchen = Kitchen()
    await kitchen.bench.carry_out(NotedJob(payload=b'{"gone": true}'))
    assert kitchen.served == [Serve(1)]


async def test_a_job_over_which_workers_died_is_not_begun_again() -> None:
    kitchen, held = Kitchen(), NotedJob(taken=TAKEN_IN_VAIN + 1)
    await kitchen.bench.carry_out(held)
    assert (kitchen.served, held.fate[:2]) == ([], ("failed", "workers-died"))


async def test_work_that_is_stopped_in_the_middle_is_counted_and_left_as_it_is() -> None:
    import asyncio

    kitchen, held = Kitchen(asyncio.CancelledError()), NotedJob()
    with pytest.raises(asyncio.CancelledError):
        await kitchen.bench.carry_out(held)
    assert (held.fate, kitchen.counted) == ((), [("serve", "stopped")])
