"""A local upstream, and a gateway that may ask it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Lane
from app.services import now
from domain.kernel import Clock
from tests.fakes.slots import FreeSlots
from tests.upstream_server import LocalUpstream, local_upstream

QUICK = Lane(patience=1, budget=5)
UNHURRIED = Lane(patience=1, budget=60)
"""For attempts that have to be made, however slow the machine is."""


@asynccontextmanager
async def a_gateway(
    slots: FreeSlots | None = None,
    *,
    lane: Lane = QUICK,
    allowed: Sequence[str] = ("localhost",),
    clock: Clock = now,
    **more: object,
) -> AsyncIterator[Gateway]:
    made = Gateway(slots or FreeSlots(), clock, user_agent="tests/1", lane=lane, allowed=allowed, **more)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        await made.aclose()


@pytest.fixture
async def upstream() -> AsyncIterator[LocalUpstream]:
    async with local_upstream() as running:
        yield running


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with a_gateway() as made:
        yield made
