"""Turns of hosts that come at once, and remember who asked for them."""

from domain.ingestion.upstream.errors import UpstreamBusy


class FreeSlots:
    """The port Slots; `declines` makes every turn too far away."""

    def __init__(self, *, declines: bool = False) -> None:
        self.turns: list[str] = []
        self.rests: list[tuple[str, float]] = []
        self._declines = declines

    async def turn(self, host: str, per_second: float, patience: float | None) -> None:
        self.turns.append(host)
        if self._declines:
            raise UpstreamBusy("Too many questions are waiting.", 7)

    async def rest(self, host: str, seconds: float) -> None:
        self.rests.append((host, seconds))
