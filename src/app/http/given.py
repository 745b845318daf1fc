"""What handlers are given by name."""

from typing import Any

from litestar.di import Provide


class Given(Provide):
    """A dependency that equals itself alone.

    Litestar compares what each handler may be given, one with every other, to find one that has two names:
    for 70 dependencies and 500 handlers over a million times, which takes as long as all else that it does.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def given(service: Any) -> Given:
    """The same for every request."""
    return Given(lambda: service, use_cache=True, sync_to_thread=False)
