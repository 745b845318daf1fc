"""From a cookie or a key to the person behind it, for every request that asks."""

from datetime import datetime

from domain.accounts.api_keys import KEY_PREFIX
from domain.accounts.ports import Doors, Tokens
from domain.accounts.views import SignedIn
from domain.kernel import Actor


class Identification:
    """What does not even look like a token is refused without asking the database."""

    def __init__(self, doors: Doors, tokens: Tokens) -> None:
        self._doors = doors
        self._tokens = tokens

    async def by_session(self, token: str, now: datetime) -> SignedIn | None:
        if not self._tokens.looks_valid(token):
            return None
        return await self._doors.session(self._tokens.digest(token), now)

    async def by_api_key(self, key: str, now: datetime) -> Actor | None:
        if not self._tokens.looks_valid(key, KEY_PREFIX):
            return None
        return await self._doors.api_key(self._tokens.digest(key), now)
