"""Tries a use case again when it lost a race, a few times, before anybody hears of it."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import stamina

from domain.kernel import Busy

S = TypeVar("S")
ATTEMPTS = 3


def retried(service: S) -> S:
    """The same service; each use case is tried up to three times, with jitter, before `Busy` is raised.

    A use case that raises Busy has been rolled back whole, so trying again doubles nothing.
    """
    return cast("S", _Retried(service))


class _Retried:
    def __init__(self, service: Any) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        use_case = getattr(self._service, name)

        @functools.wraps(use_case)
        async def tried(*args: Any, **facts: Any) -> Any:
            async for attempt in stamina.retry_context(
                on=_lost_a_race,
                attempts=ATTEMPTS,
                timeout=5,
                wait_initial=0.02,
                wait_max=0.2,
                wait_jitter=0.05,
            ):
                with attempt:
                    return await use_case(*args, **facts)
            return None

        setattr(self, name, tried)
        return tried


def _lost_a_race(error: Exception) -> bool:
    return type(error) is Busy
