"""Merges a work that is there twice into one, with everything that points at it, in one unit of work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from msgspec import Struct

from domain.catalog.details import KINDS, NoDetails
from domain.catalog.errors import AlreadyMerged, CustomNotMerged, KindsDiffer, MergeWithItself, WorkNotFound
from domain.catalog.views import MediaType
from domain.kernel import Actor, Begin, Clock, MediaItemId, NewId, UserId


class Mergeable(Struct, frozen=True):
    """What a merge has to know of a work."""

    id: MediaItemId
    media_type: MediaType
    is_custom: bool
    owner_id: UserId | None
    merged_into: MediaItemId | None


class Moved(Struct, frozen=True):
    """What followed, of one table: how many rows, and the keys of the first hundred.

    Rows of people have a number and no keys.
    """

    count: int
    keys: tuple[str, ...] = ()


class Merge(Struct, frozen=True):
    """The account of a merge; `moved` is by table, `confidence` 0 to 100 where one was suspected."""

    id: UUID
    loser_id: MediaItemId
    survivor_id: MediaItemId
    decided_by: UserId | None
    at: datetime
    automatic: bool
    confidence: int | None
    moved: Mapping[str, Moved]


class Follows(Protocol):
    """One table whose rows point at works, in the unit of work of a merge."""

    @property
    def table(self) -> str:
        """Its name in the account, as `schema.table`."""

    async def hold(self, loser_id: MediaItemId) -> None:
        """Lock what stands above the rows; it is asked before any work is locked."""

    async def follow(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> Moved:
        """Let the rows of the loser point at the survivor, which it leads to already."""


class Merges(Protocol):
    """Works as merges see them, and the book of merges."""

    async def take_turn(self) -> None:
        """Wait until no other merge and no delivery is at work; they wait for this one from now on."""

    async def standing(self, work_id: MediaItemId) -> MediaItemId:
        """The work that stands for it now, itself unless it was merged. Raises WorkNotFound."""

    async def both(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> tuple[Mergeable, Mergeable]:
        """Both works, locked in the order of their ids. Raises WorkNotFound."""

    async def redirect(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> None:
        """Let the loser, and all that was merged into it, lead to the survivor."""

    async def keep(self, merge: Merge) -> None:
        """Write the account, and close the question whether the two are one."""


class Office(Protocol):
    """What a merge works with; everything that follows stands in `follows`, in the order of its locks."""

    @property
    def merges(self) -> Merges: ...
    @property
    def follows(self) -> Sequence[Follows]: ...


class Decision(Struct, frozen=True):
    """Who merges, when, and how sure it was; nobody for the service itself."""

    id: UUID
    at: datetime
    actor: Actor | None = None
    confidence: int | None = None


class MergeWorks:
    """Use cases of administrators, and of the service where it is sure. Custom items are never merged."""

    def __init__(self, begin: Begin[Office], clock: Clock, new_id: NewId) -> None:
        self._begin = begin
        self._clock = clock
        self._new_id = new_id

    async def merge(self, actor: Actor, loser_id: MediaItemId, into: MediaItemId) -> Merge:
        """Merge a work into another, or into what stands for that one.

        Raises WorkNotFound, MergeWithItself, AlreadyMerged, KindsDiffer, CustomNotMerged.
        """
        decision = Decision(self._new_id(), self._clock(), actor)
        async with self._begin(actor) as office:
            return await merge_in(office, loser_id, into, decision)

    async def merge_sure(self, loser_id: MediaItemId, into: MediaItemId, confidence: int) -> Merge:
        """The same without a person. Raises as `merge` does."""
        decision = Decision(self._new_id(), self._clock(), confidence=confidence)
        async with self._begin(None) as office:
            return await merge_in(office, loser_id, into, decision)


async def merge_in(office: Office, loser_id: MediaItemId, into: MediaItemId, decision: Decision) -> Merge:
    """The merge itself, in a unit of work that may do more. Raises as MergeWorks.merge does."""
    await office.merges.take_turn()
    survivor_id = await office.merges.standing(into)
    if survivor_id == loser_id:
        raise MergeWithItself
    for each in office.follows:
        await each.hold(loser_id)
    refuse(*await office.merges.both(loser_id, survivor_id), decision.actor)
    await office.merges.redirect(loser_id, survivor_id)
    moved = {each.table: await each.follow(loser_id, survivor_id) for each in office.follows}
    merge = Merge(
        id=decision.id,
        loser_id=loser_id,
        survivor_id=survivor_id,
        decided_by=decision.actor.user_id if decision.actor else None,
        at=decision.at,
        automatic=decision.actor is None,
        confidence=decision.confidence,
        moved={table: rows for table, rows in moved.items() if rows.count},
    )
    await office.merges.keep(merge)
    return merge


def refuse(loser: Mergeable, survivor: Mergeable, actor: Actor | None) -> None:
    """What stands against a merge, hidden things first."""
    for work in (loser, survivor):
        if work.is_custom and (actor is None or work.owner_id != actor.user_id):
            raise WorkNotFound
    if loser.is_custom or survivor.is_custom:
        raise CustomNotMerged
    if loser.merged_into:
        raise AlreadyMerged
    kind = KINDS[loser.media_type]
    alike = kind is not NoDetails and kind is KINDS[survivor.media_type]
    if not alike and loser.media_type != survivor.media_type:
        raise KindsDiffer
