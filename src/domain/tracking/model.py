"""A state: what one person keeps of one work, and the rules of what may stand in it."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from msgspec import UNSET, Struct, structs

from domain.kernel import MediaItemId
from domain.texts import composed
from domain.tracking.errors import StateInvalid

Status = Literal["planned", "in-progress", "paused", "completed", "dropped"]
ProgressUnit = Literal["percent", "minutes", "hours", "pages", "chapters", "episodes", "tracks"]

BEST: Final = 10
NOTES: Final = 10_000
MOST_PROGRESS: Final = 1_000_000
PERCENT: Final = 100
EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
AHEAD: Final = timedelta(days=1)
"""A clock elsewhere may go before ours, and a date be that of tomorrow already."""
A_TENTH: Final = 10
HAIR: Final = 1e-6

REACHED: Final[dict[str, str]] = {"in-progress": "started_at", "completed": "completed_at"}
"""Which moment is noted when a status is reached."""


class State(Struct, frozen=True):
    """What somebody keeps of a work.

    `rating` is 0 to 10 in tenths, whatever scale a page shows it on. `progress` counts `progress_unit`s;
    there are both or neither. `meta_snapshot` is what the work was called when the state was made.
    """

    media_item_id: MediaItemId
    status: Status
    rating: float | None
    is_favorite: bool
    notes: str | None
    progress: int | None
    progress_unit: ProgressUnit | None
    started_at: datetime | None
    completed_at: datetime | None
    meta_snapshot: dict[str, Any]
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def is_bare(self) -> bool:
        """Whether nothing was ever said but that the work is finished, at that moment."""
        said = (self.rating, self.notes, self.progress, self.started_at)
        is_first_word = self.version == 1 and self.completed_at == self.created_at
        return is_first_word and not self.is_favorite and all(each is None for each in said)


def begun(work_id: MediaItemId, snapshot: dict[str, Any], facts: dict[str, Any], now: datetime) -> State:
    """The first state of a work. Raises StateInvalid."""
    nothing = dict.fromkeys(("rating", "notes", "progress", "progress_unit", "started_at", "completed_at"))
    said = _reaching(None, _sound(facts, now), now)
    state = State(
        media_item_id=work_id,
        meta_snapshot=snapshot,
        version=1,
        created_at=now,
        updated_at=now,
        **{"is_favorite": False, **nothing, **said},
    )
    return _with_whole_progress(state, facts)


def changed(state: State, facts: dict[str, Any], now: datetime) -> State:
    """The next version, with these facts in place of the old ones. Raises StateInvalid."""
    said = _reaching(state, _sound(facts, now), now)
    after = structs.replace(state, **said, version=state.version + 1, updated_at=now)
    return _with_whole_progress(after, facts)


def unfinished(state: State, now: datetime) -> State | None:
    """Back from completed: to what was begun, or planned; nothing if the tick was all there was to it."""
    if state.is_bare:
        return None
    has_begun = state.started_at is not None or state.progress is not None
    status: Status = "in-progress" if has_begun else "planned"
    return structs.replace(state, status=status, completed_at=None, version=state.version + 1, updated_at=now)


def _reaching(before: State | None, facts: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The facts, with the moment that the status is reached where nobody said one."""
    status = facts.get("status")
    moment = REACHED.get(status or "")
    if moment is None or moment in facts or (before is not None and before.status == status):
        return facts
    known = before.started_at if before is not None and moment == "started_at" else None
    return {**facts, moment: known or now}


def _sound(facts: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What was said, without what was left out. Raises StateInvalid."""
    said = {name: value for name, value in facts.items() if value is not UNSET}
    if said.get("rating") is not None:
        said["rating"] = _in_tenths(said["rating"])
    if "notes" in said:
        said["notes"] = _tidy(said["notes"])
    for moment in REACHED.values():
        if said.get(moment) is not None:
            said[moment] = _possible(said[moment], f"/{moment}", now)
    return said


def _in_tenths(rating: float) -> float:
    tenths = rating * A_TENTH
    if not 0 <= rating <= BEST:
        raise StateInvalid("/rating", "out-of-range", "A rating lies between 0 and 10.")
    if abs(tenths - round(tenths)) > HAIR:
        raise StateInvalid("/rating", "rating-too-fine", "A rating has one decimal place.")
    return round(tenths) / A_TENTH


def _tidy(notes: str | None) -> str | None:
    tidy = composed((notes or "").replace("\r\n", "\n")).strip()
    if len(tidy) > NOTES:
        raise StateInvalid("/notes", "text-too-long", f"At most {NOTES} characters fit here.")
    return tidy or None


def _possible(moment: datetime, pointer: str, now: datetime) -> datetime:
    if moment.tzinfo is None:
        raise StateInvalid(pointer, "time-without-zone", "Say the time zone, such as 2026-03-01T20:00:00Z.")
    # Compared before it is told in UTC: at the ends of the calendar that would not be possible.
    if not EARLIEST <= moment <= now + AHEAD:
        raise StateInvalid(pointer, "time-out-of-range", "This is before 1900, or still to come.")
    return moment.astimezone(UTC)


def _with_whole_progress(state: State, facts: dict[str, Any]) -> State:
    """Progress and its unit come together. Raises StateInvalid."""
    if state.progress is None:
        if facts.get("progress_unit") not in {None, UNSET}:
            raise StateInvalid("/progress", "progress-missing", "Say how much, too.")
        return structs.replace(state, progress_unit=None)
    if state.progress_unit is None:
        raise StateInvalid("/progress_unit", "progress-unit-missing", "Say of what: pages, minutes.")
    most = PERCENT if state.progress_unit == "percent" else MOST_PROGRESS
    if not 0 <= state.progress <= most:
        raise StateInvalid("/progress", "out-of-range", f"Between 0 and {most}.")
    return state
