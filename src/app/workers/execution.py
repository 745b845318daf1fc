"""Carries out one job: it is done, tried again later, or kept as failed with a reason."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from time import perf_counter
from typing import Any, Final, Literal, Protocol

import msgspec
import structlog

from app.http.failures import account_of
from domain.jobs import AT_ONCE, Job, JobId, JobLost, Reason, TryAgain, pause_after
from domain.kernel import Busy, DomainError

Handler = Callable[[Any, Any], Awaitable[None]]
"""Does the jobs of one kind; called with the job and with how this worker holds it.

`held.finishing` opens the unit of work that ends the job: an effect in it happens once, whatever dies when.
A handler that works outside of it may be run again after a kill, and has to bear that.
"""
Outcome = Literal["done", "retried", "failed", "lost", "stopped"]
Count = Callable[[str, Outcome, float], None]
"""Told the name of a job, what came of it and how many seconds it took."""

TAKEN_IN_VAIN: Final = 3
"""So many workers may die over a job before it is taken for the cause."""

log: Any = structlog.get_logger()


class HeldJob(Protocol):
    """A job that this worker holds. Letting go of one that it does not hold any more changes nothing."""

    id: JobId
    name: str
    payload: bytes
    attempt: int

    async def times_taken(self) -> int: ...
    async def finish(self) -> None:
        """Raises JobLost."""

    async def try_again(self, after: timedelta, reason: Reason) -> None: ...
    async def fail(self, reason: Reason) -> None: ...


class Workbench(msgspec.Struct, frozen=True):
    """Every kind of job with what does it; `is_outage` tells a database that is away from a fault of ours."""

    handlers: Mapping[type[Job], Handler]
    is_outage: Callable[[BaseException], bool]
    count: Count

    @property
    def kinds(self) -> dict[str, type[Job]]:
        return {kind.name: kind for kind in self.handlers}

    async def carry_out(self, held: HeldJob) -> None:
        """Raises what the database raises when it is away; then the job is as it was."""
        began = perf_counter()
        outcome: Outcome = "stopped"
        try:
            outcome = await self._settled(held)
        finally:
            seconds = perf_counter() - began
            self.count(held.name, outcome, seconds)
            told = {"job": held.name, "id": held.id, "attempt": held.attempt, "outcome": outcome}
            log.info("job", **told, milliseconds=round(seconds * 1000, 1))

    async def _settled(self, held: HeldJob) -> Outcome:
        if await held.times_taken() > TAKEN_IN_VAIN:
            return await _failed(held, "workers-died", "Each worker that took it was gone before its end.")
        kind = self.kinds[held.name]
        try:
            job = msgspec.json.decode(held.payload, type=kind)
        except msgspec.MsgspecError:
            return await _failed(held, "payload-unreadable", "This version cannot read what it is about.")
        try:
            await self.handlers[kind](job, held)
            await held.finish()
        except JobLost:
            return "lost"
        except Exception as error:
            return await self._let_go(held, kind, error)
        return "done"

    async def _let_go(self, held: HeldJob, kind: type[Job], error: Exception) -> Outcome:
        """Of an error that is not meant to be read only the kind is told: its words may hold values."""
        match error:
            case TryAgain():
                return await _again(held, kind, Reason(error.code, error.message), error.after or AT_ONCE)
            case Busy():
                after = timedelta(seconds=error.retry_after)
                return await _again(held, kind, Reason(error.code, error.detail), after)
            case DomainError():
                return await _failed(held, error.code, error.detail)
        if self.is_outage(error):
            return await _again(held, kind, Reason("database-away", "The database was away."), AT_ONCE)
        log.error("job broke", job=held.name, id=held.id, **account_of(error))
        return await _failed(held, "internal", f"It broke with {type(error).__name__}; the log says where.")


async def _failed(held: HeldJob, code: str, message: str) -> Outcome:
    await held.fail(Reason(code, message))
    return "failed"


async def _again(held: HeldJob, kind: type[Job], reason: Reason, after: timedelta) -> Outcome:
    if held.attempt >= kind.attempts:
        return await _failed(held, reason.code, reason.message)
    await held.try_again(max(after, pause_after(held.attempt)), reason)
    return "retried"
