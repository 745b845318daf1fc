"""What connectors share: looking into an answer whose shape nobody promised, and making records of it."""

from typing import Any

from adapters.sources.identifiers import address_of
from domain.ingestion.upstream.errors import UpstreamNonsense
from domain.ingestion.upstream.model import Fetched
from domain.kernel import Clock

MOST_FOUND = 10


class Records:
    """Makes records of one source."""

    def __init__(self, source_name: str, clock: Clock) -> None:
        self._source_name = source_name
        self._clock = clock

    def record(self, external_id: str, payload: dict[str, Any]) -> Fetched:
        address = address_of(self._source_name, external_id)
        return Fetched(external_id, address, self._clock(), payload)


def an_object(value: Any) -> dict[str, Any]:
    """Raises UpstreamNonsense for anything else."""
    if not isinstance(value, dict):
        raise UpstreamNonsense("The answer is not of the form that was asked for.")
    return value


def objects_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a list. Raises UpstreamNonsense when it is none."""
    if not isinstance(value, list):
        raise UpstreamNonsense("The answer is not of the form that was asked for.")
    return [each for each in value if isinstance(each, dict)]
