"""What may stand in a state, and what a change of status notes by itself."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from uuid_utils.compat import uuid7

from domain.kernel import MediaItemId
from domain.tracking.errors import StateInvalid
from domain.tracking.model import State, begun, changed, unfinished

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


def state(status: str = "planned", **said: Any) -> State:
    return begun(MediaItemId(uuid7()), {"title": "Solaris"}, {"status": status, **said}, NOW)


def refused(**said: Any) -> tuple[str, str]:
    with pytest.raises(StateInvalid) as refusal:
        state(**said)
    (problem,) = refusal.value.problems
    return problem.pointer, problem.code


def test_the_first_state_has_the_first_version_and_what_was_said() -> None:
    kept = state("paused", rating=7.3, is_favorite=True, notes=" Rain. ", progress=3, progress_unit="pages")
    assert (kept.status, kept.rating, kept.is_favorite, kept.notes) == ("paused", 7.3, True, "Rain.")
    assert (kept.progress, kept.progress_unit, kept.version) == (3, "pages", 1)
    assert (kept.started_at, kept.completed_at) == (None, None)
    assert (kept.created_at, kept.updated_at, kept.meta_snapshot) == (NOW, NOW, {"title": "Solaris"})


def test_moments_are_noted_when_a_status_is_reached_and_nobody_said_them() -> None:
    begun_at = changed(state(), {"status": "in-progress"}, NOW)
    assert (begun_at.started_at, begun_at.completed_at) == (NOW, None)
    done = changed(begun_at, {"status": "completed"}, LATER)
    assert (done.started_at, done.completed_at, done.updated_at) == (NOW, LATER, LATER)
    rated = changed(done, {"rating": 8.0, "completed_at": UNSET}, LATER + timedelta(days=1))
    assert rated.completed_at == LATER
    again = changed(rated, {"status": "in-progress"}, LATER + timedelta(days=2))
    assert again.started_at == NOW


def test_what_somebody_says_of_moments_counts() -> None:
    when = datetime(1999, 4, 1, tzinfo=timezone(timedelta(hours=2)))
    assert state("completed", completed_at=when).completed_at == when
    assert state("completed", completed_at=None).completed_at is None


def test_a_rating_is_told_in_tenths_of_ten() -> None:
    assert refused(rating=10.1) == ("/rating", "out-of-range")
    assert refused(rating=-0.1) == ("/rating", "out-of-range")
    assert refused(rating=7.25) == ("/rating", "rating-too-fine")
    assert refused(rating=float("nan")) == ("/rating", "out-of-range")


@given(st.integers(0, 100))
def test_every_tenth_is_a_rating(tenths: int) -> None:
    assert state(rating=tenths / 10).rating == tenths / 10
    assert state(rating=tenths * 0.1).rating == tenths / 10


def test_progress_and_its_unit_come_together() -> None:
    assert refused(progress=5) == ("/progress_unit", "progress-unit-missing")
    assert refused(progress_unit="pages") == ("/progress", "progress-missing")
    assert refused(progress=101, progress_unit="percent") == ("/progress", "out-of-range")
    assert refused(progress=-1, progress_unit="pages") == ("/progress", "out-of-range")
    reading = state(progress=100, progress_unit="percent")
    assert changed(reading, {"progress": None}, NOW).progress_unit is None


def test_times_have_a_zone_and_lie_in_the_past() -> None:
    assert refused(started_at=datetime(2026, 1, 1)) == ("/started_at", "time-without-zone")  # noqa: DTZ001
    assert refused(completed_at=NOW + timedelta(days=3)) == ("/completed_at", "time-out-of-range")
    first = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    last = datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))
    assert refused(started_at=first) == refused(started_at=last) == ("/started_at", "time-out-of-range")


def test_notes_have_an_end() -> None:
    assert refused(notes="x" * 10_001) == ("/notes", "text-too-long")
    assert state(notes="  ").notes is None


def test_a_change_touches_nothing_that_is_not_in_it() -> None:
    joined = "x" * 20_000
    kept = changed(state(rating=6.0), {}, NOW)
    long = State(**{name: getattr(kept, name) for name in State.__struct_fields__} | {"notes": joined})
    after = changed(long, {"rating": None, "notes": UNSET}, LATER)
    assert (after.rating, after.notes, after.version) == (None, joined, 3)


def test_a_tick_taken_back_leaves_what_there_was_besides() -> None:
    assert unfinished(state("completed"), LATER) is None
    planned = unfinished(changed(state(), {"status": "completed"}, NOW), LATER)
    assert planned is not None
    assert (planned.status, planned.completed_at, planned.version) == ("planned", None, 3)
    reading = unfinished(state("completed", progress=3, progress_unit="pages"), LATER)
    assert reading is not None
    assert reading.status == "in-progress"
    for said in ({"rating": 5.0}, {"notes": "Rain."}, {"is_favorite": True}, {"completed_at": None}):
        left = unfinished(state("completed", **said), LATER)
        assert left is not None
        assert left.status == "planned"
