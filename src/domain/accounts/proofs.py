"""How people and their programs prove who they are: sessions and API keys, and how long each lasts."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final
from uuid import UUID

import msgspec

from domain.accounts.refusals import refuse
from domain.kernel import Problem, Scope, UserId

IDLE: Final = timedelta(days=14)
ABSOLUTE: Final = timedelta(days=30)
API_KEY_LIMIT = 10
API_KEY_LONGEST: Final = timedelta(days=366)
USER_AGENT_MAX = 200


class Visitor(msgspec.Struct, frozen=True):
    """From where a request comes, and what the browser calls itself."""

    address: str
    user_agent: str = ""

    @property
    def network(self) -> str:
        """Coarse enough to be kept: /24 of IPv4, /48 of IPv6, or "unknown"."""
        return self._within(24, 48)

    @property
    def subscriber(self) -> str:
        """What one subscriber has to themselves, for counting: an IPv4 address, /64 of IPv6."""
        return self._within(32, 64)

    def _within(self, bits_of_4: int, bits_of_6: int) -> str:
        try:
            address = ip_address(self.address.partition("%")[0])
        except ValueError:
            return "unknown"
        address = getattr(address, "ipv4_mapped", None) or address
        return str(ip_network((address, bits_of_4 if address.version == 4 else bits_of_6), strict=False))


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in browser, without its token."""

    id: UUID
    user_id: UserId
    user_agent: str
    address_prefix: str
    created_at: datetime
    idle_expires_at: datetime
    absolute_expires_at: datetime


def session_for(user_id: UserId, session_id: UUID, visitor: Visitor, now: datetime) -> Session:
    return Session(
        id=session_id,
        user_id=user_id,
        user_agent=visitor.user_agent[:USER_AGENT_MAX],
        address_prefix=visitor.network,
        created_at=now,
        idle_expires_at=now + IDLE,
        absolute_expires_at=now + ABSOLUTE,
    )


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """With which a program acts for a person, without the secret; `hint` is how it begins."""

    id: UUID
    user_id: UserId
    name: str
    scopes: frozenset[Scope]
    hint: str
    created_at: datetime
    expires_at: datetime

    def __post_init__(self) -> None:
        problems = []
        if not 1 <= len(self.name) <= 80 or not self.name.isprintable():
            problems.append(Problem("/name", "name-invalid", "1 to 80 characters on one line."))
        if not self.scopes:
            problems.append(Problem("/scopes", "scopes-missing", "At least one of read, write, ingest."))
        if not self.created_at < self.expires_at <= self.created_at + API_KEY_LONGEST:
            problems.append(Problem("/expires_at", "expiry-invalid", "Later than now, and within a year."))
        refuse(problems)
