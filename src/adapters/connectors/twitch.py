"""The token that Twitch gives for a client id and a secret; IGDB asks for one."""

import asyncio
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from adapters.connectors.answers import an_object
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Pace, Question
from domain.ingestion.upstream.errors import UpstreamNonsense
from domain.kernel import Clock

API: Final = "https://id.twitch.tv"
PACE: Final = Pace(per_second=1, at_once=1)
SPARE: Final = timedelta(minutes=5)
REFUSALS: Final = frozenset({400, 401, 403})
"""An unknown client is a bad request there."""


class TwitchToken:
    """Got when it is first needed, and kept until shortly before it expires. Lives in memory alone."""

    def __init__(
        self, gateway: Gateway, clock: Clock, client_id: str, client_secret: str, *, api: str = API
    ) -> None:
        self._gateway = gateway
        self._clock = clock
        self._form = {
            "client_id": client_id,
            "client_secret": client_secret,
            "grant_type": "client_credentials",
        }
        self._api = api
        self._held: tuple[str, datetime] | None = None
        self._turn = asyncio.Lock()

    async def get(self) -> str:
        """Raises UpstreamRefused when the client is not accepted, and whatever else can come of asking."""
        async with self._turn:
            if self._held is None or self._held[1] <= self._clock():
                self._held = await self._new()
            return self._held[0]

    def forget(self, token: str) -> None:
        """It is not accepted any more; another may have taken its place meanwhile."""
        if self._held and self._held[0] == token:
            self._held = None

    async def _new(self) -> tuple[str, datetime]:
        question = Question(
            url=f"{self._api}/oauth2/token",
            headers={"accept": "application/json", "content-type": "application/x-www-form-urlencoded"},
            content=urlencode(self._form).encode(),
            pace=PACE,
            refusals=REFUSALS,
        )
        answer = an_object(await self._gateway.json(question))
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token.isascii() or not isinstance(seconds, int):
            raise UpstreamNonsense("The answer holds no token.")
        return token, self._clock() + timedelta(seconds=min(seconds, 10**8)) - SPARE
