"""What the parts of the administration show: runs of every state, errors by day, what a replay changes."""

from datetime import timedelta
from typing import Any

from msgspec import Struct

from app.web.drawings import Columns, columns
from app.web.languages import Language
from app.web.specimens.works import LONG, NOW, ident
from domain.ingestion.views import Difference, ReplayReport, RunStatus, RunView, TroubleCount
from domain.kernel import MediaItemId

ERRORS = (
    ("tmdb", (3, 0, 1, 0, 0, 12, 40, 8, 2, 0, 0, 1, 0, 2)),
    ("openlibrary", (0, 1, 0, 0, 0, 0, 9, 14, 3, 0, 0, 0, 2, 0)),
    ("imdb", (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0)),
    ("musicbrainz", (0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
    ("igdb", (1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)),
    ("rawg", (0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)),
)
"""Of the last days by source: more sources than have a colour."""
DAYS = 14


class Office(Struct, frozen=True):
    runs: tuple[RunView, ...]
    errors: Columns
    quiet: Columns
    would_change: ReplayReport
    changed: ReplayReport
    unchanged: ReplayReport


def office(language: Language) -> Office:
    today = NOW.date()
    counts = [
        TroubleCount(today - timedelta(days=DAYS - 1 - place), name, count)
        for name, days in ERRORS
        for place, count in enumerate(days)
        if count
    ]
    samples = (
        Difference(MediaItemId(ident(1)), "title", "Solaris", LONG),
        Difference(MediaItemId(ident(2)), "genres", [], [language.gettext("drama")]),
    )
    fields = {"title": 8_120, "genres": 3}
    return Office(
        runs=_runs(),
        errors=columns(counts, today, DAYS),
        quiet=columns((), today, DAYS),
        would_change=ReplayReport(True, 9_000, fields=fields, samples=samples),
        changed=ReplayReport(False, 9_000, fields=fields),
        unchanged=ReplayReport(False, 9_000),
    )


def _runs() -> tuple[RunView, ...]:
    """Under way by the operator, done in no time, failed with a reason, stopped, a retry."""
    full = {"received": 862_400, "created": 812_400, "updated": 9_120, "unchanged": 40_803, "rejected": 77}
    return (
        _run(1, "imdb", "running", 4_215.0, kind="file", requested_by=None, counts=full),
        _run(2, "openlibrary", "finished", 0.4, counts={"received": 180, "unchanged": 180}),
        _run(3, "musicbrainz", "failed", 612.0, reason="no-sign-of-life", counts={"received": 0}),
        _run(4, "media-menu", "stopped", 75.0, kind="connector", counts={"received": 12, "updated": 12}),
        _run(5, "tmdb", "finished", 12.0, retry_of=ident(704), counts={"received": 14, "rejected": 14}),
    )


def _run(number: int, source: str, status: RunStatus, seconds: float, **more: Any) -> RunView:
    began = NOW - timedelta(hours=number)
    ended = None if status == "running" else began + timedelta(seconds=seconds)
    facts = {"kind": "push", "reason": None, "requested_by": "feeder", "retry_of": None, **more}
    return RunView(
        id=ident(9_200 + number),
        source_name=source,
        mapping_version=3,
        status=status,
        started_at=began,
        heard_at=ended or NOW,
        finished_at=ended,
        duration_seconds=seconds,
        **facts,
    )
