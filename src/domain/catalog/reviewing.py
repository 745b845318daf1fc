"""Answers the question whether two works are one; the answer holds, and nobody is asked again."""

from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from msgspec import Struct

from domain.catalog.errors import DuplicateDecided, WorkInvalid
from domain.catalog.merging import Decision, Merge, Office, merge_in
from domain.catalog.views import MediaView
from domain.kernel import Actor, Begin, Clock, MediaItemId, NewId, UserId

State = Literal["open", "same", "different"]
Position = tuple[int, UUID]
"""Where a page of questions ended: confidence and id of its last one."""


class Review(Struct, frozen=True):
    """Two works that may be one; `better_known` is the one that would stand for both."""

    id: UUID
    first_id: MediaItemId
    second_id: MediaItemId
    better_known: MediaItemId
    confidence: int
    state: State


class DuplicateView(Struct, frozen=True):
    """A question with both works in full. `reasons` are stable words for what speaks for and against it."""

    id: UUID
    first: MediaView
    second: MediaView
    better_known_id: MediaItemId
    confidence: int
    reasons: tuple[str, ...]
    source_name: str
    state: State
    created_at: datetime
    decided_at: datetime | None
    decided_by: UserId | None


class Reviews(Protocol):
    """Questions, in a unit of work."""

    async def get(self, review_id: UUID) -> Review:
        """One of them, locked. Raises DuplicateNotFound."""

    async def differ(self, review_id: UUID, by: Actor, at: datetime) -> None:
        """Keep the answer that the two are not one."""


class ReviewOffice(Office, Protocol):
    """What an answer works with: a merge may follow from it."""

    @property
    def reviews(self) -> Reviews: ...


class MergeReader(Protocol):
    """What administrators read of duplicates."""

    async def duplicates(self, state: State, limit: int, after: Position | None) -> tuple[DuplicateView, ...]:
        """Questions in that state, surest first."""

    async def merges(self, work_id: MediaItemId) -> tuple[Merge, ...]:
        """Merges into a work, or of it, newest first. Raises WorkNotFound."""


class ReviewDuplicates:
    """Use cases of administrators."""

    def __init__(self, begin: Begin[ReviewOffice], clock: Clock, new_id: NewId) -> None:
        self._begin = begin
        self._clock = clock
        self._new_id = new_id

    async def same(self, actor: Actor, review_id: UUID, survivor_id: MediaItemId | None = None) -> Merge:
        """They are one: merge them into the survivor, the better-known one unless it is named.

        Raises DuplicateNotFound, DuplicateDecided, WorkInvalid, and as MergeWorks.merge does.
        """
        async with self._begin(actor) as office:
            await office.merges.take_turn()
            review = await office.reviews.get(review_id)
            if review.state == "same":
                raise DuplicateDecided
            survivor = survivor_id or review.better_known
            if survivor not in {review.first_id, review.second_id}:
                raise WorkInvalid("/survivor_id", "not-one-of-both", "Choose one of the two works.")
            loser = review.second_id if survivor == review.first_id else review.first_id
            decision = Decision(self._new_id(), self._clock(), actor, review.confidence)
            return await merge_in(office, loser, survivor, decision)

    async def different(self, actor: Actor, review_id: UUID) -> None:
        """They are not; saying so twice is fine. Raises DuplicateNotFound, DuplicateDecided."""
        async with self._begin(actor) as office:
            review = await office.reviews.get(review_id)
            if review.state == "same":
                raise DuplicateDecided
            if review.state == "open":
                await office.reviews.differ(review_id, actor, self._clock())
