"""Tells a supervisor whether the process lives and whether it may be sent requests."""

from typing import Protocol

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.refusals import NotReady


class Readiness(Protocol):
    """Whether the database can be reached and its schema is at or ahead of the code's revision."""

    async def problem(self) -> str | None:
        """None when ready, else one sentence, without addresses or credentials, for the operator."""


class Health(msgspec.Struct, frozen=True):
    status: str


ALIVE = Health("alive")
READY = Health("ready")


class HealthController(Controller):
    path = "/health"
    tags = ("operations",)

    @get("/live", sync_to_thread=False)
    def live(self) -> Health:
        """The process answers; nothing else is looked at."""
        return ALIVE

    @get("/ready")
    async def ready(self, readiness: NamedDependency[SkipValidation[Readiness]]) -> Health:
        """The database can be reached, and its schema is at or ahead of the code's; else 503."""
        if problem := await readiness.problem():
            raise NotReady(problem)
        return READY
