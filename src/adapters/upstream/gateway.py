"""The gateway: every question to another service goes through here, in turn, within limits."""

import asyncio
from collections.abc import Collection
from typing import Any

import msgspec
import stamina

from adapters.upstream.addresses import Checked, Resolve, look_up
from adapters.upstream.attempts import LONGEST_PAUSE, Attempts
from adapters.upstream.exchange import Exchanges, web_address
from adapters.upstream.questions import Answer, Lane, Pace, Question, Slots
from adapters.upstream.transport import CheckedTransport
from domain.ingestion.upstream.errors import UpstreamNonsense
from domain.kernel import Clock

ATTEMPTS = 4
FIRST_PAUSE = 0.3
JITTER = 0.5
OTHER_HOSTS = Pace(per_second=5, at_once=4)
"""For hosts that nobody said anything about."""


class Gateway:
    """Asks upstreams on behalf of a lane: people who wait, or jobs that have time.

    Hosts with private addresses are refused unless they are among the `allowed`.
    """

    def __init__(
        self,
        slots: Slots,
        clock: Clock,
        *,
        user_agent: str,
        lane: Lane,
        allowed: Collection[str] = (),
        resolve: Resolve = look_up,
    ) -> None:
        self._slots = slots
        self._lane = lane
        self._transport = CheckedTransport(Checked(allowed, resolve))
        self._exchanges = Exchanges(self._transport, clock, user_agent)
        self._open = OpenQuestions()

    async def aclose(self) -> None:
        """Ends every connection."""
        await self._transport.aclose()

    async def json(self, question: Question) -> Any:
        """The JSON that a host answers with.

        Raises UpstreamUnavailable, UpstreamBusy, UpstreamRefused, UpstreamNonsense or UpstreamMissing.
        """
        answer = await self.answer(question)
        try:
            return msgspec.json.decode(answer.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UpstreamNonsense("The answer is not JSON.") from error

    async def fetch(
        self, url: str, *, largest: int, types: tuple[str, ...] = ("image/",), pace: Pace = OTHER_HOSTS
    ) -> Answer:
        """The bytes at an address, at most `largest` of them when unpacked. Raises as `json` does."""
        return await self.answer(Question(url=url, pace=pace, largest=largest, types=types))

    async def answer(self, question: Question) -> Answer:
        """Asks in turn, and again where that may help, as long as the budget lasts. Raises as `json` does."""
        host = web_address(question.url).raw_host.decode("ascii")
        attempts = Attempts(self._exchanges, self._slots, self._lane, question, host)
        async for attempt in stamina.retry_context(
            on=attempts.pause_after,
            attempts=ATTEMPTS,
            timeout=None,
            wait_initial=FIRST_PAUSE,
            wait_max=LONGEST_PAUSE,
            wait_jitter=JITTER,
        ):
            async with self._open[host, question.pace.at_once]:
                with attempt:
                    return await attempts.next()
        raise AssertionError("unreachable")


class OpenQuestions(dict[tuple[str, int], asyncio.Semaphore]):
    """How many more questions a host takes at a time, by its name and its limit."""

    def __missing__(self, host: tuple[str, int]) -> asyncio.Semaphore:
        return self.setdefault(host, asyncio.Semaphore(host[1]))
