"""What accounts ask of the world: somewhere to keep people, something to hash and to draw secrets with."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID

import msgspec

from domain.accounts.model import NewAccount, Profile, Status
from domain.accounts.proofs import ApiKey, Session, Visitor
from domain.accounts.views import ApiKeyLine, Me, SessionLine, SignedIn
from domain.kernel import Actor, UserId

Verdict = Literal["right", "right-but-dated", "wrong"]
Reason = Literal["signed-in", "wrong-password", "unknown-login", "banned"]


class Credentials(msgspec.Struct, frozen=True):
    """What checking a password needs; `network_is_known` when the owner signed in from there of late."""

    user_id: UserId
    password_hash: str
    status: Status
    network_is_known: bool


class LoginEvent(msgspec.Struct, frozen=True):
    id: UUID
    user_id: UserId | None
    reason: Reason
    address_prefix: str
    at: datetime


class Passwords(Protocol):
    """Slow on purpose. Both raise TooManyAttempts when more people wait than would be served in time."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password_hash: str | None, password: str) -> Verdict:
        """Takes as long for None (nobody has that login), which is always wrong."""


class Tokens(Protocol):
    """Random secrets that can be told from other text."""

    def new_token(self, prefix: str = "") -> str: ...

    def digest(self, token: str) -> bytes:
        """What may be kept of a token."""

    def looks_valid(self, token: str, prefix: str = "") -> bool:
        """Whether it is worth looking for; says no to what was mistyped or cut."""


class Doors(Protocol):
    """From something that is known to whom it belongs to, when nobody is signed in yet."""

    async def register(
        self, account: NewAccount, password_hash: str, now: datetime, invitation: bytes | None = None
    ) -> None:
        """With the digest of an invitation, uses it up; a refused registration does not.

        Raises EmailTaken, UsernameTaken, InvitationInvalid.
        """

    async def credentials(self, login: str, visitor: Visitor, now: datetime) -> Credentials | None: ...

    async def session(self, digest: bytes, now: datetime) -> SignedIn | None:
        """The live session of a token; notes that it was used."""

    async def api_key(self, digest: bytes, now: datetime) -> Actor | None:
        """For whom a live key acts; notes that it was used."""

    async def record_login(self, event: LoginEvent) -> None: ...


class Throttles(Protocol):
    """Counts attempts in windows of time, for all workers together, outside of any unit of work."""

    async def claim(self, what: Sequence[str], limit: int, window: timedelta, now: datetime) -> None:
        """Counts one attempt for each. Raises TooManyAttempts when that is more than the limit for one."""

    async def give_back(self, what: Sequence[str]) -> None:
        """The attempt was a good one: it does not count."""


class People(Protocol):
    async def me(self, user_id: UserId) -> Me:
        """Raises AccountNotFound."""

    async def lock(self, user_id: UserId) -> str:
        """The password hash of an active account, which stays until the end. Raises AccountNotFound."""

    async def set_password_hash(self, user_id: UserId, password_hash: str) -> None: ...

    async def save_profile(self, user_id: UserId, profile: Profile) -> None: ...


class Sessions(Protocol):
    async def open(self, session: Session, digest: bytes) -> None: ...

    async def live(self, user_id: UserId, current: UUID | None, now: datetime) -> tuple[SessionLine, ...]:
        """Latest used first."""

    async def end(self, user_id: UserId, session_id: UUID, now: datetime) -> None:
        """Raises SessionNotFound when it is not live."""

    async def end_all(self, user_id: UserId, keep: UUID | None, now: datetime) -> None: ...


class ApiKeys(Protocol):
    async def add(self, key: ApiKey, digest: bytes) -> None: ...

    async def live(self, user_id: UserId, now: datetime) -> tuple[ApiKeyLine, ...]:
        """Latest made first."""

    async def revoke(self, user_id: UserId, key_id: UUID, now: datetime) -> None:
        """Raises ApiKeyNotFound when it is not live."""


class Publications(Protocol):
    """Where a person's name stands in public, kept by another context; asked inside the unit of work."""

    async def refresh_name(self, user_id: UserId) -> None: ...


class Accounts(Protocol):
    """What a unit of work of this context works with: one person's own things."""

    @property
    def people(self) -> People: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def api_keys(self) -> ApiKeys: ...
    @property
    def publications(self) -> Publications: ...
