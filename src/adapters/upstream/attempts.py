"""The attempts at one question: each in its turn, all of them within one budget of time."""

import asyncio

from adapters.upstream.exchange import Exchanges
from adapters.upstream.questions import Answer, Lane, Question, Slots
from domain.ingestion.upstream.errors import UpstreamBusy, UpstreamUnavailable

LONGEST_PAUSE = 3.0


class Attempts:
    """Waiting for a turn costs patience, not budget."""

    def __init__(self, exchanges: Exchanges, slots: Slots, lane: Lane, question: Question, host: str) -> None:
        self._exchanges = exchanges
        self._slots = slots
        self._lane = lane
        self._question = question
        self._host = host
        self._deadline = asyncio.get_running_loop().time() + lane.budget
        self._is_declined = False

    async def next(self) -> Answer:
        """Asks once. Raises what came of it."""
        await self._turn()
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._exchanges.ask(self._question)
        except TimeoutError as error:
            raise UpstreamUnavailable("The upstream takes too long to answer.") from error
        except UpstreamBusy as busy:
            await self._slots.rest(self._host, busy.retry_after)
            raise

    async def _turn(self) -> None:
        clock = asyncio.get_running_loop().time
        before = clock()
        try:
            pace = self._question.pace
            await self._slots.turn(self._host, pace.per_second, self._lane.patience)
        except UpstreamBusy:
            self._is_declined = True
            raise
        self._deadline += clock() - before

    def pause_after(self, error: Exception) -> bool | float:
        """Seconds until another attempt, True for the usual ones, False for none."""
        left = self._deadline - asyncio.get_running_loop().time()
        if isinstance(error, UpstreamBusy):
            return float(error.retry_after) if not self._is_declined and error.retry_after < left else False
        return isinstance(error, UpstreamUnavailable) and left > LONGEST_PAUSE
