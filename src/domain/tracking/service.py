"""What people do to their states: say, change, forget, tick off and back."""

from typing import Any

from msgspec.structs import asdict

from domain.kernel import Actor, Begin, Busy, Clock, MediaItemId, Stale
from domain.tracking.commands import StateChange, StateWish
from domain.tracking.errors import NONE_SO_FAR, StateExists, StateNotFound
from domain.tracking.model import State, begun, changed, unfinished
from domain.tracking.ports import States

Version = int | None
"""The version somebody saw: a state that has moved on raises Stale. None takes any, NONE_SO_FAR only none."""

FINISHED: dict[str, Any] = {"status": "completed"}


class Tracking:
    """Use cases on one's own states. A merged work means the one that stands for it. Raise WorkNotFound."""

    def __init__(self, begin: Begin[States], clock: Clock) -> None:
        self._begin = begin
        self._clock = clock

    async def put(self, actor: Actor, work_id: MediaItemId, version: Version, wish: StateWish) -> State:
        """The whole state, the first of a work or in place of the one there is.

        Raises Stale, StateExists, StateInvalid.
        """
        async with self._begin(actor) as states:
            work = await states.standing(actor, work_id)
            before = await states.get(actor, work.id)
            _check(before, version)
            if before is None:
                state = begun(work.id, work.snapshot, asdict(wish), self._clock())
                await states.add(actor, state)
                return state
            state = changed(before, asdict(wish), self._clock())
            await states.save(actor, state)
            return state

    async def change(
        self, actor: Actor, work_id: MediaItemId, version: Version, change: StateChange
    ) -> State:
        """Some of it. Raises StateNotFound, Stale, StateInvalid."""
        async with self._begin(actor) as states:
            before = await _kept(states, actor, work_id, version)
            state = changed(before, asdict(change), self._clock())
            await states.save(actor, state)
            return state

    async def forget(self, actor: Actor, work_id: MediaItemId, version: Version) -> None:
        """Keep nothing of the work any more. Raises StateNotFound, Stale."""
        async with self._begin(actor) as states:
            before = await _kept(states, actor, work_id, version)
            await states.drop(actor, before.media_item_id)

    async def tick(self, actor: Actor, work_id: MediaItemId) -> None:
        """Finished, whatever was kept before; doing it twice is fine. Raises Busy beside a first state."""
        try:
            await self._tick(actor, work_id)
        except StateExists as lost:
            raise Busy("Somebody else is changing the same thing. Try again in a moment.") from lost

    async def untick(self, actor: Actor, work_id: MediaItemId) -> None:
        """Not finished after all; doing it twice is fine."""
        async with self._begin(actor) as states:
            work = await states.standing(actor, work_id)
            before = await states.get(actor, work.id)
            if before is None or before.status != "completed":
                return
            after = unfinished(before, self._clock())
            if after is None:
                await states.drop(actor, work.id)
            else:
                await states.save(actor, after)

    async def _tick(self, actor: Actor, work_id: MediaItemId) -> None:
        async with self._begin(actor) as states:
            work = await states.standing(actor, work_id)
            before = await states.get(actor, work.id)
            if before is None:
                await states.add(actor, begun(work.id, work.snapshot, FINISHED, self._clock()))
            elif before.status != "completed":
                await states.save(actor, changed(before, FINISHED, self._clock()))


def _check(before: State | None, version: Version) -> None:
    """What stands against writing a state that may be the first."""
    if version == NONE_SO_FAR and before is not None:
        raise StateExists(before.version)
    if version != NONE_SO_FAR and (before is None or version not in {None, before.version}):
        raise Stale(before.version if before else NONE_SO_FAR)


async def _kept(states: States, actor: Actor, work_id: MediaItemId, version: Version) -> State:
    work = await states.standing(actor, work_id)
    before = await states.get(actor, work.id)
    if before is None:
        raise StateNotFound
    if version not in {None, before.version}:
        raise Stale(before.version)
    return before
