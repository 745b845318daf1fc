"""How long a job waits for its next attempt."""

from datetime import timedelta

from domain.jobs import LONGEST_PAUSE, pause_after


def test_each_pause_is_longer_than_the_one_before_up_to_an_hour() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, 30)]
    assert pauses[:4] == [timedelta(seconds=each) for each in (10, 40, 160, 640)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE == timedelta(hours=1)
