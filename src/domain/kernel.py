"""The few things every context shares: ids, the actor, time, refusals and pages of results."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Generic, Literal, NewType, Protocol, Self, TypeVar
from uuid import UUID

import msgspec

UserId = NewType("UserId", UUID)
MediaItemId = NewType("MediaItemId", UUID)
MenuId = NewType("MenuId", UUID)

Clock = Callable[[], datetime]
"""Gives the present moment, zone-aware, in UTC."""

NewId = Callable[[], UUID]
"""Makes a UUIDv7, so that ids sort by the time they were made."""

Role = Literal["user", "editor", "admin"]
Scope = Literal["read", "write", "ingest"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Actor(msgspec.Struct, frozen=True):
    """Somebody who is known, on whose behalf a use case runs."""

    user_id: UserId
    role: Role = "user"
    scopes: frozenset[Scope] = frozenset({"read", "write"})
    sees_adult: bool = False
    """Whether they switched on that search shows them adult works."""


class Begin(Protocol[T_co]):
    """Opens a unit of work for a person (or for nobody) and gives the repository that works in it.

    Leaving the block commits, an exception rolls everything back.
    """

    def __call__(self, actor: Actor | None) -> AbstractAsyncContextManager[T_co]: ...


class Page(msgspec.Struct, Generic[T], frozen=True):
    """One page of a keyset-paged list; `next_cursor` is opaque, and null on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None = None


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong with what was sent: where (JSON pointer), a stable code, and words."""

    pointer: str
    code: str
    message: str


class DomainError(Exception):
    """A refusal. Every subclass has a stable `code`; `problems` point into what was sent.

    It derives from neither ValueError nor TypeError: msgspec would turn those into its own errors.
    """

    code = "refused"

    def __init__(self, detail: str, *problems: Problem) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = problems

    def below(self, pointer: str) -> Self:
        """The same refusal of something that stands at `pointer` in what was sent."""
        self.problems = tuple(
            Problem(pointer + each.pointer, each.code, each.message) for each in self.problems
        )
        return self


class NotFound(DomainError):
    """It is not there, or the actor may not know that it is."""

    code = "not-found"


class Gone(NotFound):
    """It was public once and has been deleted for good."""

    code = "gone"


class Forbidden(DomainError):
    """The actor is known and may not do this."""

    code = "forbidden"


class Conflict(DomainError):
    """The state of things, or a limit, stands against it."""

    code = "conflict"


class Stale(DomainError):
    """It has been changed since it was read; the `ETag` of the answer is that of its version now."""

    code = "stale"

    def __init__(self, version: int) -> None:
        super().__init__("This has been changed since you read it.")
        self.version = version


class Invalid(DomainError):
    """Well-formed, but wrong."""

    code = "invalid"


class Busy(DomainError):
    """Not refused but not done either: nothing was changed, and the same attempt may succeed in a moment."""

    code = "busy"
    retry_after = 1
    """Seconds to wait before trying again."""
