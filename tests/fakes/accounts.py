"""Stand-ins where the real thing is slow or belongs to another context."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.accounts.ports import Verdict
from domain.kernel import UserId


class PlainPasswords:
    """Hashes nothing, and counts how often it was asked."""

    def __init__(self) -> None:
        self.verified: list[str | None] = []

    async def hash(self, password: str) -> str:
        return f"plain:{password}"

    async def verify(self, password_hash: str | None, password: str) -> Verdict:
        self.verified.append(password_hash)
        if password_hash == f"dated:{password}":
            return "right-but-dated"
        return "right" if password_hash == f"plain:{password}" else "wrong"


class NotedPublications:
    """Remembers whose public name was to be refreshed."""

    def __init__(self) -> None:
        self.refreshed: list[UserId] = []

    def __call__(self, connection: AsyncConnection) -> "NotedPublications":
        return self

    async def refresh_name(self, user_id: UserId) -> None:
        self.refreshed.append(user_id)


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)
