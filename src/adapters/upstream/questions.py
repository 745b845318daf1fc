"""What is asked of an upstream, how often it may be asked, and on whose behalf."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

JSON = ("application/json", "text/json")
LARGEST_JSON = 4 << 20


class Pace(Struct, frozen=True):
    """How many questions a second a host takes, and how many of them at a time from this process."""

    per_second: float
    at_once: int = 8


class Lane(Struct, frozen=True):
    """Somebody's way to upstreams, in seconds.

    `patience` is how long a question may wait for its turn, null for as long as it takes; `budget` is what
    its attempts may take together.
    """

    patience: float | None
    budget: float


PEOPLE = Lane(patience=4, budget=12)
JOBS = Lane(patience=None, budget=30)


class Question(Struct, frozen=True, kw_only=True):
    """One request. `parameters` make the query of its address; `keys` are headers that only the asked host
    itself may see, wherever it sends us.

    `types` are the content types that are taken, a group of them as `image/`; `refusals` are the statuses by
    which the host says that it does not accept our key.
    """

    url: str
    pace: Pace
    parameters: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    keys: Mapping[str, str] = {}
    content: bytes | None = None
    largest: int = LARGEST_JSON
    types: tuple[str, ...] = JSON
    refusals: frozenset[int] = frozenset({401, 403})


class Answer(Struct, frozen=True):
    """What a host gave, unpacked; `content_type` is in lower case, without parameters."""

    body: bytes
    content_type: str


class Slots(Protocol):
    """Turns of a host, shared by everything that asks it."""

    async def turn(self, host: str, per_second: float, patience: float | None) -> None:
        """Waits for a turn. Raises UpstreamBusy when it would take longer than the patience; without one,
        when the host is at rest for long.
        """

    async def rest(self, host: str, seconds: float) -> None:
        """Nobody asks the host for so long: it said so."""
