"""First answers, kept for a day: a request that is sent again gets the same one and has no second effect."""

from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

import msgspec

from domain.kernel import Actor, Conflict, Invalid, Problem

KEPT: Final = timedelta(hours=24)
ABANDONED: Final = timedelta(seconds=60)
"""A request that has been running for longer is taken for dead: its server crashed or was stopped."""


class Asked(msgspec.Struct, frozen=True):
    """A request by the digest of its Idempotency-Key; route and body tell whether it is the same one."""

    key_hash: bytes
    route: str
    body_hash: bytes


class Answer(msgspec.Struct, frozen=True):
    """What was answered, byte for byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class StillRunning(Conflict):
    """The first request with this Idempotency-Key has no answer yet; ask again in a moment."""

    code = "idempotency-key-running"

    def __init__(self) -> None:
        super().__init__("The first request with this Idempotency-Key is still running.")


class KeyReused(Invalid):
    """The Idempotency-Key came with another path or body before; take a new one for a new request."""

    code = "idempotency-key-reused"

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key came with another request before.")


class SecretAlreadyShown(Conflict):
    """The first answer held a secret, which is kept nowhere; `/id` gives the id of what was made."""

    code = "secret-already-shown"

    def __init__(self, made: str) -> None:
        super().__init__(
            "What this Idempotency-Key made was shown once, with its secret; that is not kept.",
            Problem("/id", self.code, made),
        )


class Answers(Protocol):
    """Kept answers of a person. Each call is a transaction of its own."""

    async def claim(self, actor: Actor, asked: Asked, claim: UUID, now: datetime) -> Answer | None:
        """The kept answer, or None: then this request is the first and has to answer.

        Raises StillRunning, KeyReused, SecretAlreadyShown.
        """

    async def keep(self, actor: Actor, asked: Asked, claim: UUID, answer: Answer) -> None: ...

    async def keep_id(self, actor: Actor, asked: Asked, claim: UUID, made: str) -> None:
        """For an answer that holds a secret: only the id of what was made."""

    async def release(self, actor: Actor, asked: Asked, claim: UUID) -> None:
        """The request was refused and changed nothing: it may be sent again."""
